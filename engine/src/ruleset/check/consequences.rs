//! Checks of severity, bands, floors, screening, transmission, common causes and measures.

use super::{Check, rises};
use crate::evidence::WorkerGroup;
use crate::network::{Country, LinkKind};
use crate::ruleset::{FloorCondition, MeasureEffect, is_state_imposed};

impl Check<'_> {
    pub(super) fn severity_and_bands(&mut self) {
        let severity = &self.source.severity;
        let rows: Vec<f64> = severity.scope.iter().filter_map(|row| row.up_to.map(f64::from)).collect();
        let last_is_open = severity.scope.last().is_some_and(|row| row.up_to.is_none());
        let closed = rows.len() + 1 == severity.scope.len();
        self.require(rises(&rows) && last_is_open && closed, "severity.scope", "`up_to` must rise; the last has none");
        self.require(severity.scope.iter().all(|row| row.term > 0.0), "severity.scope", "`term` must be above 0");
        self.weight(severity.scope_unknown, "severity.scope_unknown");
        self.require(rises(&severity.classes), "severity.classes", "must rise");
        let steps = [severity.severe.scale, severity.severe.irremediability];
        let from_one_to_five = steps.iter().all(|step| (1..=5).contains(step));
        self.require(from_one_to_five, "severity.severe", "`scale` and `irremediability` must lie between 1 and 5");
        let bands = &self.source.bands;
        self.require(rises(&bands.likelihood), "bands.likelihood", "must rise");
        for bound in bands.likelihood {
            self.unit_interval(bound, "bands.likelihood");
        }
        let along_rows = bands.matrix.iter().all(|row| row.is_sorted());
        let along_columns = bands.matrix.is_sorted_by(|a, b| a.iter().zip(b).all(|(x, y)| x <= y));
        self.require(along_rows && along_columns, "bands.matrix", "must not fall along rows or columns");
    }

    pub(super) fn floors(&mut self) {
        for floor in &self.source.floors {
            let place = format!("floors.{}", floor.id);
            self.known(self.is_channel(&floor.channel), format!("{place}.channel"), "channel", &floor.channel);
            match &floor.when {
                FloorCondition::Observed(leaves) => {
                    for leaf in leaves {
                        self.known(self.is_leaf(leaf), place.clone(), "leaf", leaf);
                    }
                }
                FloorCondition::Answer(answers) => {
                    for stated in answers {
                        let (pair, group) = stated.split_once('@').unwrap_or((stated, "all"));
                        let known = pair.split_once('=').is_some_and(|(question, answer)| {
                            self.source
                                .questions
                                .iter()
                                .any(|q| q.id == question && q.answers.iter().any(|a| a.id == answer))
                        });
                        self.known(known, place.clone(), "answer", pair);
                        let is_group = WorkerGroup::ALL.iter().any(|known| known.as_str() == group);
                        self.known(is_group, place.clone(), "group of workers", group);
                    }
                }
                FloorCondition::Listed(lists) => {
                    for list in lists {
                        self.known(self.source.lists.contains_key(list), place.clone(), "list", list);
                    }
                }
            }
        }
    }

    pub(super) fn screening(&mut self) {
        let Some(screening) = &self.source.screening else { return };
        for (table, list) in &screening.published {
            let known = self.source.lists.contains_key(list);
            self.known(known, format!("screening.published.{table}"), "list", list);
        }
        self.known(self.source.lists.contains_key(&screening.own), "screening.own", "list", &screening.own);
        for problem in screening.settings.check().err().into_iter().flat_map(|error| error.0) {
            self.invalid(format!("screening.settings.{}", problem.place), problem.what);
        }
    }

    pub(super) fn transmission(&mut self) {
        let transmission = &self.source.transmission;
        self.unit_interval(transmission.share_floor, "transmission.share_floor");
        self.unit_interval(transmission.segregation_leak, "transmission.segregation_leak");
        self.unit_interval(transmission.leverage_per_tier, "transmission.leverage_per_tier");
        for kind in LinkKind::ALL.into_iter().filter(|kind| *kind != LinkKind::Labour) {
            let place = format!("transmission.by_kind.{}", kind.as_str());
            match transmission.by_kind.get(&kind) {
                Some(&b) => self.unit_interval(b, &place),
                None => self.invalid(place, "is missing"),
            }
        }
        let no_labour = !transmission.by_kind.contains_key(&LinkKind::Labour)
            && !transmission.by_kind_and_channel.contains_key(&LinkKind::Labour);
        self.require(no_labour, "transmission", "labour links carry nothing here; use `labour_links_carry`");
        for (kind, channels) in &transmission.by_kind_and_channel {
            for (channel, &b) in channels {
                let place = format!("transmission.by_kind_and_channel.{}.{channel}", kind.as_str());
                self.known(self.is_channel(channel), place.clone(), "channel", channel);
                self.unit_interval(b, &place);
            }
        }
    }

    pub(super) fn expected_inputs(&mut self) {
        for input in &self.source.expected_inputs {
            let place = format!("expected_inputs.{}.countries", input.id);
            for (country, share) in &input.countries {
                self.known(Country::from_alpha3(country).is_some(), place.clone(), "country code", country);
                self.require(*share > 0.0 && *share <= 1.0, &place, "a share must be above 0 and at most 1");
            }
            let sum: f64 = input.countries.values().sum();
            self.require(sum <= 1.0 + 1e-9, &place, "the shares sum to more than 1");
        }
    }

    pub(super) fn common_causes(&mut self) {
        let mut sum = 0.0;
        for cause in &self.source.common_causes {
            self.unit_interval(cause.beta, &format!("common_causes.{}.beta", cause.id));
            sum += cause.beta;
        }
        if sum > 1.0 + 1e-12 {
            self.invalid(
                "common_causes",
                format!("the `beta` of all families sum to {sum:.6}; lower them to 1 or less"),
            );
        }
    }

    pub(super) fn measures(&mut self) {
        for measure in &self.source.measures {
            let place = format!("measures.{}", measure.id);
            let known = self.source.indicators.iter().any(|i| i.id == measure.indicator);
            self.known(known, format!("{place}.indicator"), "indicator", &measure.indicator);
            if measure.effect == MeasureEffect::StopsSourcing {
                let imposed = is_state_imposed(&measure.indicator, &self.source.questions);
                self.require(imposed, &place, "only labour imposed by the state calls for stopping to source");
            }
            for question in &measure.closes {
                let known = self
                    .source
                    .questions
                    .iter()
                    .any(|q| &q.id == question || q.part_of.as_ref().is_some_and(|whole| whole == question));
                self.known(known, format!("{place}.closes"), "question", question);
            }
        }
    }
}

//! Checks of a ruleset as a whole. Every problem is collected; each says which key is wrong and what would be right.

use std::collections::BTreeSet;

use thiserror::Error;

use super::{
    Answer, AnswerForm, Class, FloorCondition, Question, QuestionLeaf, RulesetSource, YesNoMap,
};
use crate::network::LinkKind;
use crate::pattern::GateError;

/// Smallest and largest probability that an answer table may hold.
pub(crate) const TABLE_RANGE: (f64, f64) = (0.0005, 0.9995);
/// How far a column of an answer table may miss 1: rounding in people's tables.
const SUM_TOLERANCE: f64 = 1e-6;

/// A problem of a ruleset.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum RulesetError {
    /// A value is not allowed where it stands.
    #[error("`{place}`: {what}")]
    Invalid {
        /// Key, e.g. `questions.I7.1.answers.worker.t`.
        place: String,
        /// What is wrong and what would be right.
        what: String,
    },
    /// A name refers to nothing.
    #[error("`{place}`: unknown {kind} `{name}`")]
    Unknown {
        /// Key.
        place: String,
        /// Kind of thing, e.g. `leaf`.
        kind: &'static str,
        /// Name.
        name: String,
    },
    /// Two things have one id.
    #[error("`{place}`: `{name}` stands twice")]
    Duplicate {
        /// Key.
        place: String,
        /// Id.
        name: String,
    },
    /// A gate cannot be used.
    #[error("`patterns.{pattern}.gate`: {source}")]
    Gate {
        /// Pattern.
        pattern: String,
        /// Why.
        source: GateError,
    },
}

/// All problems, in the order of the file.
pub(super) fn problems(source: &RulesetSource) -> Vec<RulesetError> {
    let mut check = Check { source, errors: Vec::new() };
    check.ids();
    check.regimes();
    check.sources();
    check.indicators();
    for question in &source.questions {
        check.question(question);
    }
    check.factors();
    check.lists_and_labour();
    check.recruitment();
    check.severity_and_bands();
    check.floors();
    check.transmission();
    check.common_causes();
    check.measures();
    check.errors
}

struct Check<'a> {
    source: &'a RulesetSource,
    errors: Vec<RulesetError>,
}

impl Check<'_> {
    fn invalid(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.errors.push(RulesetError::Invalid { place: place.into(), what: what.into() });
    }

    fn require(&mut self, holds: bool, place: &str, what: &str) {
        if !holds {
            self.invalid(place, what);
        }
    }

    fn known(&mut self, known: bool, place: impl Into<String>, kind: &'static str, name: &str) {
        if !known {
            self.errors.push(RulesetError::Unknown { place: place.into(), kind, name: name.to_owned() });
        }
    }

    fn unit_interval(&mut self, value: f64, place: &str) {
        self.require((0.0..=1.0).contains(&value), place, "must lie between 0 and 1");
    }

    fn ids(&mut self) {
        let source = self.source;
        let groups: [(&str, Vec<&str>); 8] = [
            ("regimes.classes", source.regimes.classes.iter().map(|x| x.id.as_str()).collect()),
            ("sources", source.sources.iter().map(|x| x.id.as_str()).collect()),
            (
                "indicators and patterns",
                source
                    .indicators
                    .iter()
                    .map(|x| x.id.as_str())
                    .chain(source.patterns.iter().map(|x| x.id.as_str()))
                    .collect(),
            ),
            ("questions", source.questions.iter().map(|x| x.id.as_str()).collect()),
            ("factors", source.factors.iter().map(|x| x.id.as_str()).collect()),
            ("measures", source.measures.iter().map(|x| x.id.as_str()).collect()),
            ("common_causes", source.common_causes.iter().map(|x| x.id.as_str()).collect()),
            ("profiles", source.profiles.iter().map(|x| x.id.as_str()).collect()),
        ];
        for (place, ids) in groups {
            let mut seen = BTreeSet::new();
            for id in ids {
                if !seen.insert(id) {
                    self.errors.push(RulesetError::Duplicate { place: place.to_owned(), name: id.to_owned() });
                }
            }
        }
        let headline = &source.headline;
        self.known(self.is_channel(headline), "headline", "channel", headline);
    }

    fn regimes(&mut self) {
        let rules = &self.source.regimes;
        let classes = &rules.classes;
        self.require(classes.len() >= 2, "regimes.classes", "at least two are needed, ordinary first");
        if let Some(first) = classes.first() {
            let is_reference = first.base == 0.0 && first.factor_weight == 0.0;
            self.require(is_reference, "regimes.classes", "the first has base 0 and factor_weight 0");
        }
        let weights: Vec<f64> = classes.iter().map(|class| class.factor_weight).collect();
        self.require(rises(&weights), "regimes.classes.factor_weight", "must not fall from regime to regime");
        self.require(classes.iter().all(|c| c.base.is_finite()), "regimes.classes.base", "must be a number");
        for (value, place) in [
            (rules.migrant_workforce_from, "regimes.migrant_workforce_from"),
            (rules.coverage_floor, "regimes.coverage_floor"),
            (rules.full_coverage_at, "regimes.full_coverage_at"),
            (rules.observe_at, "regimes.observe_at"),
            (rules.absence_at, "regimes.absence_at"),
            (rules.closure_at, "regimes.closure_at"),
            (rules.band_perturbation, "regimes.band_perturbation"),
        ] {
            self.unit_interval(value, place);
        }
        self.require(rules.full_coverage_at > 0.0, "regimes.full_coverage_at", "must be above 0");
        for (value, place) in [(rules.judgement, "regimes.judgement"), (rules.blind, "regimes.blind")] {
            self.require(value.is_finite() && value >= 0.0, place, "must not be negative");
        }
    }

    fn sources(&mut self) {
        for class in &self.source.sources {
            let place = format!("sources.{}", class.id);
            self.unit_interval(class.r_for, &format!("{place}.r_for"));
            self.unit_interval(class.r_against, &format!("{place}.r_against"));
            let lasts = class.half_life_days.is_finite() && class.half_life_days > 0.0;
            self.require(lasts, &format!("{place}.half_life_days"), "must be above 0");
            if let Some(visit) = class.visit {
                self.unit_interval(visit.sensitivity, &format!("{place}.visit.sensitivity"));
            }
        }
        let interview = &self.source.interview;
        self.known(self.is_source(&interview.source), "interview.source", "source class", &interview.source);
        self.unit_interval(interview.disclosure, "interview.disclosure");
        self.unit_interval(interview.share_affected, "interview.share_affected");
    }

    fn indicators(&mut self) {
        for indicator in &self.source.indicators {
            let place = format!("indicators.{}", indicator.id);
            let leaves = [(Class::Inv, &indicator.leaves.inv), (Class::Coe, &indicator.leaves.coe)];
            let has_leaf = leaves.iter().any(|(_, rates)| rates.is_some());
            self.require(has_leaf, &format!("{place}.leaves"), "has neither `inv` nor `coe`");
            for (class, rates) in leaves {
                let Some(rates) = rates else { continue };
                let place = format!("{place}.leaves.{}", class.as_str());
                self.prevalence(&rates.prevalence, &format!("{place}.prevalence"));
                if let Some(migrant) = &rates.prevalence_migrant {
                    self.prevalence(migrant, &format!("{place}.prevalence_migrant"));
                }
            }
            self.weight(indicator.severity.weight, &format!("{place}.severity.weight"));
        }
        for pattern in &self.source.patterns {
            self.weight(pattern.severity.weight, &format!("patterns.{}.severity.weight", pattern.id));
        }
    }

    fn weight(&mut self, weight: f64, place: &str) {
        self.require(weight.is_finite() && weight > 0.0, place, "must be above 0");
    }

    fn prevalence(&mut self, row: &[f64], place: &str) {
        let count = self.source.regimes.classes.len();
        self.require(row.len() == count, place, "needs one number per regime");
        self.require(row.iter().all(|a| (0.0..=1.0).contains(a)), place, "must lie between 0 and 1");
        self.require(rises(row), place, "must not fall from regime to regime");
    }

    fn question(&mut self, question: &Question) {
        let place = format!("questions.{}", question.id);
        let indicator = self.source.indicators.iter().find(|i| i.id == question.indicator);
        self.known(indicator.is_some(), format!("{place}.indicator"), "indicator", &question.indicator);
        if let Some(indicator) = indicator {
            let has_leaf = match question.leaf {
                QuestionLeaf::Inv => indicator.leaves.inv.is_some(),
                QuestionLeaf::Coe => indicator.leaves.coe.is_some(),
                QuestionLeaf::Context | QuestionLeaf::Unscored => true,
            };
            self.require(has_leaf, &format!("{place}.leaf"), "the indicator has no such leaf");
        }
        for source in &question.asked_of {
            self.known(self.is_source(source), format!("{place}.asked_of"), "source class", source);
        }
        if let Some(factor) = &question.measured_by_factor {
            let known = self.source.factors.iter().any(|f| &f.id == factor);
            self.known(known, format!("{place}.measured_by_factor"), "factor", factor);
        }
        if let Some(answer) = &question.shuts_out_monitors {
            let known = question.answers.iter().any(|a| &a.id == answer);
            self.known(known, format!("{place}.shuts_out_monitors"), "answer", answer);
        }
        self.require(!question.answers.is_empty(), &format!("{place}.answers"), "has no answers");
        let mut seen = BTreeSet::new();
        for answer in &question.answers {
            if !seen.insert(&answer.id) {
                self.errors
                    .push(RulesetError::Duplicate { place: format!("{place}.answers"), name: answer.id.clone() });
            }
            self.answer(question, answer, &format!("{place}.answers.{}", answer.id));
        }
        match question.leaf {
            QuestionLeaf::Inv | QuestionLeaf::Coe => self.leaf_columns(question, &place),
            QuestionLeaf::Context => self.context_columns(question, &place),
            QuestionLeaf::Unscored => {}
        }
        match question.form {
            AnswerForm::YesNo => self.has_answers(question, &["yes", "no"], &place),
            AnswerForm::LanguageSets => self.has_answers(question, &["covered", "uncovered"], &place),
            AnswerForm::Choice | AnswerForm::Multi | AnswerForm::Number(_) => {}
        }
    }

    fn has_answers(&mut self, question: &Question, ids: &[&str], place: &str) {
        for id in ids {
            let known = question.answers.iter().any(|answer| answer.id == *id);
            self.known(known, format!("{place}.answers"), "answer", id);
        }
    }

    fn answer(&mut self, question: &Question, answer: &Answer, place: &str) {
        let (least, most) = TABLE_RANGE;
        let in_range = |p: f64| (least..=most).contains(&p);
        for (value, key) in [(answer.t, "t"), (answer.f, "f")] {
            let fits = value.is_none_or(in_range);
            self.require(fits, &format!("{place}.{key}"), "must lie between 0.0005 and 0.9995");
        }
        if let Some(by) = &answer.by_regime {
            let count = self.source.regimes.classes.len();
            self.require(by.len() == count, &format!("{place}.by_regime"), "needs one number per regime");
            let fits = by.iter().all(|&p| in_range(p));
            self.require(fits, &format!("{place}.by_regime"), "must lie between 0.0005 and 0.9995");
            let falls = rises(&by.iter().map(|p| -p).collect::<Vec<_>>());
            self.require(
                rises(by) || falls,
                &format!("{place}.by_regime"),
                "must not turn: rise from regime to regime or fall",
            );
        }
        let adverse = match (&answer.by_regime, answer.t, answer.f) {
            (Some(by), ..) => by.last() > by.first(),
            (None, Some(t), Some(f)) => t > f,
            _ => false,
        };
        let scored = question.measured_by_factor.is_none() && question.leaf != QuestionLeaf::Unscored;
        if scored {
            self.require(
                adverse == answer.grade.is_some(),
                &format!("{place}.grade"),
                "adverse answers, and only these, are `minor` or `major`",
            );
        }
    }

    fn leaf_columns(&mut self, question: &Question, place: &str) {
        let complete = question.answers.iter().all(|answer| answer.t.is_some() && answer.f.is_some());
        self.require(complete, &format!("{place}.answers"), "every answer needs `t` and `f`");
        if !complete {
            return;
        }
        for (key, column) in [
            ("t", question.answers.iter().filter_map(|a| a.t).sum::<f64>()),
            ("f", question.answers.iter().filter_map(|a| a.f).sum::<f64>()),
        ] {
            if (column - 1.0).abs() > SUM_TOLERANCE {
                self.invalid(format!("{place}.answers"), format!("the column `{key}` sums to {column:.6}, not to 1"));
            }
        }
        for answer in question.answers.iter().filter(|answer| answer.by_regime.is_some()) {
            self.require(
                answer.t == answer.f,
                &format!("{place}.answers.{}", answer.id),
                "an answer that is context only has `t` equal to `f`",
            );
        }
        let all_raise = question.answers.iter().all(|answer| answer.t > answer.f);
        self.require(!all_raise, &format!("{place}.answers"), "all answers raise the result");
    }

    fn context_columns(&mut self, question: &Question, place: &str) {
        let complete = question.answers.iter().all(|answer| answer.by_regime.is_some());
        self.require(complete, &format!("{place}.answers"), "every answer of a context question needs `by_regime`");
        let no_leaf = question.answers.iter().all(|answer| answer.t.is_none() && answer.f.is_none());
        self.require(no_leaf, &format!("{place}.answers"), "answers of a context question have no `t` and `f`");
        if !complete {
            return;
        }
        for z in 0..self.source.regimes.classes.len() {
            let column: f64 =
                question.answers.iter().filter_map(|a| a.by_regime.as_ref()?.get(z)).sum();
            if (column - 1.0).abs() > SUM_TOLERANCE {
                self.invalid(
                    format!("{place}.answers"),
                    format!("the column of regime {} of `by_regime` sums to {column:.6}, not to 1", z + 1),
                );
            }
        }
    }

    fn factors(&mut self) {
        for group in &self.source.factor_groups {
            self.weight(group.cap, &format!("factor_groups.{}.cap", group.id));
        }
        for factor in &self.source.factors {
            let place = format!("factors.{}", factor.id);
            if let Some(group) = &factor.group {
                let known = self.source.factor_groups.iter().any(|g| &g.id == group);
                self.known(known, format!("{place}.group"), "factor group", group);
            }
            let spreads = factor.spread.is_finite() && factor.spread >= 0.0;
            self.require(spreads, &format!("{place}.spread"), "must not be negative");
            let finite = factor.table.values().chain(factor.other.iter()).all(|lr| lr.is_finite())
                && factor.bins.iter().all(|bin| bin.ln_lr.is_finite());
            self.require(finite, &format!("{place}.table"), "must hold numbers");
            let bounds: Vec<f64> = factor.bins.iter().map(|bin| bin.up_to).collect();
            let covers = bounds.is_empty() || bounds.last() == Some(&1.0);
            self.require(rises(&bounds) && covers, &format!("{place}.bins"), "`up_to` must rise and end at 1");
        }
    }

    fn lists_and_labour(&mut self) {
        let (least, most) = TABLE_RANGE;
        for (list, by) in &self.source.lists {
            let place = format!("lists.{list}");
            self.require(by.len() == self.source.regimes.classes.len(), &place, "needs one number per regime");
            let fits = rises(by) && by.iter().all(|p| (least..=most).contains(p));
            self.require(fits, &place, "must lie between 0.0005 and 0.9995 and not fall from regime to regime");
        }
        for (leaf, &weight) in &self.source.labour_links_carry {
            let place = format!("labour_links_carry.{leaf}");
            self.known(self.is_leaf(leaf), place.clone(), "leaf", leaf);
            self.unit_interval(weight, &place);
        }
    }

    fn recruitment(&mut self) {
        let map = &self.source.recruitment;
        for (field, question) in [
            ("documents_held_by", &map.documents_held_by),
            ("fees_paid", &map.fees_paid),
            ("cost_in_months", &map.cost_in_months),
            ("loan_in_months", &map.loan_in_months),
            ("annual_interest", &map.annual_interest),
            ("months_to_clear", &map.months_to_clear),
        ] {
            let known = self.source.questions.iter().any(|q| &q.id == question);
            self.known(known, format!("recruitment.{field}"), "question", question);
        }
        let required = [
            (&map.months_to_clear, ["never", "over_half_contract", "untied_lender"].as_slice()),
            (
                &map.documents_held_by,
                ["worker", "own_locker", "employer_on_request", "employer_or_agent"].as_slice(),
            ),
        ];
        for (question, answers) in required {
            if let Some(question) = self.source.questions.iter().find(|q| &q.id == question) {
                self.has_answers(question, answers, &format!("questions.{}", question.id));
            }
        }
        let yes_no: [(&str, &YesNoMap); 4] = [
            ("leave_before_repaid", &map.leave_before_repaid),
            ("contract_substituted", &map.contract_substituted),
            ("free_to_leave", &map.free_to_leave),
            ("contract_language_understood", &map.contract_language_understood),
        ];
        for (field, map) in yes_no {
            let question = self.source.questions.iter().find(|q| q.id == map.question);
            self.known(question.is_some(), format!("recruitment.{field}"), "question", &map.question);
            for answer in [&map.yes, &map.no] {
                let known = question.is_some_and(|q| q.answers.iter().any(|a| &a.id == answer));
                self.known(known, format!("recruitment.{field}"), "answer", answer);
            }
        }
    }

    fn severity_and_bands(&mut self) {
        let severity = &self.source.severity;
        let rows: Vec<f64> = severity.scope.iter().filter_map(|row| row.up_to.map(f64::from)).collect();
        let last_is_open = severity.scope.last().is_some_and(|row| row.up_to.is_none());
        let closed = rows.len() + 1 == severity.scope.len();
        self.require(rises(&rows) && last_is_open && closed, "severity.scope", "`up_to` must rise; the last has none");
        self.require(severity.scope.iter().all(|row| row.term > 0.0), "severity.scope", "`term` must be above 0");
        self.weight(severity.scope_unknown, "severity.scope_unknown");
        self.require(rises(&severity.classes), "severity.classes", "must rise");
        let bands = &self.source.bands;
        self.require(rises(&bands.likelihood), "bands.likelihood", "must rise");
        for bound in bands.likelihood {
            self.unit_interval(bound, "bands.likelihood");
        }
        let along_rows = bands.matrix.iter().all(|row| row.is_sorted());
        let along_columns = bands.matrix.is_sorted_by(|a, b| a.iter().zip(b).all(|(x, y)| x <= y));
        self.require(along_rows && along_columns, "bands.matrix", "must not fall along rows or columns");
    }

    fn floors(&mut self) {
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
                    for pair in answers {
                        let known = pair.split_once('=').is_some_and(|(question, answer)| {
                            self.source
                                .questions
                                .iter()
                                .any(|q| q.id == question && q.answers.iter().any(|a| a.id == answer))
                        });
                        self.known(known, place.clone(), "answer", pair);
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

    fn transmission(&mut self) {
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

    fn common_causes(&mut self) {
        let mut sum = 0.0;
        for cause in &self.source.common_causes {
            self.unit_interval(cause.beta, &format!("common_causes.{}.beta", cause.id));
            sum += cause.beta;
        }
        self.require(sum <= 1.0 + 1e-12, "common_causes", "the `beta` of all families sum to more than 1");
    }

    fn measures(&mut self) {
        for measure in &self.source.measures {
            let place = format!("measures.{}", measure.id);
            let known = self.source.indicators.iter().any(|i| i.id == measure.indicator);
            self.known(known, format!("{place}.indicator"), "indicator", &measure.indicator);
            for question in &measure.closes {
                let known = self.source.questions.iter().any(|q| {
                    &q.id == question || q.part_of.as_ref().is_some_and(|whole| whole == question)
                });
                self.known(known, format!("{place}.closes"), "question", question);
            }
        }
    }

    fn is_source(&self, id: &str) -> bool {
        self.source.sources.iter().any(|class| class.id == id)
    }

    fn is_channel(&self, id: &str) -> bool {
        self.source.indicators.iter().any(|i| i.id == id) || self.source.patterns.iter().any(|p| p.id == id)
    }

    fn is_leaf(&self, id: &str) -> bool {
        self.source.indicators.iter().any(|indicator| {
            id.strip_prefix(indicator.id.as_str()).is_some_and(|class| match class {
                ".inv" => indicator.leaves.inv.is_some(),
                ".coe" => indicator.leaves.coe.is_some(),
                _ => false,
            })
        })
    }
}

/// Whether no number is smaller than the one before; false where one is not a number.
fn rises(row: &[f64]) -> bool {
    row.is_sorted_by(|a, b| a <= b) && row.iter().all(|x| !x.is_nan())
}

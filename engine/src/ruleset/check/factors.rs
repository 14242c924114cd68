//! Checks of factors, lists, labour links and the mapping of recruitment rows.

use super::{Check, TABLE_RANGE, rises};
use crate::evidence::AUTHORITY;
use crate::ruleset::YesNoMap;

impl Check<'_> {
    pub(super) fn factors(&mut self) {
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

    pub(super) fn lists_and_labour(&mut self) {
        let (least, most) = TABLE_RANGE;
        if !self.source.lists.is_empty() {
            // A confirmed match is an adverse answer of an authority.
            self.known(self.is_source(AUTHORITY), "lists", "source class", AUTHORITY);
        }
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

    pub(super) fn recruitment(&mut self) {
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
            (&map.documents_held_by, ["worker", "own_locker", "employer_on_request", "employer_or_agent"].as_slice()),
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
}

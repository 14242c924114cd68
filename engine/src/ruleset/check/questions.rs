//! Checks of questions and their answer tables.

use std::collections::BTreeSet;

use super::{Check, RulesetError, SUM_TOLERANCE, TABLE_RANGE, rises};
use crate::ruleset::{Answer, AnswerForm, Question, QuestionLeaf};

impl Check<'_> {
    pub(super) fn question(&mut self, question: &Question) {
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

    pub(super) fn has_answers(&mut self, question: &Question, ids: &[&str], place: &str) {
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
        self.require(
            !all_raise,
            &format!("{place}.answers"),
            "all answers raise the result; at least one needs `t` below `f`",
        );
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
            let column: f64 = question.answers.iter().filter_map(|a| a.by_regime.as_ref()?.get(z)).sum();
            if (column - 1.0).abs() > SUM_TOLERANCE {
                self.invalid(
                    format!("{place}.answers"),
                    format!("the column of regime {} of `by_regime` sums to {column:.6}, not to 1", z + 1),
                );
            }
        }
    }
}

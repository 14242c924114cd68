//! Odd things in the structure of a ruleset.

use karvon_engine::ruleset::{Answer, Class, Condition, Question, QuestionLeaf, RulesetSource};

use super::{Warning, numbers};

/// All of them, in the order of the file.
pub(super) fn warnings(source: &RulesetSource) -> Vec<Warning> {
    let mut warnings = Vec::new();
    indicators(source, &mut warnings);
    for question in &source.questions {
        self::question(question, &mut warnings);
    }
    for group in &source.factor_groups {
        if !source.factors.iter().any(|factor| factor.group.as_ref() == Some(&group.id)) {
            warnings.push(Warning::EmptyFactorGroup(group.id.clone()));
        }
    }
    for factor in &source.factors {
        if factor.table.is_empty() && factor.bins.is_empty() {
            warnings.push(Warning::EmptyFactor(factor.id.clone()));
        }
    }
    for measure in &source.measures {
        if measure.closes.is_empty() {
            warnings.push(Warning::MeasureClosesNothing(measure.id.clone()));
        }
    }
    warnings
}

fn indicators(source: &RulesetSource, warnings: &mut Vec<Warning>) {
    for indicator in &source.indicators {
        let mut questions = source.questions.iter().filter(|question| question.indicator == indicator.id).peekable();
        if questions.peek().is_none() {
            warnings.push(Warning::IndicatorWithoutQuestions(indicator.id.clone()));
        } else {
            let leaves: Vec<QuestionLeaf> =
                questions.filter(|q| q.measured_by_factor.is_none()).map(|question| question.leaf).collect();
            let classes = [
                (Class::Inv, QuestionLeaf::Inv, indicator.leaves.inv.is_some()),
                (Class::Coe, QuestionLeaf::Coe, indicator.leaves.coe.is_some()),
            ];
            for (class, leaf, exists) in classes {
                if exists && !leaves.contains(&leaf) {
                    warnings.push(Warning::LeafWithoutQuestions(format!("{}.{}", indicator.id, class.as_str())));
                }
            }
        }
        if !source.measures.iter().any(|measure| measure.indicator == indicator.id) {
            warnings.push(Warning::IndicatorWithoutMeasures(indicator.id.clone()));
        }
    }
}

fn question(question: &Question, warnings: &mut Vec<Warning>) {
    if question.measured_by_factor.is_none() {
        let empty = question.answers.iter().filter(|answer| tells_nothing(answer));
        warnings.extend(
            empty.map(|answer| Warning::TellsNothing { question: question.id.clone(), answer: answer.id.clone() }),
        );
    }
    if question.asked_of.is_empty() {
        warnings.push(Warning::AskedOfNobody(question.id.clone()));
    }
    if let Some(reason) = never_applies(&question.needs) {
        warnings.push(Warning::NeverApplies { question: question.id.clone(), reason });
    }
    warnings.extend(numbers::warnings(question));
}

/// Whether an answer changes nothing. One that speaks to the regime says something by its numbers there.
#[expect(
    clippy::float_cmp,
    reason = "two numbers of a file that are meant to be the same are the same to the last bit"
)]
fn tells_nothing(answer: &Answer) -> bool {
    match (&answer.by_regime, answer.t, answer.f) {
        (Some(by), ..) => by.windows(2).all(|pair| matches!(pair, [a, b] if a == b)),
        (None, Some(t), Some(f)) => t == f,
        (None, ..) => false,
    }
}

/// Why no party meets all conditions.
fn never_applies(needs: &[Condition]) -> Option<String> {
    let kinds = allowed(needs, |need| if let Condition::Kind(kinds) = need { Some(kinds) } else { None });
    let countries = allowed(needs, |need| if let Condition::Country(of) = need { Some(of) } else { None });
    if kinds.is_some_and(|kinds| kinds.is_empty()) {
        return Some("no kind of party meets all that it needs".to_owned());
    }
    countries.is_some_and(|countries| countries.is_empty()).then(|| "no country meets all that it needs".to_owned())
}

/// What all lists of one kind of condition allow; `None` where there is no such condition.
fn allowed<'a, T: Clone + PartialEq + 'a>(
    needs: &'a [Condition],
    list: impl Fn(&'a Condition) -> Option<&'a Vec<T>>,
) -> Option<Vec<T>> {
    needs.iter().filter_map(list).fold(None, |allowed: Option<Vec<T>>, list| match allowed {
        None => Some(list.clone()),
        Some(allowed) => Some(allowed.into_iter().filter(|one| list.contains(one)).collect()),
    })
}

//! What the answers of a ruleset say, laid out flat so that weighing a row looks nothing up by text.

use super::Direction;
use crate::ruleset::{AnswerError, Grade, ReadAnswer, Ruleset, Says};

/// One answer of one question.
#[derive(Clone, Debug)]
pub(crate) struct AnswerFacts {
    /// Index of the question.
    pub question: usize,
    /// Index of the answer within its question.
    pub answer: usize,
    /// Index of the indicator that the question asks about.
    pub indicator: usize,
    /// The leaf that the answer speaks to; `None` for context and for answers that say nothing.
    pub leaf: Option<usize>,
    /// Whether it speaks to the regime.
    pub is_context: bool,
    /// Which way it moves the result.
    pub direction: Direction,
    /// How grave, for adverse answers.
    pub grade: Option<Grade>,
    /// ln(t/f), or the log-ratio of the last regime against the first.
    pub ln_ratio: f64,
    /// Whether it says that independent monitors are shut out.
    pub shuts_out: bool,
}

impl AnswerFacts {
    /// Whether it is adverse and major.
    pub(crate) fn is_major(&self) -> bool {
        self.direction == Direction::Adverse && self.grade == Some(Grade::Major)
    }
}

/// All answers of a ruleset, question by question, with the spellings that can be read without effort.
#[derive(Clone, Debug)]
pub(crate) struct AnswerTable {
    facts: Vec<AnswerFacts>,
    starts: Vec<usize>,
    /// Per question, sorted: cells as the ruleset spells them and the flat index of what they mean.
    spellings: Vec<Vec<(String, u32)>>,
}

impl AnswerTable {
    pub(crate) fn new(ruleset: &Ruleset) -> Self {
        let mut table = Self { facts: Vec::new(), starts: Vec::new(), spellings: Vec::new() };
        for (question, (source, resolved)) in ruleset.source().questions.iter().zip(ruleset.questions()).enumerate() {
            let start = table.facts.len();
            table.starts.push(start);
            for (answer, (stated, meaning)) in source.answers.iter().zip(&resolved.answers).enumerate() {
                let (leaf, is_context, ln_ratio) = match &meaning.says {
                    Says::Nothing => (None, false, 0.0),
                    Says::Leaf { leaf, t, f } => (Some(*leaf), false, libm::log(t / f)),
                    Says::Regime(by) => (None, true, log_ratio(by)),
                };
                let direction = if meaning.says.is_adverse() {
                    Direction::Adverse
                } else if meaning.says.is_reassuring() {
                    Direction::Reassuring
                } else {
                    Direction::Neutral
                };
                table.facts.push(AnswerFacts {
                    question,
                    answer,
                    indicator: resolved.indicator,
                    leaf,
                    is_context,
                    direction,
                    grade: meaning.grade,
                    ln_ratio,
                    shuts_out: source.shuts_out_monitors.as_ref() == Some(&stated.id),
                });
            }
            let mut spellings: Vec<(String, u32)> = source
                .answers
                .iter()
                .flat_map(|answer| std::iter::once(&answer.id).chain(&answer.words))
                .filter_map(|cell| match ruleset.read_answer(&source.id, cell) {
                    Ok(ReadAnswer::Answer(answer)) => Some((cell.clone(), flat(start + answer))),
                    Ok(ReadAnswer::Missing) | Err(_) => None,
                })
                .collect();
            spellings.sort();
            spellings.dedup_by(|a, b| a.0 == b.0);
            table.spellings.push(spellings);
        }
        table
    }

    /// The flat index of what a cell means; `None` where it is missing.
    pub(crate) fn read(&self, ruleset: &Ruleset, question: usize, id: &str, cell: &str) -> Result<Option<u32>, AnswerError> {
        let known = self.spellings.get(question).and_then(|spellings| {
            let found = spellings.binary_search_by(|(spelling, _)| spelling.as_str().cmp(cell)).ok()?;
            spellings.get(found).map(|(_, answer)| *answer)
        });
        if known.is_some() {
            return Ok(known);
        }
        let start = self.starts.get(question).copied().unwrap_or_default();
        Ok(match ruleset.read_answer(id, cell)? {
            ReadAnswer::Missing => None,
            ReadAnswer::Answer(answer) => Some(flat(start + answer)),
        })
    }

    /// All answers, question by question.
    pub(crate) fn facts(&self) -> &[AnswerFacts] {
        &self.facts
    }
}

fn flat(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn log_ratio(by: &[f64]) -> f64 {
    match (by.first(), by.last()) {
        (Some(first), Some(last)) => libm::log(last / first),
        _ => 0.0,
    }
}

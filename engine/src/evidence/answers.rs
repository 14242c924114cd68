//! What the answers of a ruleset say, laid out flat so that weighing a row looks nothing up by text.

use super::Direction;
use super::text_index::TextIndex;
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

/// All answers of a ruleset, question by question, with what can be looked up by text.
#[derive(Clone, Debug)]
pub(crate) struct AnswerTable {
    facts: Vec<AnswerFacts>,
    starts: Vec<usize>,
    /// Questions without parts, by id.
    questions: TextIndex,
    /// Per question: cells as the ruleset spells them, to the flat index of what they mean.
    spellings: TextIndex,
    classes: TextIndex,
}

impl AnswerTable {
    pub(crate) fn new(ruleset: &Ruleset) -> Self {
        let mut questions = indexed(ruleset.source().questions.iter().map(|question| question.id.as_str()));
        questions.retain(|(_, id, _)| ruleset.parts(id).is_empty());
        let mut table = Self {
            facts: Vec::new(),
            starts: Vec::new(),
            questions: TextIndex::new(questions),
            spellings: TextIndex::default(),
            classes: TextIndex::new(indexed(ruleset.sources().iter().map(|class| class.id.as_str()))),
        };
        let mut spellings = Vec::new();
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
            for cell in source.answers.iter().flat_map(|answer| std::iter::once(&answer.id).chain(&answer.words)) {
                if let Ok(ReadAnswer::Answer(answer)) = ruleset.read_answer(&source.id, cell) {
                    spellings.push((flat(question), cell.as_str(), flat(start + answer)));
                }
            }
        }
        table.spellings = TextIndex::new(spellings);
        table
    }

    /// Index of a source class.
    pub(crate) fn class(&self, id: &str) -> Option<u16> {
        self.classes.get(0, id).and_then(|class| u16::try_from(class).ok())
    }

    /// Index of a question that can be answered: one without parts.
    pub(crate) fn question(&self, id: &str) -> Option<u32> {
        self.questions.get(0, id)
    }

    /// The flat index of what a cell means; `None` where it is missing.
    pub(crate) fn read(&self, ruleset: &Ruleset, question: u32, cell: &str) -> Result<Option<u32>, AnswerError> {
        if let Some(known) = self.spellings.get(question, cell) {
            return Ok(Some(known));
        }
        let start = self.starts.get(question as usize).copied().unwrap_or_default();
        Ok(match ruleset.read_cell(question as usize, cell)? {
            ReadAnswer::Missing => None,
            ReadAnswer::Answer(answer) => Some(flat(start + answer)),
        })
    }

    /// All answers, question by question.
    pub(crate) fn facts(&self) -> &[AnswerFacts] {
        &self.facts
    }
}

fn indexed<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<(u32, &'a str, u32)> {
    ids.enumerate().map(|(i, id)| (0, id, flat(i))).collect()
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

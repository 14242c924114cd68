//! Reading an answer as a file holds it.

use thiserror::Error;

use super::{Answer, AnswerForm, Question, Ruleset, Says, Unit};

/// What a cell means for a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAnswer {
    /// No answer: empty, `unknown` or the like. Never read as "no".
    Missing,
    /// The answer with this index.
    Answer(usize),
}

/// Why a cell is no answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AnswerError {
    /// No such question.
    #[error("unknown question `{0}`")]
    UnknownQuestion(String),
    /// The question has parts and the cell was not split.
    #[error("question `{question}` has parts: {parts}")]
    HasParts {
        /// The question.
        question: String,
        /// Ids of its parts, joined by commas.
        parts: String,
    },
    /// Not one of its answers.
    #[error("`{value}` is no answer to `{question}`; possible are {possible}")]
    NotAnAnswer {
        /// The question.
        question: String,
        /// The cell.
        value: String,
        /// What would be right.
        possible: String,
    },
    /// A number that no answer covers, e.g. a share of 71 without a percent sign.
    #[error("{value} is out of range for `{question}`; {possible}")]
    OutOfRange {
        /// The question.
        question: String,
        /// The cell.
        value: String,
        /// What would be right.
        possible: String,
    },
}

/// Letters and digits of a text in lower case, everything else left out: how headers, codes and words are compared.
pub fn normalised(text: &str) -> String {
    if text.is_ascii() {
        let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
        return kept.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words for no answer, as [`normalised`] leaves them.
const MISSING: [&str; 12] = [
    "",
    "unknown",
    "na",
    "notknown",
    "notavailable",
    "notanswered",
    "nonegiven",
    "неизвестно",
    "белгісіз",
    "белгисиз",
    "nomalum",
    "номаълум",
];
/// Words for yes and for no, likewise.
const YES: [&str; 8] = ["yes", "y", "true", "1", "да", "иә", "ооба", "ha"];
const NO: [&str; 8] = ["no", "n", "false", "0", "нет", "жоқ", "жок", "yoq"];

impl Ruleset {
    /// Reads one cell as the answer to one question or part. Words are compared without case, spaces and punctuation;
    /// of several values of a multi-choice question the most adverse counts.
    pub fn read_answer(&self, question_id: &str, cell: &str) -> Result<ReadAnswer, AnswerError> {
        let parts = self.parts(question_id);
        if !parts.is_empty() {
            let names: Vec<&str> =
                parts.iter().filter_map(|&i| self.source().questions.get(i)).map(|q| q.id.as_str()).collect();
            return Err(AnswerError::HasParts { question: question_id.to_owned(), parts: names.join(", ") });
        }
        let index = self.question(question_id).ok_or_else(|| AnswerError::UnknownQuestion(question_id.to_owned()))?;
        self.read_cell(index, cell)
    }

    /// The same for a question by its index, which must have no parts.
    pub(crate) fn read_cell(&self, index: usize, cell: &str) -> Result<ReadAnswer, AnswerError> {
        let Some(question) = self.source().questions.get(index) else {
            return Ok(ReadAnswer::Missing);
        };
        let cell = cell.trim();
        if is_missing(cell) {
            return Ok(ReadAnswer::Missing);
        }
        match question.form {
            AnswerForm::Choice => by_word(question, cell),
            AnswerForm::YesNo => by_word(question, yes_or_no(cell).unwrap_or(cell)),
            AnswerForm::Multi => self.most_adverse(index, question, cell),
            AnswerForm::Number(unit) => by_number(question, unit, cell),
            AnswerForm::LanguageSets => by_languages(question, cell),
        }
    }

    fn most_adverse(&self, index: usize, question: &Question, cell: &str) -> Result<ReadAnswer, AnswerError> {
        let mut chosen: Option<(f64, usize)> = None;
        for value in cell.split(';').map(str::trim).filter(|value| !value.is_empty()) {
            let ReadAnswer::Answer(answer) = by_word(question, value)? else {
                continue;
            };
            let says = self.questions().get(index).and_then(|q| q.answers.get(answer)).map(|a| &a.says);
            let adversity = says.map_or(0.0, adversity);
            if chosen.is_none_or(|(most, _)| adversity > most) {
                chosen = Some((adversity, answer));
            }
        }
        Ok(chosen.map_or(ReadAnswer::Missing, |(_, answer)| ReadAnswer::Answer(answer)))
    }
}

/// Whether a cell says that nothing is known.
pub(crate) fn is_missing(cell: &str) -> bool {
    // No such word begins with a digit, and most cells that are no word of a question are numbers.
    if cell.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    MISSING.contains(&normalised(cell).as_str())
}

/// How much an answer raises the result: the log-ratio of its table.
fn adversity(says: &Says) -> f64 {
    match says {
        Says::Nothing => 0.0,
        Says::Leaf { t, f, .. } => libm::log(t / f),
        Says::Regime(by) => match (by.first(), by.last()) {
            (Some(first), Some(last)) => libm::log(last / first),
            _ => 0.0,
        },
    }
}

fn by_word(question: &Question, cell: &str) -> Result<ReadAnswer, AnswerError> {
    let plain = normalised(cell);
    question
        .answers
        .iter()
        .position(|answer| spellings(answer).any(|word| normalised(word) == plain))
        .map(ReadAnswer::Answer)
        .ok_or_else(|| AnswerError::NotAnAnswer {
            question: question.id.clone(),
            value: cell.to_owned(),
            possible: possible(question),
        })
}

fn spellings(answer: &Answer) -> impl Iterator<Item = &str> {
    std::iter::once(answer.id.as_str()).chain(answer.words.iter().map(String::as_str))
}

fn possible(question: &Question) -> String {
    let ids: Vec<String> = question.answers.iter().map(|answer| format!("`{}`", answer.id)).collect();
    match question.form {
        AnswerForm::Number(_) => format!("a number or one of {}", ids.join(", ")),
        AnswerForm::LanguageSets => "two lists of languages with a semicolon between".to_owned(),
        AnswerForm::Choice | AnswerForm::Multi | AnswerForm::YesNo => ids.join(", "),
    }
}

/// `yes` or `no` in the languages of files.
pub(crate) fn yes_or_no(cell: &str) -> Option<&'static str> {
    let plain = normalised(cell);
    if YES.contains(&plain.as_str()) {
        Some("yes")
    } else if NO.contains(&plain.as_str()) {
        Some("no")
    } else {
        None
    }
}

fn by_number(question: &Question, unit: Unit, cell: &str) -> Result<ReadAnswer, AnswerError> {
    let out_of_range =
        |possible: String| AnswerError::OutOfRange { question: question.id.clone(), value: cell.to_owned(), possible };
    let Some(number) = number(cell) else {
        let word = yes_or_no(cell).filter(|word| question.answers.iter().any(|a| a.id == *word)).unwrap_or(cell);
        return by_word(question, word);
    };
    if number < 0.0 {
        return Err(out_of_range("it cannot be negative".to_owned()));
    }
    if unit == Unit::Share && number > 1.0 {
        return Err(out_of_range("write a share from 0 to 1 or a percent with its sign".to_owned()));
    }
    question
        .answers
        .iter()
        .position(|answer| answer.when.is_some_and(|bound| bound.holds(number)))
        .map(ReadAnswer::Answer)
        .ok_or_else(|| out_of_range(possible(question)))
}

/// Reads a plain decimal number or a percent; the percent sign moves the decimal point in the text, so that `33.3%` and
/// `0.333` are the same number to the last bit. A leading number of a cell such as `12 days` counts; a thousands
/// separator does not belong here, since intake has already taken it out.
pub(crate) fn number(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    if let Some(percent) = cell.strip_suffix('%') {
        return format!("{}e-2", percent.trim()).parse().ok().filter(|n: &f64| n.is_finite());
    }
    cell.parse().ok().filter(|n: &f64| n.is_finite())
}

fn by_languages(question: &Question, cell: &str) -> Result<ReadAnswer, AnswerError> {
    let Some((workers, texts)) = cell.split_once(';') else {
        return by_word(question, cell);
    };
    let languages = |list: &str| -> Vec<String> {
        list.split([',', '/', '+', ' ']).map(normalised).filter(|language| !language.is_empty()).collect()
    };
    let covered = languages(texts);
    let answer =
        if languages(workers).iter().all(|language| covered.contains(language)) { "covered" } else { "uncovered" };
    by_word(question, answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::{Bound, Grade, QuestionLeaf};

    fn answer(id: &str, when: Option<Bound>, t: f64, f: f64) -> Answer {
        Answer {
            id: id.to_owned(),
            words: Vec::new(),
            when,
            t: Some(t),
            f: Some(f),
            by_regime: None,
            grade: (t > f).then_some(Grade::Minor),
        }
    }

    fn question(form: AnswerForm, answers: Vec<Answer>) -> Question {
        Question {
            id: "Q".to_owned(),
            part_of: None,
            indicator: "I7".to_owned(),
            leaf: QuestionLeaf::Coe,
            form,
            groups: Vec::new(),
            asked_of: Vec::new(),
            needs: Vec::new(),
            measured_by_factor: None,
            shuts_out_monitors: None,
            answers,
        }
    }

    fn share() -> Question {
        let none = Bound { at_most: Some(0.1), ..Bound::default() };
        let some = Bound { above: Some(0.1), ..Bound::default() };
        question(
            AnswerForm::Number(Unit::Share),
            vec![answer("few", Some(none), 0.4, 0.9), answer("many", Some(some), 0.6, 0.1)],
        )
    }

    fn read(question: Question, cell: &str) -> Result<ReadAnswer, AnswerError> {
        let mut rules = crate::likelihood::tests::builder::Rules::new();
        rules.source.questions.push(question);
        rules.build().read_answer("Q", cell)
    }

    #[test]
    fn a_percent_and_its_share_are_one_number() {
        for cell in ["71.0%", "71 %", "0.71"] {
            assert_eq!(read(share(), cell), Ok(ReadAnswer::Answer(1)), "{cell}");
        }
        assert_eq!(read(share(), "10%"), Ok(ReadAnswer::Answer(0)), "10 % is at most 0.1, to the last bit");
    }

    #[test]
    fn a_share_above_one_is_not_guessed() {
        assert!(matches!(read(share(), "71"), Err(AnswerError::OutOfRange { .. })));
        assert!(matches!(read(share(), "-1%"), Err(AnswerError::OutOfRange { .. })));
    }

    #[test]
    fn unknown_and_empty_are_missing_and_never_no() {
        for cell in ["", "  ", "unknown", "N/A", "неизвестно"] {
            assert_eq!(read(share(), cell), Ok(ReadAnswer::Missing), "{cell}");
        }
    }

    #[test]
    fn the_words_that_every_question_knows_are_written_as_they_are_compared() {
        for word in MISSING.into_iter().chain(YES).chain(NO) {
            assert_eq!(normalised(word), word);
        }
    }

    #[test]
    fn words_are_compared_without_case_spaces_and_punctuation() {
        let mut locker = answer("own_locker", None, 0.5, 0.5);
        locker.words.push("own locker 24 h".to_owned());
        let choice = question(AnswerForm::Choice, vec![locker, answer("employer", None, 0.5, 0.5)]);
        assert_eq!(read(choice.clone(), "Own locker, 24h"), Ok(ReadAnswer::Answer(0)));
        assert!(matches!(read(choice, "the boss"), Err(AnswerError::NotAnAnswer { .. })));
    }

    #[test]
    fn of_several_values_the_most_adverse_counts() {
        let multi = question(
            AnswerForm::Multi,
            vec![answer("none", None, 0.3, 0.9), answer("wage", None, 0.3, 0.06), answer("job", None, 0.4, 0.04)],
        );
        assert_eq!(read(multi, "wage; job; none"), Ok(ReadAnswer::Answer(2)));
    }

    #[test]
    fn a_language_of_the_workers_that_no_text_has_is_uncovered() {
        let sets = || {
            question(
                AnswerForm::LanguageSets,
                vec![answer("covered", None, 0.4, 0.8), answer("uncovered", None, 0.6, 0.2)],
            )
        };
        assert_eq!(read(sets(), "uz, ru; RU, uz, en"), Ok(ReadAnswer::Answer(0)));
        assert_eq!(read(sets(), "uz, tg; uz"), Ok(ReadAnswer::Answer(1)));
    }
}

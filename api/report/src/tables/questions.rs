//! `questions.csv`: which questions would tell most, asked of whom.

use karvon_engine::assessment::Assessment;

use super::{TableError, columns, number, safe, write};

/// The questions that would tell most at the parties to look at first, best first.
pub fn questions(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let header = columns(&["party_id", "question", "source", "worker_group", "expected_shift", "band_change"]);
    write(
        "questions",
        &header,
        assessment.questions.iter().map(|question| {
            vec![
                safe(question.party_id.as_str()),
                question.question.to_string(),
                question.source.clone(),
                question.group.as_str().to_owned(),
                number(question.expected_shift),
                number(question.band_change),
            ]
        }),
    )
}

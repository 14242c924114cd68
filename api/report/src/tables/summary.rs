//! `summary.csv`: the numbers of the subject, with all and with verified links.

use karvon_engine::assessment::{Assessment, SubjectNumbers};

use super::{TableError, columns, number, write};

/// Two rows, `all` and `verified`; the header alone without a subject.
pub fn summary(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let header = columns(&[
        "links",
        "expected_sources",
        "expected_low",
        "expected_high",
        "background",
        "background_parties",
        "evidence_raised",
        "evidence_lowered",
        "parties_upstream",
        "reach",
        "reach_simulated_low",
        "reach_simulated_high",
        "reach_low",
        "reach_high",
        "bracket_low",
        "bracket_high",
        "count_5",
        "count_50",
        "count_95",
        "exposed_share_low",
        "exposed_share_high",
        "worlds",
    ]);
    let rows = assessment
        .summary
        .iter()
        .flat_map(|summary| [row("all", &summary.all_links), row("verified", &summary.verified_links)]);
    write("summary", &header, rows)
}

fn row(links: &str, numbers: &SubjectNumbers) -> Vec<String> {
    let [simulated_low, simulated_high] = numbers.reach_simulated;
    let [reach_low, reach_high] = numbers.reach_interval;
    let [bracket_low, bracket_high] = numbers.bracket;
    let [exposed_low, exposed_high] = numbers.exposed_share;
    let mut cells = vec![
        links.to_owned(),
        number(numbers.expected_sources),
        number(numbers.expected_low),
        number(numbers.expected_high),
        number(numbers.background),
        numbers.background_parties.to_string(),
        number(numbers.evidence_raised),
        number(numbers.evidence_lowered),
        numbers.parties_upstream.to_string(),
        number(numbers.reach),
        number(simulated_low),
        number(simulated_high),
        number(reach_low),
        number(reach_high),
        number(bracket_low),
        number(bracket_high),
    ];
    cells.extend(numbers.count.iter().map(ToString::to_string));
    cells.extend([number(exposed_low), number(exposed_high), numbers.worlds.to_string()]);
    cells
}

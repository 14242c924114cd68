//! `what_if.csv`: what changes would make different.

use karvon_engine::assessment::{ChannelStanding, Difference, PartyDifference, PartyStanding, SubjectNumbers};

use super::{TableError, columns, maybe, number, safe, write};

/// One row a number that is another: first those of the subject (`links`: `all` or `verified`), then party by party; numbers of a
/// channel name it. Bands are words.
pub fn what_if(difference: &Difference) -> Result<Vec<u8>, TableError> {
    let header = columns(&["party_id", "name", "number", "channel", "links", "before", "after", "change"]);
    let rows = subject(difference).into_iter().chain(difference.parties.iter().flat_map(party));
    write("what_if", &header, rows)
}

/// The numbers of the subject that are looked at, by name.
fn numbers(of: &SubjectNumbers) -> [(&'static str, f64); 10] {
    [
        ("expected_sources", of.expected_sources),
        ("expected_low", of.expected_low),
        ("expected_high", of.expected_high),
        ("background", of.background),
        ("evidence_raised", of.evidence_raised),
        ("evidence_lowered", of.evidence_lowered),
        ("reach", of.reach),
        ("count_50", of.count[1].into()),
        ("exposed_share_low", of.exposed_share[0]),
        ("exposed_share_high", of.exposed_share[1]),
    ]
}

fn subject(difference: &Difference) -> Vec<Vec<String>> {
    let (Some(before), Some(after)) = (&difference.before.summary, &difference.after.summary) else {
        return Vec::new();
    };
    let runs =
        [("all", &before.all_links, &after.all_links), ("verified", &before.verified_links, &after.verified_links)];
    runs.into_iter()
        .flat_map(|(links, before, after)| {
            let pairs = numbers(before).into_iter().zip(numbers(after));
            pairs.filter_map(move |((name, before), (_, after))| {
                row(["", ""], [name, "", links], Some(before), Some(after))
            })
        })
        .collect()
}

fn party(party: &PartyDifference) -> Vec<Vec<String>> {
    let (before, after) = (&party.before, &party.after);
    let who = [party.party_id.as_str(), party.name.as_str()];
    let mut rows = Vec::new();
    if (before.band, before.scored) != (after.band, after.scored) {
        let word = |of: &PartyStanding| {
            let not_scored = if of.scored { "" } else { " (not scored)" };
            format!("{}{not_scored}", of.band.as_str())
        };
        let cells = [who[0], who[1], "band", "", ""].map(safe);
        rows.push(cells.into_iter().chain([word(before), word(after), String::new()]).collect());
    }
    let of_party = |of: &PartyStanding| {
        [
            ("likelihood", "", Some(of.likelihood)),
            ("p_low", "", Some(of.p_low)),
            ("p_high", "", Some(of.p_high)),
            ("coverage", "", Some(of.coverage)),
            ("reach_to_subject", "all", of.reach_to_subject),
            ("reach_to_subject", "verified", of.reach_verified),
            ("contribution", "all", of.contribution),
        ]
    };
    let pairs = of_party(before).into_iter().zip(of_party(after));
    rows.extend(pairs.filter_map(|((name, links, before), (_, _, after))| row(who, [name, "", links], before, after)));
    for (before, after) in before.channels.iter().zip(&after.channels) {
        let channel = before.channel.as_str();
        let of_channel = |of: &ChannelStanding| {
            [
                ("own", "", of.own),
                ("inherited", "all", of.inherited),
                ("total", "all", of.total),
                ("total", "verified", of.total_verified),
            ]
        };
        let pairs = of_channel(before).into_iter().zip(of_channel(after));
        rows.extend(pairs.filter_map(|((name, links, before), (_, _, after))| {
            row(who, [name, channel, links], Some(before), Some(after))
        }));
    }
    rows
}

/// A row, where the number is another.
fn row(who: [&str; 2], what: [&str; 3], before: Option<f64>, after: Option<f64>) -> Option<Vec<String>> {
    if before.map(f64::to_bits) == after.map(f64::to_bits) {
        return None;
    }
    let change = before.zip(after).map(|(before, after)| number(after - before)).unwrap_or_default();
    let cells = who.into_iter().chain(what).map(safe);
    Some(cells.chain([maybe(before), maybe(after), change]).collect())
}

//! What a person sees of a what-if on the terminal: the numbers of the subject, then the parties that move most.

use std::path::Path;

use karvon_engine::assessment::{Difference, PartyDifference, PartyStanding};
use karvon_rulesets::texts::Texts as Words;

use super::console::Console;
use super::number::percent;
use crate::services::assess::WHAT_IF_TABLE;
use crate::texts::Texts;

/// So many parties are named; the file has them all.
const NAMED: usize = 10;

/// Prints it.
pub(super) fn print(difference: &Difference, words: &Words, out: &Path, console: &Console) {
    let texts = &console.texts;
    console.line(&texts.say("what-if-title"));
    if let (Some(before), Some(after)) = (&difference.before.summary, &difference.after.summary) {
        let (before, after) = (&before.all_links, &after.all_links);
        let expected = [before.expected_sources, after.expected_sources];
        console.line(&texts.tell(
            "what-if-expected",
            [
                ("from", format!("{:.2}", expected[0]).into()),
                ("to", format!("{:.2}", expected[1]).into()),
                ("change", format!("{:+.2}", expected[1] - expected[0]).into()),
            ],
        ));
        console.line(
            &texts.tell("what-if-reach", [("from", percent(before.reach).into()), ("to", percent(after.reach).into())]),
        );
    }
    let mut parties: Vec<&PartyDifference> = difference.parties.iter().collect();
    parties.sort_by(|a, b| {
        let own = |party: &PartyDifference| (party.after.likelihood - party.before.likelihood).abs();
        let part = |of: &PartyStanding| of.contribution.unwrap_or(of.likelihood);
        let moved = |party: &PartyDifference| (part(&party.after) - part(&party.before)).abs();
        moved(b).total_cmp(&moved(a)).then(own(b).total_cmp(&own(a))).then_with(|| a.party_id.cmp(&b.party_id))
    });
    console.line(&texts.tell("what-if-parties", [("count", parties.len().into())]));
    for party in parties.into_iter().take(NAMED) {
        console.line(&row(party, words, texts));
    }
    let file = out.join(WHAT_IF_TABLE).display().to_string();
    console.line(&texts.tell("what-if-file", [("file", file.into())]));
}

fn row(party: &PartyDifference, words: &Words, texts: &Texts) -> String {
    let (before, after) = (&party.before, &party.after);
    let band = |of: &PartyStanding| words.name("band", of.band.as_str());
    let bands = if before.band == after.band {
        band(after)
    } else {
        texts.tell("what-if-from-to", [("from", band(before).into()), ("to", band(after).into())])
    };
    let change = before.contribution.zip(after.contribution).map(|(before, after)| {
        texts.tell("what-if-contribution", [("change", format!("{:+.2}", after - before).into())])
    });
    texts.tell(
        "what-if-row",
        [
            ("id", party.party_id.as_str().into()),
            ("name", party.name.as_str().into()),
            ("bands", bands.into()),
            ("from", percent(before.likelihood).into()),
            ("to", percent(after.likelihood).into()),
            ("contribution", change.unwrap_or_default().into()),
        ],
    )
}

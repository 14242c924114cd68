//! What is not known: in the network, in the evidence, in the files, and in the letters of the report itself.

use std::collections::{BTreeMap, BTreeSet};

use karvon_engine::assessment::EvidenceNotice;
use karvon_engine::ids::PartyId;
use karvon_engine::network::NetworkFinding;

use super::{heading, note, paragraph};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::list::List;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::unknown::{MOST_NAMES, names, sentence};
use crate::model::voice::Voice;

/// Findings of one kind in the network that are named one by one.
const MOST_FINDINGS: usize = 30;
/// Letters that are listed one by one.
const MOST_LETTERS: usize = 120;

pub(super) fn compose(voice: &Voice<'_>, lacking: &BTreeSet<char>) -> Vec<Piece> {
    let assessment = voice.assessment();
    let mut pieces = vec![paragraph(voice, "unknowns-intro")];
    if assessment.unknowns.is_empty() {
        pieces.push(paragraph(voice, "unknowns-none"));
    } else {
        pieces.push(Piece::of(List::bullets(
            assessment.unknowns.iter().map(|unknown| sentence(voice, unknown, MOST_NAMES)),
        )));
    }
    pieces.push(heading(voice, 1, "unknowns-network"));
    if assessment.network_findings.is_empty() {
        pieces.push(paragraph(voice, "unknowns-network-none"));
    } else {
        let shown =
            assessment.network_findings.iter().take(MOST_FINDINGS).map(|finding| network_finding(voice, finding));
        pieces.push(Piece::of(List::bullets(shown).sized(8.4)));
        let more = assessment.network_findings.len().saturating_sub(MOST_FINDINGS);
        if more > 0 {
            pieces.push(Piece::of(Paragraph::note(voice.rich("unknowns-more", &[("more", more.into())]))));
        }
    }
    pieces.push(heading(voice, 1, "unknowns-evidence"));
    if assessment.evidence_notices.is_empty() {
        pieces.push(paragraph(voice, "unknowns-evidence-none"));
    } else {
        pieces.push(note(voice, "unknowns-evidence-note"));
        pieces.push(Piece::of(notices(voice)));
    }
    pieces.push(heading(voice, 1, "unknowns-files"));
    let intake = voice.input.intake;
    let counts = [
        ("rows", intake.rows.into()),
        ("left", intake.left_out.into()),
        ("errors", intake.errors.into()),
        ("warnings", intake.warnings.into()),
        ("notices", intake.notices.into()),
    ];
    pieces.push(Piece::of(Paragraph::new(voice.rich("unknowns-files-value", &counts))));
    if !lacking.is_empty() {
        pieces.push(heading(voice, 1, "unknowns-letters"));
        let codes: Vec<String> =
            lacking.iter().take(MOST_LETTERS).map(|letter| format!("{letter} U+{:04X}", u32::from(*letter))).collect();
        let values = [("letters", lacking.len().into()), ("codes", codes.join(", ").into())];
        pieces.push(Piece::of(Paragraph::new(voice.rich("unknowns-letters-value", &values))));
    }
    pieces
}

fn network_finding(voice: &Voice<'_>, finding: &NetworkFinding) -> Rich {
    match finding {
        NetworkFinding::DanglingLink { supplier, buyer, missing } => voice.rich(
            "finding-dangling",
            &[
                ("supplier", voice.name(supplier).into()),
                ("buyer", voice.name(buyer).into()),
                ("missing", missing.as_str().into()),
            ],
        ),
        NetworkFinding::SelfLink { party } => voice.rich("finding-self", &[("party", voice.name(party).into())]),
        NetworkFinding::DuplicateParty { party } => {
            voice.rich("finding-duplicate", &[("party", party.as_str().into())])
        }
        NetworkFinding::RepeatedLink { supplier, buyer } => voice.rich(
            "finding-repeated",
            &[("supplier", voice.name(supplier).into()), ("buyer", voice.name(buyer).into())],
        ),
        NetworkFinding::UnusableMerge { party, same_as } => {
            voice.rich("finding-merge", &[("party", party.as_str().into()), ("same", same_as.as_str().into())])
        }
        NetworkFinding::MergedDiffer { party, same_as, fields } => voice.rich(
            "finding-merged-differ",
            &[
                ("party", party.as_str().into()),
                ("same", voice.name(same_as).into()),
                ("fields", fields.join(", ").into()),
            ],
        ),
        NetworkFinding::MergedThoughApart { party, other } => {
            voice.rich("finding-merged-apart", &[("party", party.as_str().into()), ("other", other.as_str().into())])
        }
        NetworkFinding::SharesOverOne { buyer, product, sum_in_thousandths } => {
            let percent = format!("{}.{}\u{a0}%", sum_in_thousandths / 10, sum_in_thousandths % 10);
            let product = product.as_ref().map(|product| format!(" ({product})")).unwrap_or_default();
            voice.rich(
                "finding-shares",
                &[("buyer", voice.name(buyer).into()), ("product", product.into()), ("sum", percent.into())],
            )
        }
        NetworkFinding::TierDiffers { party, stated, computed } => voice.rich(
            if computed.is_some() { "finding-tier" } else { "finding-tier-apart" },
            &[
                ("party", voice.name(party).into()),
                ("stated", stated.to_string().into()),
                ("computed", computed.map(|tier| tier.to_string()).unwrap_or_default().into()),
            ],
        ),
        NetworkFinding::NotValidThen { links } => voice.rich("finding-not-valid", &[("links", (*links).into())]),
        NetworkFinding::Cycle { parties } => circle(voice, "finding-cycle", parties),
        NetworkFinding::LabourCycle { parties } => circle(voice, "finding-labour", parties),
        NetworkFinding::OwnershipCycle { parties } => circle(voice, "finding-ownership", parties),
    }
}

/// Parties that stand in a circle.
fn circle(voice: &Voice<'_>, key: &str, parties: &[PartyId]) -> Rich {
    voice.rich(key, &[("parties", parties.len().into()), ("names", names(voice, parties, MOST_NAMES).into())])
}

/// Notices about evidence, counted by reason.
fn notices(voice: &Voice<'_>) -> Table {
    let mut reasons: BTreeMap<&str, Vec<&EvidenceNotice>> = BTreeMap::new();
    for notice in &voice.assessment().evidence_notices {
        reasons.entry(&notice.reason).or_default().push(notice);
    }
    let rows = reasons
        .into_iter()
        .map(|(reason, notices)| {
            let key = format!("notice-{}", reason.replace('_', "-"));
            let words = if voice.texts.has(&key) { voice.say(&key) } else { reason.replace('_', " ") };
            let mut parties: Vec<_> = notices.iter().map(|notice| notice.party_id.clone()).collect();
            parties.sort();
            parties.dedup();
            Row::new(vec![
                Cell::from(words),
                Cell::from(notices.len().to_string()),
                Cell::from(names(voice, &parties, MOST_NAMES)),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(voice.say("column-reason"), 1.2),
        Column::number(voice.say("column-rows"), 50.0),
        Column::text(voice.say("column-parties"), 1.4),
    ];
    Table::new(columns, rows).sized(7.6)
}

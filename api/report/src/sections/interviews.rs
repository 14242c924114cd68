//! What rounds of interviews show by dimensions, for specialist review.

use karvon_engine::dimension::{Applied, DimensionResult, DimensionStatus, RoundResult};

use super::{OWN_PAGES, note, nothing, paragraph, party_name};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::ranking;
use crate::model::suppression::group_beside;
use crate::model::voice::Voice;
use crate::theme::MUTED;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let rounds = &voice.assessment().interviews;
    if rounds.is_empty() {
        return nothing(voice, "interviews-none");
    }
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let mut rows = Vec::new();
    let mut last = None;
    for round in rounds {
        if last != Some(&round.party_id) {
            rows.push(Row::group(party_name(voice, &round.party_id, &own_pages)));
            last = Some(&round.party_id);
        }
        rows.push(row(voice, round));
    }
    let columns = vec![
        Column::text(voice.say("column-round"), 0.8),
        Column::text(voice.say("column-positive"), 1.6),
        Column::text(voice.say("column-open"), 0.7),
        Column::text(voice.say("column-together"), 1.0),
    ];
    vec![
        paragraph(voice, "interviews-intro"),
        Piece::of(Table::new(columns, rows).sized(7.4)),
        note(voice, "interviews-note"),
    ]
}

fn row(voice: &Voice<'_>, round: &RoundResult) -> Row {
    let group = group_beside(round.group, round.asked).map_or_else(|| voice.say("group-small"), |one| voice.group(one));
    let group = Rich::plain(group).then(Rich::plain(format!("\n{}", round.source_id)).coloured(MUTED));
    let fit = match round.applied {
        Applied::Yes => None,
        Applied::MixedGroup => Some("interviews-mixed"),
        Applied::Children => Some("interviews-children"),
    };
    if let Some(key) = fit {
        return Row::new(vec![Cell::from(group), Cell::from(voice.say(key)), Cell::empty(), Cell::empty()]);
    }
    let name = |dimension: &DimensionResult| {
        let key = format!("dimension-{}", dimension.dimension);
        voice.requirement_word(&round.scheme, &key).unwrap_or_else(|| dimension.dimension.replace('_', " "))
    };
    let mut positive = Rich::default();
    let mut open = Vec::new();
    for dimension in &round.dimensions {
        match &dimension.status {
            DimensionStatus::Positive => {
                let before = if positive.is_empty() { "" } else { "\n" };
                let present: Vec<String> = dimension
                    .present
                    .iter()
                    .map(|id| voice.requirement_word(&round.scheme, &format!("question-{}", id.replace('.', "-"))))
                    .map(Option::unwrap_or_default)
                    .collect();
                positive = positive.then(Rich::bold(format!("{before}{}", name(dimension))));
                positive = positive.then(Rich::plain(format!(": {}", present.join("; "))));
            }
            DimensionStatus::Unknown { .. } => open.push(name(dimension)),
            DimensionStatus::Negative => {}
        }
    }
    let positives = round.dimensions.iter().filter(|one| one.status == DimensionStatus::Positive).count();
    let open = if !open.is_empty() && open.len() + positives == round.dimensions.len() {
        voice.say("interviews-open-all")
    } else {
        open.join("; ")
    };
    if positive.is_empty() {
        positive = Rich::plain(voice.say("interviews-no-positive")).coloured(MUTED);
    }
    let class = round.class.as_ref().map_or_else(
        || voice.say("interviews-class-open"),
        |class| {
            let word = voice.requirement_word(&round.scheme, &format!("class-{class}"));
            word.unwrap_or_else(|| class.replace('_', " "))
        },
    );
    Row::new(vec![Cell::from(group), Cell::from(positive), Cell::from(open), Cell::from(class)])
}

//! What workers paid for their jobs: per corridor, recruiter and cohort, in months of earnings, and what is owed to them.

use std::collections::BTreeMap;

use karvon_engine::ids::PartyId;
use karvon_engine::recruitment::{CohortCost, FeeBasis, GroupCost, Payback, RateUsed};

use super::{heading, note, nothing, paragraph};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::numbers::fixed;
use crate::model::owed::{EmployerOwed, Sum, by_employer};
use crate::model::suppression::{Headcount, headcount};
use crate::model::voice::Voice;
use crate::theme::MUTED;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let result = &voice.assessment().recruitment;
    if result.cohorts.is_empty() {
        return nothing(voice, "recruitment-none");
    }
    let mut pieces = vec![paragraph(voice, "recruitment-intro"), heading(voice, 1, "recruitment-corridors")];
    pieces.push(Piece::of(groups(voice, &result.corridors, "column-corridor", |key| voice.corridor(key))));
    pieces.push(heading(voice, 1, "recruitment-recruiters"));
    if result.recruiters.is_empty() {
        pieces.push(paragraph(voice, "recruitment-recruiters-none"));
    } else {
        pieces.push(Piece::of(groups(voice, &result.recruiters, "column-recruiter", |key| {
            voice.name(&PartyId::new(key))
        })));
    }
    pieces.push(heading(voice, 1, "recruitment-cohorts"));
    pieces.push(Piece::of(cohorts(voice)));
    pieces.push(note(voice, "recruitment-cohorts-note"));
    pieces.push(heading(voice, 1, "recruitment-owed"));
    let owed = by_employer(&result.cohorts);
    if owed.is_empty() {
        pieces.push(paragraph(voice, "recruitment-owed-none"));
    } else {
        pieces.push(paragraph(voice, "recruitment-owed-intro"));
        pieces.push(Piece::of(owed_table(voice, &owed)));
        pieces.push(note(voice, "recruitment-owed-note"));
    }
    pieces.extend(rates(voice));
    pieces
}

fn months(value: Option<f64>, voice: &Voice<'_>) -> String {
    value.map_or_else(|| voice.say("unknown"), |months| fixed(months, 1))
}

fn groups(voice: &Voice<'_>, groups: &[GroupCost], title: &str, name: impl Fn(&str) -> String) -> Table {
    let mut sorted: Vec<&GroupCost> = groups.iter().collect();
    sorted.sort_by(|one, other| {
        other.mean_months.unwrap_or(-1.0).total_cmp(&one.mean_months.unwrap_or(-1.0)).then(one.key.cmp(&other.key))
    });
    let rows = sorted
        .into_iter()
        .map(|group| {
            let mean = match (group.mean_months, group.lower_bound) {
                (Some(mean), true) => voice.tell("at-least", &[("value", fixed(mean, 1).into())]),
                (mean, _) => months(mean, voice),
            };
            let range = group.range_months.map_or_else(
                || "–".to_owned(),
                |[low, high]| format!("{} {} {}", fixed(low, 1), voice.say("to"), fixed(high, 1)),
            );
            Row::new(vec![
                Cell::from(name(&group.key)),
                Cell::from(group.cohorts.to_string()),
                Cell::from(voice.headcount(Some(group.workers))),
                Cell::from(Rich::bold(mean)),
                Cell::from(range),
                Cell::from(group.unknown.to_string()),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(voice.say(title), 1.0),
        Column::number(voice.say("column-cohorts"), 48.0),
        Column::number(voice.say("column-workers"), 62.0),
        Column::number(voice.say("column-months"), 78.0),
        Column::number(voice.say("column-months-range"), 72.0),
        Column::number(voice.say("column-cost-unknown"), 62.0),
    ];
    Table::new(columns, rows)
}

fn cohorts(voice: &Voice<'_>) -> Table {
    let mut costs: Vec<&CohortCost> = voice.assessment().recruitment.cohorts.iter().collect();
    costs.sort_by(|one, other| {
        other
            .cost_months
            .unwrap_or(-1.0)
            .total_cmp(&one.cost_months.unwrap_or(-1.0))
            .then(one.cohort_id.cmp(&other.cohort_id))
    });
    let rows = costs.into_iter().map(|cost| cohort_row(voice, cost)).collect();
    let columns = vec![
        Column::text(voice.say("column-cohort"), 1.9),
        Column::text(voice.say("column-corridor"), 1.1),
        Column::number(voice.say("column-workers"), 46.0),
        Column::number(voice.say("column-paid"), 62.0),
        Column::number(voice.say("column-months"), 56.0),
        Column::number(voice.say("column-payback"), 52.0),
        Column::fixed(voice.say("column-basis"), 50.0),
    ];
    Table::new(columns, rows).sized(7.6)
}

fn cohort_row(voice: &Voice<'_>, cost: &CohortCost) -> Row {
    let small = headcount(cost.workers) == Headcount::Small;
    let employer = voice.name(&cost.employer_id);
    let recruiter = cost.recruiter_id.as_ref().map_or_else(|| voice.say("recruiter-none"), |id| voice.name(id));
    // A cohort below five has no name, no amount and no recruiter beside it, only the finding.
    let name = if small {
        Rich::plain(voice.say("cohort-small"))
    } else {
        Rich::plain(employer).then(Rich::plain(format!("\n{} · {recruiter}", cost.cohort_id)).coloured(MUTED))
    };
    let paid = match (&cost.currency, cost.borne_per_worker) {
        (Some(currency), Some(amount)) if !small => format!("{}\u{a0}{currency}", fixed(amount, 0)),
        (_, None) => voice.say("unknown"),
        _ => "–".to_owned(),
    };
    let mean = match (cost.cost_months, cost.complete) {
        (Some(mean), false) => voice.tell("at-least", &[("value", fixed(mean, 1).into())]),
        (mean, _) => months(mean, voice),
    };
    let payback = match cost.payback {
        Payback::NoDebt => voice.say("payback-none"),
        Payback::Months(months) => fixed(months, 1),
        Payback::Never => voice.say("payback-never"),
        Payback::Unknown => voice.say("unknown"),
    };
    let basis = cost.basis.map_or_else(
        || voice.say("unknown"),
        |basis| {
            voice.say(match basis {
                FeeBasis::Receipt => "basis-receipt",
                FeeBasis::Interview => "basis-interview",
                FeeBasis::Estimate => "basis-estimate",
            })
        },
    );
    Row::new(vec![
        Cell::from(name),
        Cell::from(voice.corridor(&cost.corridor)),
        Cell::from(voice.headcount(cost.workers)),
        Cell::from(paid),
        Cell::from(Rich::bold(mean)),
        Cell::from(payback),
        Cell::from(basis),
    ])
}

fn owed_table(voice: &Voice<'_>, owed: &BTreeMap<PartyId, EmployerOwed>) -> Table {
    let amount = |sum: &Sum| {
        let amount = fixed(sum.amount, 0);
        if sum.at_least { voice.tell("at-least", &[("value", amount.into())]) } else { amount }
    };
    let row = |what: String, code: &str, sum: &Sum, currency: &str| {
        let cells = [what, code.to_owned()].map(Cell::from);
        let [what, code] = cells;
        Row::new(vec![what, code, Cell::from(Rich::bold(amount(sum))), Cell::from(currency)])
    };
    let mut rows = Vec::new();
    for (employer, owed) in owed {
        rows.push(Row::group(voice.name(employer)));
        rows.extend(owed.fees.iter().map(|((category, currency), sum)| {
            let code = category.as_str();
            row(voice.say(&format!("fee-{code}")), code, sum, currency)
        }));
        for (key, sums) in [("recruitment-interest", &owed.interest), ("recruitment-deposit", &owed.deposits)] {
            rows.extend(sums.iter().map(|(currency, sum)| row(voice.say(key), "", sum, currency)));
        }
        rows.extend(owed.together.iter().map(|(currency, sum)| {
            let what = voice.say("recruitment-together");
            Row::total(vec![Cell::from(what), Cell::empty(), Cell::from(amount(sum)), Cell::from(currency.as_str())])
        }));
    }
    let columns = vec![
        Column::text(voice.say("column-fee"), 1.0),
        Column::fixed(voice.say("column-fee-code"), 50.0),
        Column::number(voice.say("column-owed"), 110.0),
        Column::fixed(voice.say("column-currency"), 60.0),
    ];
    Table::new(columns, rows)
}

/// The exchange rates that amounts were brought together with.
fn rates(voice: &Voice<'_>) -> Vec<Piece> {
    let mut used: Vec<&RateUsed> = Vec::new();
    for rate in voice.assessment().recruitment.cohorts.iter().flat_map(|cost| &cost.rates) {
        if !used.contains(&rate) {
            used.push(rate);
        }
    }
    if used.is_empty() {
        return Vec::new();
    }
    used.sort_by(|one, other| (&one.currency, one.date).cmp(&(&other.currency, other.date)));
    let rows = used
        .into_iter()
        .map(|rate| {
            Row::new(vec![
                Cell::from(rate.currency.as_str()),
                Cell::from(rate.date.format("%Y-%m-%d").to_string()),
                Cell::from(fixed(rate.per_usd, 4)),
                Cell::from(rate.source.as_str()),
            ])
        })
        .collect();
    let columns = vec![
        Column::fixed(voice.say("column-currency"), 60.0),
        Column::fixed(voice.say("column-date"), 70.0),
        Column::number(voice.say("column-per-usd"), 90.0),
        Column::text(voice.say("column-source"), 1.0),
    ];
    vec![heading(voice, 1, "recruitment-rates"), Piece::of(Table::new(columns, rows).sized(7.6))]
}

//! Risk factors with their tables.

use karvon_engine::ruleset::{Factor, FactorOf};

use super::numbers::{plain, signed};
use super::{Block, Column, Section, Source, Table};
use crate::reference::TableVersion;

/// Up to how many keys a table is printed whole; above it, how many keys have each number.
const WHOLE_UP_TO: usize = 200;

/// Factors in the order in which the trace adds them.
pub(super) fn factors(source: &Source<'_>) -> Section {
    let ruleset = source.ruleset.source();
    let mut blocks = vec![Block::Line(source.word("factors-note"))];
    let caps: Vec<String> =
        ruleset.factor_groups.iter().map(|group| format!("{} ±{}", group.id, plain(group.cap))).collect();
    if !caps.is_empty() {
        blocks.push(source.fact("factor-groups", &caps.join(", ")));
    }
    for factor in &ruleset.factors {
        blocks.push(Block::Heading(format!("{}  {}", factor.id, source.texts.name("factor", &factor.id))));
        blocks.push(Block::Line(about(source, factor)));
        if !factor.bins.is_empty() {
            blocks.push(Block::Table(bins(source, factor)));
        }
        blocks.extend(table(source, factor).into_iter().map(Block::Line));
    }
    source.section("section-factors", blocks)
}

/// Where the numbers of factors come from and how well they are verified.
pub(super) fn verification(source: &Source<'_>, tables: &[TableVersion]) -> Section {
    let columns = vec![
        source.left("column-factor"),
        source.left("column-source"),
        source.left("column-verification"),
        source.left("column-as-of"),
    ];
    let unknown = || source.word("not-stated");
    let rows = source.ruleset.source().factors.iter().map(|factor| {
        let about = |text: &Option<String>| text.clone().unwrap_or_else(unknown);
        vec![source.texts.name("factor", &factor.id), about(&factor.source), about(&factor.verification), String::new()]
    });
    let tables = tables.iter().map(|table| {
        let as_of = table.as_of.map_or_else(unknown, |day| day.to_string());
        vec![
            format!("{} {}", source.word("column-table"), table.table),
            table.sources.join("; "),
            table.verification.join(", "),
            as_of,
        ]
    });
    let note = source.word(&format!("basis-{}", source.ruleset.source().basis));
    let blocks = vec![
        source.fact("basis", &note),
        Block::Line(source.word("verification-note")),
        Block::Table(Table { columns, rows: rows.chain(tables).collect() }),
    ];
    source.section("section-verification", blocks)
}

fn about(source: &Source<'_>, factor: &Factor) -> String {
    let mut parts = vec![
        format!("{}: {}", source.word("factor-of"), source.word(property_key(factor.of))),
        format!("{}: {}", source.word("spread"), plain(factor.spread)),
    ];
    if let Some(group) = &factor.group {
        parts.push(format!("{}: {group}", source.word("group")));
    }
    if let Some(other) = factor.other {
        parts.push(format!("{}: {}", source.word("other"), signed(other)));
    }
    if let Some(origin) = &factor.source {
        parts.push(format!("{}: {origin}", source.word("source")));
    }
    if let Some(verification) = &factor.verification {
        parts.push(format!("{}: {verification}", source.word("verification")));
    }
    parts.join(" · ")
}

fn property_key(of: FactorOf) -> &'static str {
    match of {
        FactorOf::Country => "property-country",
        FactorOf::Sector => "property-sector",
        FactorOf::CommodityCountry => "property-commodity-country",
        FactorOf::MigrantShare => "property-migrant-share",
        FactorOf::AgencyShare => "property-agency-share",
        FactorOf::YoungShare => "property-young-share",
        FactorOf::Kind => "property-kind",
        FactorOf::Corridor => "property-corridor",
        FactorOf::Programme => "property-programme",
    }
}

fn bins(source: &Source<'_>, factor: &Factor) -> Table {
    let columns: Vec<Column> = vec![source.right("column-up-to"), source.right("column-ln-lr")];
    let rows = factor.bins.iter().map(|bin| vec![plain(bin.up_to), signed(bin.ln_lr)]).collect();
    Table { columns, rows }
}

/// Keys by number, the largest first.
fn table(source: &Source<'_>, factor: &Factor) -> Vec<String> {
    let mut numbers: Vec<f64> = factor.table.values().copied().collect();
    numbers.sort_by(|a, b| b.total_cmp(a));
    numbers.dedup_by(|a, b| a.total_cmp(b).is_eq());
    numbers
        .into_iter()
        .map(|number| {
            let keys: Vec<&str> = factor
                .table
                .iter()
                .filter(|(_, value)| value.total_cmp(&number).is_eq())
                .map(|(key, _)| key.as_str())
                .collect();
            if factor.table.len() <= WHOLE_UP_TO {
                format!("{}  {}", signed(number), keys.join(", "))
            } else {
                format!("{}  {}: {}", signed(number), source.word("entries"), keys.len())
            }
        })
        .collect()
}

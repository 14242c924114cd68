//! How names are screened, field by field.

use karvon_engine::screening::{Chances, Equality};

use super::numbers::plain;
use super::{Block, Section, Source, Table};

/// Lists, zones, and what each agreement of a field weighs.
pub(super) fn screening(source: &Source<'_>) -> Section {
    let key = "section-screening";
    let Some(rules) = &source.ruleset.source().screening else {
        return source.section(key, vec![Block::Line(source.word("screening-none"))]);
    };
    let settings = &rules.settings;
    let lists = rules.published.iter().map(|(table, list)| format!("{table} → {list}")).collect::<Vec<_>>().join("; ");
    let mut blocks = vec![source.fact("screening-lists", &lists), source.fact("screening-own", &rules.own)];
    for (key, number) in [
        ("screening-review", settings.zones.review),
        ("screening-match", settings.zones.matched),
        ("screening-name", settings.zones.name),
        ("screening-weighed", f64::from(settings.limits.weighed)),
        ("screening-shown", f64::from(settings.limits.shown)),
    ] {
        blocks.push(source.fact(key, &plain(number)));
    }
    let ids = &settings.identifiers;
    let equal = |name: &str, Equality { same, different }: Equality| {
        [(format!("{name}, same"), same), (format!("{name}, different"), different)]
    };
    let mut fields: Vec<(String, Chances)> = vec![
        ("name, whole".to_owned(), settings.words.whole),
        ("alias".to_owned(), settings.alias),
        ("region, same".to_owned(), settings.region.same),
        ("region, unmentioned".to_owned(), settings.region.unmentioned),
        ("region, different".to_owned(), settings.region.different),
        ("address, same".to_owned(), settings.address.same),
        ("address, mostly".to_owned(), settings.address.mostly),
        ("address, partly".to_owned(), settings.address.partly),
        ("address, little".to_owned(), settings.address.little),
        ("address, nothing".to_owned(), settings.address.nothing),
    ];
    let registers = [
        ("legal form", settings.legal_form),
        ("lei", ids.lei),
        ("os_id", ids.os_id),
        ("gln", ids.gln),
        ("duns", ids.duns),
        ("tax_id", ids.tax_id),
    ];
    fields.extend(registers.into_iter().flat_map(|(name, equality)| equal(name, equality)));
    let columns = vec![
        source.left("column-code"),
        source.right("column-m"),
        source.right("column-u"),
        source.right("column-bits"),
    ];
    let rows = fields
        .into_iter()
        .map(|(name, chances)| {
            let bits = format!("{:+.1}", chances.bits());
            vec![name, plain(chances.m), plain(chances.u), bits]
        })
        .collect();
    blocks.push(Block::Table(Table { columns, rows }));
    source.section(key, blocks)
}

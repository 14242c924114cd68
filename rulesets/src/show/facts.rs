//! Everything of a ruleset that is a short table: regimes, indicators, sources, patterns, bands, links, measures.

use karvon_engine::network::LinkKind;
use karvon_engine::ruleset::{
    Band, Class, CommonCauseBy, FloorCondition, Horizon, ImputedSupply, LeafRates, MeasureEffect, MeasureKind, Policy,
    SeverityWeight, SourceClass,
};

use super::numbers::plain;
use super::{Align, Block, Column, Section, Source, Table, gate};
use crate::reference::TableVersion;

/// Name of an indicator or pattern.
pub(crate) fn channel(source: &Source<'_>, id: &str) -> String {
    let is_pattern = source.ruleset.source().patterns.iter().any(|pattern| pattern.id == id);
    source.texts.name(if is_pattern { "pattern" } else { "indicator" }, id)
}

/// Regimes and the numbers around them.
pub(super) fn regimes(source: &Source<'_>) -> Section {
    let rules = &source.ruleset.source().regimes;
    let columns = vec![
        source.left("column-code"),
        source.left("column-name"),
        source.right("column-base"),
        source.right("column-factor-weight"),
    ];
    let rows = rules
        .classes
        .iter()
        .map(|regime| {
            let name = source.texts.name("regime", &regime.id);
            vec![regime.id.clone(), name, plain(regime.base), plain(regime.factor_weight)]
        })
        .collect();
    let mut blocks = vec![Block::Table(Table { columns, rows })];
    for (key, number) in [
        ("rule-migrant-workforce", rules.migrant_workforce_from),
        ("rule-judgement", rules.judgement),
        ("rule-blind", rules.blind),
        ("rule-coverage-floor", rules.coverage_floor),
        ("rule-full-coverage", rules.full_coverage_at),
        ("rule-observe", rules.observe_at),
        ("rule-absence", rules.absence_at),
        ("rule-closure", rules.closure_at),
        ("rule-perturbation", rules.band_perturbation),
    ] {
        blocks.push(source.fact(key, &plain(number)));
    }
    source.section("section-regimes", blocks)
}

/// Indicators with their leaves.
pub(super) fn indicators(source: &Source<'_>) -> Section {
    let ruleset = source.ruleset.source();
    let mut columns = vec![source.left("column-code"), source.left("column-leaf")];
    columns.extend(
        ruleset
            .regimes
            .classes
            .iter()
            .map(|regime| Column { title: source.texts.name("regime", &regime.id), align: Align::Right }),
    );
    columns.push(source.left("column-migrant"));
    let mut blocks = Vec::new();
    for indicator in &ruleset.indicators {
        let name = source.texts.name("indicator", &indicator.id);
        blocks.push(Block::Heading(format!("{} {name} ({})", indicator.code, indicator.id)));
        blocks.push(Block::Line(severity(source, indicator.severity)));
        let leaves = [(Class::Inv, &indicator.leaves.inv), (Class::Coe, &indicator.leaves.coe)];
        let rows = leaves
            .into_iter()
            .filter_map(|(class, rates)| {
                let rates: &LeafRates = rates.as_ref()?;
                let id = format!("{}.{}", indicator.id, class.as_str());
                let mut cells = vec![id.clone(), source.texts.name("leaf", &id)];
                cells.extend(rates.prevalence.iter().copied().map(plain));
                let migrant = rates.prevalence_migrant.iter().flatten().copied().map(plain);
                cells.push(migrant.collect::<Vec<_>>().join(" / "));
                Some(cells)
            })
            .collect();
        blocks.push(Block::Table(Table { columns: columns.clone(), rows }));
    }
    source.section("section-indicators", blocks)
}

pub(crate) fn severity(source: &Source<'_>, severity: SeverityWeight) -> String {
    format!(
        "{} {}, {} {}, {} {}",
        source.word("severity-scale"),
        severity.scale,
        source.word("severity-irremediability"),
        severity.irremediability,
        source.word("severity-weight"),
        plain(severity.weight)
    )
}

/// Source classes.
pub(super) fn sources(source: &Source<'_>) -> Section {
    let ruleset = source.ruleset.source();
    let columns = vec![
        source.left("column-code"),
        source.left("column-name"),
        source.left("column-family"),
        source.right("column-r-for"),
        source.right("column-r-against"),
        source.right("column-half-life"),
        source.left("column-traits"),
        source.left("column-visit"),
    ];
    let row = |class: &SourceClass| {
        let traits = [(class.on_site, "trait-on-site"), (class.testimony, "trait-testimony")];
        let traits: Vec<String> =
            traits.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| source.word(key)).collect();
        let visit = class.visit.map(|visit| format!("{} / {}", visit.cost, plain(visit.sensitivity)));
        vec![
            class.id.clone(),
            source.texts.name("source", &class.id),
            class.family().to_owned(),
            plain(class.r_for),
            plain(class.r_against),
            plain(class.half_life_days),
            traits.join(", "),
            visit.unwrap_or_default(),
        ]
    };
    let rows = ruleset.sources.iter().map(row).collect();
    let interview = &ruleset.interview;
    source.section(
        "section-sources",
        vec![
            Block::Table(Table { columns, rows }),
            source.fact("interview-disclosure", &plain(interview.disclosure)),
            source.fact("interview-share-affected", &plain(interview.share_affected)),
        ],
    )
}

/// Patterns and what labour links carry.
pub(super) fn patterns(source: &Source<'_>) -> Section {
    let ruleset = source.ruleset.source();
    let mut blocks = Vec::new();
    for pattern in &ruleset.patterns {
        blocks.push(Block::Heading(format!("{}  {}", pattern.id, source.texts.name("pattern", &pattern.id))));
        blocks.push(Block::Line(severity(source, pattern.severity)));
        blocks.push(Block::Line(format!("{}: {}", pattern.id, gate::in_words(source, &pattern.gate))));
    }
    for (list, numbers) in &ruleset.lists {
        let numbers: Vec<String> = numbers.iter().copied().map(plain).collect();
        let name = source.texts.name("list", list);
        blocks.push(Block::Line(format!("{} {name}: {}", source.word("listed"), numbers.join(" / "))));
    }
    if !ruleset.labour_links_carry.is_empty() {
        let carried: Vec<String> =
            ruleset.labour_links_carry.iter().map(|(leaf, weight)| format!("{leaf} {}", plain(*weight))).collect();
        blocks.push(source.fact("labour-links-carry", &carried.join(", ")));
    }
    source.section("section-patterns", blocks)
}

/// Severity, the matrix of bands, floors.
pub(super) fn severity_and_bands(source: &Source<'_>) -> Section {
    let ruleset = source.ruleset.source();
    let joined = |numbers: &[f64]| numbers.iter().copied().map(plain).collect::<Vec<_>>().join(" / ");
    let scope: Vec<String> = ruleset
        .severity
        .scope
        .iter()
        .map(|row| match row.up_to {
            Some(workers) => format!("{} {workers}: {}", source.word("bound-at-most"), plain(row.term)),
            None => format!("{}: {}", source.word("scope-more"), plain(row.term)),
        })
        .collect();
    let from = ruleset.severity.severe;
    let severe = format!("{} / {} / {}", from.scale, from.irremediability, word(source, from.floor));
    let mut blocks = vec![
        source.fact("bands-likelihood", &joined(&ruleset.bands.likelihood)),
        source.fact("bands-severity", &joined(&ruleset.severity.classes)),
        source.fact("bands-scope", &scope.join(", ")),
        source.fact("bands-scope-unknown", &plain(ruleset.severity.scope_unknown)),
        source.fact("bands-severe", &severe),
    ];
    let mut columns = vec![source.left("column-likelihood")];
    columns.extend((1..=5).map(|class| Column { title: class.to_string(), align: Align::Left }));
    let rows = ruleset
        .bands
        .matrix
        .iter()
        .enumerate()
        .map(|(i, row)| {
            std::iter::once((i + 1).to_string()).chain(row.iter().map(|band| word(source, *band))).collect()
        })
        .collect();
    blocks.push(Block::Table(Table { columns, rows }));
    for floor in &ruleset.floors {
        let (key, things) = match &floor.when {
            FloorCondition::Observed(leaves) => ("floor-observed", leaves),
            FloorCondition::Answer(answers) => ("floor-answer", answers),
            FloorCondition::Listed(lists) => ("floor-listed", lists),
        };
        blocks.push(Block::Line(format!(
            "{}: {} {} {} {} ({})",
            source.texts.name("floor", &floor.id),
            source.word("floor-at-least"),
            word(source, floor.band),
            source.word(key),
            things.join(", "),
            channel(source, &floor.channel)
        )));
    }
    source.section("section-bands", blocks)
}

fn word(source: &Source<'_>, band: Band) -> String {
    source.texts.name("band", band.as_str())
}

/// How links carry risk, common causes, expected inputs.
pub(super) fn transmission(source: &Source<'_>) -> Section {
    let ruleset = source.ruleset.source();
    let rules = &ruleset.transmission;
    let policy = match rules.policy {
        Policy::AnyPart => "policy-any-part",
        Policy::ShareWeighted => "policy-share-weighted",
    };
    let imputed = match rules.imputed {
        ImputedSupply::Drawn => "imputed-drawn",
        ImputedSupply::Counted => "imputed-counted",
    };
    let mut blocks = vec![
        source.fact("policy", &source.word(policy)),
        source.fact("share-floor", &plain(rules.share_floor)),
        source.fact("segregation-leak", &plain(rules.segregation_leak)),
        source.fact("leverage-per-tier", &plain(rules.leverage_per_tier)),
        source.fact("imputed-supply", &source.word(imputed)),
    ];
    let kinds = LinkKind::ALL.into_iter().filter_map(|kind| {
        let number = rules.by_kind.get(&kind)?;
        let differing = rules.by_kind_and_channel.get(&kind).into_iter().flatten();
        let differing: Vec<String> = differing.map(|(channel, b)| format!("{channel} {}", plain(*b))).collect();
        Some(vec![kind.as_str().to_owned(), plain(*number), differing.join(", ")])
    });
    let columns = vec![source.left("column-link"), source.right("column-carries"), source.left("column-differing")];
    blocks.push(Block::Table(Table { columns, rows: kinds.collect() }));
    for cause in &ruleset.common_causes {
        let by = source.word(match cause.by {
            CommonCauseBy::CountryAndSector => "cause-country-and-sector",
            CommonCauseBy::Programme => "cause-programme",
            CommonCauseBy::Recruiter => "cause-recruiter",
        });
        let name = source.texts.name("cause", &cause.id);
        blocks.push(Block::Line(format!("{} {name}: {by}, β {}", source.word("common-cause"), plain(cause.beta))));
    }
    for input in &ruleset.expected_inputs {
        let countries: Vec<String> =
            input.countries.iter().map(|(country, share)| format!("{country} {}", plain(*share))).collect();
        let from = if countries.is_empty() { String::new() } else { format!(" ← {}", countries.join(", ")) };
        blocks.push(Block::Line(format!(
            "{} {}: ISIC {} → HS {}{from}",
            source.word("expected-input"),
            source.texts.name("input", &input.id),
            input.sectors.join(", "),
            input.commodities.join(", ")
        )));
    }
    source.section("section-transmission", blocks)
}

/// Measures by indicator.
pub(super) fn measures(source: &Source<'_>) -> Section {
    let ruleset = source.ruleset.source();
    let columns = vec![
        source.left("column-indicator"),
        source.left("column-measure"),
        source.left("column-kind"),
        source.left("column-horizon"),
        source.right("column-days"),
        source.right("column-cost"),
        source.left("column-closes"),
    ];
    let rows = ruleset
        .measures
        .iter()
        .map(|measure| {
            let code = ruleset.indicators.iter().find(|i| i.id == measure.indicator).map(|i| i.code.clone());
            let kind = match measure.kind {
                MeasureKind::Prevent => "measure-prevent",
                MeasureKind::Mitigate => "measure-mitigate",
                MeasureKind::End => "measure-end",
                MeasureKind::Remediate => "measure-remediate",
            };
            let horizon = match measure.horizon {
                Horizon::Immediate => "horizon-immediate",
                Horizon::Corrective => "horizon-corrective",
            };
            vec![
                code.unwrap_or_else(|| measure.indicator.clone()),
                source.texts.name("measure", &measure.id),
                source.word(kind),
                source.word(horizon),
                measure.days.to_string(),
                measure.cost.to_string(),
                match measure.effect {
                    MeasureEffect::ClosesAnswers => measure.closes.join(", "),
                    MeasureEffect::StopsSourcing => {
                        format!("{} ({})", source.word("measure-stops-sourcing"), measure.closes.join(", "))
                    }
                },
            ]
        })
        .collect();
    source.section("section-measures", vec![Block::Table(Table { columns, rows })])
}

/// Reference tables that the factors rest on.
pub(super) fn tables(source: &Source<'_>, tables: &[TableVersion]) -> Section {
    if tables.is_empty() {
        return source.section("section-tables", vec![Block::Line(source.word("tables-none"))]);
    }
    let columns = vec![
        source.left("column-table"),
        source.left("column-as-of"),
        source.right("column-rows"),
        source.left("column-hash"),
    ];
    let rows = tables
        .iter()
        .map(|table| {
            let as_of = table.as_of.map(|day| day.to_string()).unwrap_or_default();
            let hash = table.hash.get(..16).unwrap_or(&table.hash).to_owned();
            vec![table.table.clone(), as_of, table.rows.to_string(), hash]
        })
        .collect();
    source.section("section-tables", vec![Block::Table(Table { columns, rows })])
}

//! Reference profiles and cases: what is known of a place, and what must come out.

use karvon_engine::network::Housing;
use karvon_engine::ruleset::{Band, Case, CaseEvidence, CaseParty, Expectation, Interval};

use super::numbers::plain;
use super::{Block, Section, Source, Table};

/// Cases one below the other.
pub(super) fn section(source: &Source<'_>, title: &str, cases: &[Case]) -> Section {
    if cases.is_empty() {
        return source.section(title, vec![Block::Line(source.word("cases-none"))]);
    }
    let columns = vec![
        source.left("column-case"),
        source.left("column-shows"),
        source.left("column-place"),
        source.left("column-evidence"),
        source.left("column-expected"),
    ];
    let row = |case: &Case| {
        let evidence = |row: &CaseEvidence| self::evidence(source, row);
        let recruiters = case.recruiters.iter().map(|recruiter| {
            let rows: Vec<String> = recruiter.evidence.iter().map(evidence).collect();
            format!("{} ({})", source.word("recruiter"), rows.join("; "))
        });
        let told: Vec<String> = case.evidence.iter().map(evidence).chain(recruiters).collect();
        let or_none = |text: String| if text.is_empty() { source.word("nothing-known") } else { text };
        vec![
            case.id.clone(),
            case.shows.clone(),
            or_none(place(source, &case.party)),
            or_none(told.join("; ")),
            expected(source, &case.expect),
        ]
    };
    let table = Table { columns, rows: cases.iter().map(row).collect() };
    source.section(title, vec![source.fact("cases-count", &cases.len().to_string()), Block::Table(table)])
}

fn place(source: &Source<'_>, party: &CaseParty) -> String {
    let CaseParty {
        country,
        kind,
        sector,
        products,
        workers,
        migrant_share,
        agency_share,
        women_share,
        young_share,
        housing,
        programme,
    } = party;
    let share = |key: &str, share: &Option<f64>| share.map(|share| format!("{} {}", source.word(key), plain(share)));
    let parts = [
        country.map(|country| country.to_string()),
        kind.map(|kind| kind.as_str().to_owned()),
        sector.as_ref().map(|sector| format!("{} {sector}", source.word("place-sector"))),
        (!products.is_empty()).then(|| format!("{} {}", source.word("place-products"), products.join(" "))),
        workers.map(|workers| format!("{} {workers}", source.word("place-workers"))),
        share("place-migrants", migrant_share),
        share("place-agency", agency_share),
        share("place-women", women_share),
        share("place-young", young_share),
        housing.map(|housing| {
            source.word(match housing {
                Housing::OnSite => "housing-on-site",
                Housing::OffSite => "housing-off-site",
                Housing::None => "housing-none",
            })
        }),
        programme.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn evidence(source: &Source<'_>, row: &CaseEvidence) -> String {
    let CaseEvidence { question, answer, source: class, age_days, group, asked, population, reference, closes } = row;
    let mut notes = vec![class.clone()];
    if *group != karvon_engine::evidence::WorkerGroup::All {
        notes.push(group.as_str().to_owned());
    }
    if *age_days > 0 {
        notes.push(format!("{} {age_days}", source.word("evidence-age")));
    }
    let number = |key: &str, number: &Option<u32>| number.map(|number| format!("{} {number}", source.word(key)));
    notes.extend(number("evidence-asked", asked));
    notes.extend(number("evidence-population", population));
    notes.extend(reference.as_ref().map(|id| format!("#{id}")));
    notes.extend(closes.as_ref().map(|id| format!("{} #{id}", source.word("evidence-closes"))));
    format!("{question} = {answer} ({})", notes.join(", "))
}

fn expected(source: &Source<'_>, expect: &Expectation) -> String {
    let Expectation {
        group,
        regimes,
        leaves,
        channels,
        band,
        band_at_most,
        band_at_least,
        band_channel,
        observed,
        not_observed,
        unknown,
        caught,
        pattern_registered,
        gaps,
        scored,
    } = expect;
    let mut parts = Vec::new();
    let mut say = |key: &str, value: String| parts.push(format!("{} {value}", source.word(key)));
    for (key, band) in [("expect-band", band), ("expect-at-most", band_at_most), ("expect-at-least", band_at_least)] {
        if let Some(band) = band {
            say(key, source.texts.name("band", Band::as_str(*band)));
        }
    }
    for (id, Interval(low, high)) in channels.iter().chain(regimes).chain(leaves) {
        say("expect-number", format!("{id} {}–{}", plain(*low), plain(*high)));
    }
    for (key, ids) in [
        ("expect-observed", observed),
        ("expect-not-observed", not_observed),
        ("expect-caught", caught),
        ("expect-gaps", gaps),
    ] {
        if let Some(ids) = ids {
            say(key, if ids.is_empty() { source.word("none") } else { ids.join(" ") });
        }
    }
    if !unknown.is_empty() {
        say("expect-unknown", unknown.join(" "));
    }
    if let Some(group) = group {
        say("expect-group", source.texts.name("group", group.as_str()));
    }
    if let Some(channel) = band_channel {
        say("expect-band-channel", channel.clone());
    }
    let yes_or_no = |yes: bool| source.word(if yes { "yes" } else { "no" });
    for (key, stated) in [("expect-pattern", pattern_registered), ("expect-scored", scored)] {
        if let Some(stated) = stated {
            say(key, yes_or_no(*stated));
        }
    }
    parts.iter().map(|part| part.trim()).collect::<Vec<_>>().join("; ")
}

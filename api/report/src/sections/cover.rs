//! The cover: who is assessed, of what date, with which ruleset, by which inputs, and whether rows are missing.

use crate::font::Weight;
use crate::layout::callout::Callout;
use crate::layout::facts::Facts;
use crate::layout::flow::Piece;
use crate::layout::heading::Heading;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::model::voice::Voice;
use crate::theme::{ACCENT, MUTED};

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let manifest = &voice.assessment().manifest;
    let title = voice.subject().map_or_else(|| voice.say("cover-no-subject"), |party| party.name.clone());
    let mut pieces = vec![
        Piece::of(Heading::new(1, "", "cover").unmarked()),
        Piece::of(Paragraph::new(Rich::span(voice.say("cover-kind"), Weight::Bold, ACCENT)).sized(12.0).after(10.0)),
        Piece::of(Paragraph::new(Rich::span(title, Weight::Bold, ACCENT)).sized(27.0).after(6.0)),
        Piece::of(Paragraph::new(Rich::span(subtitle(voice), Weight::Regular, MUTED)).sized(11.5).after(22.0)),
    ];
    pieces.push(Piece::of(
        Callout::new(vec![voice.rich("cover-screening", &[])]).titled(voice.say("cover-screening-title")),
    ));
    if voice.input.intake.left_out > 0 {
        let counts = [("left", voice.input.intake.left_out.into()), ("rows", voice.input.intake.rows.into())];
        pieces.push(Piece::of(
            Callout::new(vec![voice.rich("cover-left-out", &counts)]).titled(voice.say("cover-left-out-title")),
        ));
    }
    pieces.push(Piece::Gap(8.0));
    let mut facts = vec![
        (voice.say("cover-as-of"), Rich::bold(voice.date(manifest.as_of))),
        (voice.say("cover-scope"), scope(voice)),
        (voice.say("cover-material"), material(voice)),
        (voice.say("cover-rows"), rows(voice)),
        (voice.say("cover-ruleset"), ruleset(voice)),
        (voice.say("cover-basis"), basis(voice)),
        (voice.say("cover-lists"), lists(voice)),
        (voice.say("cover-headline"), Rich::plain(voice.channel(manifest.headline.as_str()))),
    ];
    let worlds = [("worlds", (manifest.worlds as usize).into()), ("seed", manifest.seed.to_string().into())];
    facts.push((voice.say("cover-simulation"), voice.rich("cover-simulation-value", &worlds)));
    facts.push((
        voice.say("cover-program"),
        Rich::plain(format!("{} · {} {}", voice.input.program, voice.say("cover-engine"), manifest.engine_version)),
    ));
    if let Some(issued) = voice.input.issued {
        let values = [("date", voice.date(issued.report_date).into()), ("zone", issued.time_zone.as_str().into())];
        facts.insert(1, (voice.say("cover-report-date"), voice.rich("cover-report-date-value", &values)));
    }
    pieces.push(Piece::of(Facts::new(facts)));
    let mut hashes = vec![
        (voice.say("cover-ruleset-hash"), Rich::plain(manifest.ruleset_hash.clone())),
        (voice.say("cover-inputs-hash"), Rich::plain(manifest.inputs_hash.clone())),
        (voice.say("cover-result-hash"), Rich::plain(manifest.result_hash.clone())),
    ];
    let head = voice.input.issued.and_then(|issued| issued.log_head.as_ref());
    if let Some(head) = head {
        hashes.push((voice.say("cover-log-head"), Rich::plain(format!("{}:{}", head.seq, head.hash))));
        hashes.push((voice.say("cover-log-key"), Rich::plain(head.public_key.clone())));
    }
    pieces.push(Piece::of(Facts::new(hashes).sized(7.4)));
    pieces.push(Piece::of(Paragraph::note(voice.rich("cover-hash-note", &[]))));
    if head.is_some() {
        pieces.push(Piece::of(Paragraph::note(voice.rich("cover-log-note", &[]))));
    }
    pieces
}

fn subtitle(voice: &Voice<'_>) -> String {
    let country = voice.subject().map(|party| voice.country(party.country));
    let date = voice.date(voice.assessment().manifest.as_of);
    country.map_or_else(|| date.clone(), |country| format!("{country} · {date}"))
}

fn scope(voice: &Voice<'_>) -> Rich {
    let manifest = &voice.assessment().manifest;
    match (&manifest.scope, &manifest.subject) {
        (Some(product), _) => voice.rich("cover-scope-product", &[("product", product.into())]),
        (None, Some(_)) => voice.rich("cover-scope-all", &[]),
        (None, None) => voice.rich("cover-scope-parties", &[]),
    }
}

fn material(voice: &Voice<'_>) -> Rich {
    let counts = voice.assessment().manifest.counts;
    voice.rich(
        "cover-material-value",
        &[
            ("parties", counts.parties.into()),
            ("links", counts.links.into()),
            ("evidence", counts.evidence.into()),
            ("cohorts", counts.cohorts.into()),
        ],
    )
}

fn rows(voice: &Voice<'_>) -> Rich {
    let intake = voice.input.intake;
    voice.rich(
        "cover-rows-value",
        &[
            ("rows", intake.rows.into()),
            ("left", intake.left_out.into()),
            ("errors", intake.errors.into()),
            ("warnings", intake.warnings.into()),
            ("notices", intake.notices.into()),
        ],
    )
}

fn ruleset(voice: &Voice<'_>) -> Rich {
    let manifest = &voice.assessment().manifest;
    let label = format!("{} {}", manifest.ruleset, manifest.ruleset_version);
    match voice.input.words.word("ruleset-title") {
        Some(title) => Rich::bold(label).then(Rich::plain(format!(" · {title}"))),
        None => Rich::bold(label),
    }
}

/// The lists that were screened, each with its day; what is stale is said here already.
fn lists(voice: &Voice<'_>) -> Rich {
    let mut text = Rich::default();
    for (at, list) in voice.assessment().manifest.lists.iter().filter(|list| list.screened.is_some()).enumerate() {
        let name = if list.own { list.list.clone() } else { voice.named("table", &list.list) };
        let day = list.as_of.map(|day| format!(" ({})", voice.date(day))).unwrap_or_default();
        text = text.then(Rich::plain(format!("{}{name}{day}", if at > 0 { "; " } else { "" })));
        if list.stale {
            text = text.then(Rich::bold(format!(" {}", voice.say("list-stale"))));
        }
    }
    if text.is_empty() { voice.rich("cover-lists-none", &[]) } else { text }
}

/// How well the ruleset's numbers are founded: in the report's words where there are some, else as the ruleset says it.
fn basis(voice: &Voice<'_>) -> Rich {
    let basis = &voice.assessment().manifest.ruleset_basis;
    let key = format!("basis-{}", basis.replace('_', "-"));
    if voice.texts.has(&key) { voice.rich(&key, &[]) } else { Rich::plain(basis.replace('_', " ")) }
}

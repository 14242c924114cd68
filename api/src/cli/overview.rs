//! What a person sees of an assessment on the terminal: whom it is about, what is to be expected, where to look first.

use std::path::Path;

use karvon_engine::assessment::{Assessment, PartyResult, Summary, Unknown};
use karvon_engine::ids::PartyId;
use karvon_engine::requirement::Outcome;
use karvon_rulesets::texts::Texts as Words;

use super::console::Console;
use super::number::{parts_that_add_up, percent};
use super::{findings, plan, what_if};
use crate::services::assess::{FINDINGS_FILE, Finished, MATCHES_FILE, REPORT_FILE, counts};
use crate::texts::Texts;

/// So many parties are named.
const NAMED: usize = 10;

/// Prints it.
pub(super) fn print(finished: &Finished, out: &Path, console: &Console) {
    let (assessment, texts) = (&finished.assessment, &console.texts);
    headline(assessment, console);
    if let Some(summary) = &assessment.summary {
        expected(summary, console);
    }
    for unknown in &assessment.unknowns {
        if let Some(line) = not_known(unknown, out, texts) {
            console.line(&line);
        }
    }
    console.line(&texts.say("overview-first"));
    for (place, id) in assessment.look_here_first.iter().take(NAMED).enumerate() {
        if let Some(party) = party(assessment, id) {
            console.line(&row(place + 1, party, &finished.words, texts));
        }
    }
    requirements(assessment, console);
    if let Some(made) = &assessment.plan {
        plan::print(made, assessment, &finished.words, out, console);
    }
    if let Some(difference) = &finished.difference {
        what_if::print(difference, &finished.words, out, console);
    }
    let counts = counts(&finished.intake);
    if counts.errors + counts.warnings + counts.notices > 0 {
        let file = out.join(FINDINGS_FILE).display().to_string();
        let tally = findings::tally(counts, texts);
        console.line(&texts.tell("overview-findings", [("tally", tally.into()), ("file", file.into())]));
    }
    let file = out.join(REPORT_FILE).display().to_string();
    console.line(&texts.tell("overview-report", [("file", file.into()), ("out", out.display().to_string().into())]));
}

fn headline(assessment: &Assessment, console: &Console) {
    let (manifest, texts) = (&assessment.manifest, &console.texts);
    let about = match manifest.subject.as_ref().and_then(|id| party(assessment, id)) {
        Some(subject) => texts.tell(
            "overview-subject",
            [("name", subject.name.as_str().into()), ("id", subject.party_id.as_str().into())],
        ),
        None => texts.tell("overview-no-subject", [("parties", manifest.counts.parties.into())]),
    };
    console.line(&about);
    if let Some(scope) = &manifest.scope {
        console.line(&texts.tell("overview-scope", [("product", scope.as_str().into())]));
    }
    console.line(&texts.tell(
        "overview-made-from",
        [
            ("date", manifest.as_of.to_string().into()),
            ("ruleset", manifest.ruleset.as_str().into()),
            ("version", manifest.ruleset_version.as_str().into()),
            ("parties", manifest.counts.parties.into()),
            ("links", manifest.counts.links.into()),
            ("evidence", manifest.counts.evidence.into()),
            ("cohorts", manifest.counts.cohorts.into()),
        ],
    ));
}

fn expected(summary: &Summary, console: &Console) {
    let (all, verified, texts) = (&summary.all_links, &summary.verified_links, &console.texts);
    // E = background + raised − lowered, and the printed numbers must say so too.
    let [background, raised, lowered] =
        parts_that_add_up(all.expected_sources, [all.background, all.evidence_raised, -all.evidence_lowered]);
    console.line(&texts.tell(
        "overview-expected",
        [
            ("expected", format!("{:.1}", all.expected_sources).into()),
            ("low", format!("{:.1}", all.expected_low).into()),
            ("high", format!("{:.1}", all.expected_high).into()),
            ("raised", raised.into()),
            ("lowered", lowered.trim_start_matches('-').to_owned().into()),
            ("background", background.into()),
            ("places", all.background_parties.into()),
            ("verified", format!("{:.1}", verified.expected_sources).into()),
        ],
    ));
    let [low, high] = all.exposed_share.map(percent);
    console.line(&if low == high {
        texts.tell("overview-exposed", [("share", low.into())])
    } else {
        texts.tell("overview-exposed-range", [("low", low.into()), ("high", high.into())])
    });
}

/// What nobody should overlook.
fn not_known(unknown: &Unknown, out: &Path, texts: &Texts) -> Option<String> {
    match unknown {
        Unknown::NothingUpstream { parties } => {
            Some(texts.tell("overview-nothing-upstream", [("parties", (*parties).into())]))
        }
        Unknown::NoRecruitmentData => Some(texts.say("overview-no-recruitment")),
        Unknown::NoAnswers => Some(texts.say("overview-no-answers")),
        Unknown::UndecidedMatches { listed, duplicates } => {
            let file = out.join(MATCHES_FILE).display().to_string();
            let values =
                [("parties", listed.len().into()), ("duplicates", (*duplicates).into()), ("file", file.into())];
            Some(texts.tell("overview-undecided", values))
        }
        Unknown::NotScreened => Some(texts.say("overview-not-screened")),
        Unknown::ListMissing { list } => Some(texts.tell("overview-list-missing", [("list", list.as_str().into())])),
        Unknown::ListStale { list, as_of: Some(day) } => {
            Some(texts.tell("overview-list-stale", [("list", list.as_str().into()), ("date", day.to_string().into())]))
        }
        Unknown::ListStale { list, as_of: None } => {
            Some(texts.tell("overview-list-undated", [("list", list.as_str().into())]))
        }
        Unknown::ListIncomplete { .. }
        | Unknown::NamelessParties { .. }
        | Unknown::MoreMatches { .. }
        | Unknown::Country { .. }
        | Unknown::UndisclosedInput { .. }
        | Unknown::Factor { .. }
        | Unknown::NotExamined { .. }
        | Unknown::UnsupportedLinks { .. }
        | Unknown::NoCohorts { .. }
        | Unknown::NoRate { .. } => None,
    }
}

fn row(place: usize, party: &PartyResult, words: &Words, texts: &Texts) -> String {
    let band = |band: karvon_engine::ruleset::Band| words.name("band", band.as_str());
    let band = if party.scored {
        band(party.band)
    } else {
        texts.tell("overview-not-scored", [("band", band(party.band_at_high).into())])
    };
    let share = party.contribution.map(|share| texts.tell("overview-share", [("share", format!("{share:.2}").into())]));
    texts.tell(
        "overview-row",
        [
            ("place", format!("{place:>2}").into()),
            ("id", party.party_id.as_str().into()),
            ("name", party.name.as_str().into()),
            ("country", party.country.as_ref().map_or("?", |country| country.as_str()).into()),
            ("band", band.into()),
            ("likelihood", percent(party.likelihood).into()),
            ("low", percent(party.p_low).into()),
            ("high", percent(party.p_high).into()),
            ("share", share.unwrap_or_default().into()),
        ],
    )
}

/// What the laws ask, one line each for those that concern the subject, one for the rest.
fn requirements(assessment: &Assessment, console: &Console) {
    let texts = &console.texts;
    if assessment.requirements.is_empty() {
        return;
    }
    console.line(&texts.say("overview-requirements"));
    let mut elsewhere = Vec::new();
    for result in &assessment.requirements {
        let count = |outcome: &str| result.rules.iter().filter(|rule| rule.outcome.as_str() == outcome).count();
        let values = || {
            [
                ("name", result.requirement.as_str().into()),
                ("satisfied", count("satisfied").into()),
                ("breached", count("breached").into()),
                ("unknown", count("unknown").into()),
            ]
        };
        match result.applies {
            Outcome::NotApplicable | Outcome::Breached => elsewhere.push(result.requirement.as_str()),
            Outcome::Satisfied => console.line(&texts.tell("overview-requirement", values())),
            Outcome::Unknown { .. } => console.line(&texts.tell("overview-requirement-perhaps", values())),
        }
    }
    if !elsewhere.is_empty() {
        console.line(&texts.tell("overview-requirements-elsewhere", [("names", elsewhere.join(", ").into())]));
    }
}

fn party<'a>(assessment: &'a Assessment, id: &PartyId) -> Option<&'a PartyResult> {
    let place = assessment.parties.binary_search_by(|party| party.party_id.cmp(id)).ok()?;
    assessment.parties.get(place)
}

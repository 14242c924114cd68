//! `karvon calibrate`: how good the likelihoods are on labelled cases, and a new ruleset that learned from them.

use std::path::PathBuf;

use clap::Args;
use karvon_engine::calibration::{
    Calibrated, Calibration, Contribution, ContributionOf, Estimate, Refit, RefitSettings,
};
use karvon_rulesets::LoadedRuleset;
use karvon_rulesets::show::{Align, Block, Column, Page, Section, Table};

use super::console::{Console, Ending, Failure};
use super::{common, ruleset};
use crate::services::calibrate::{self, CalibrateError};
use crate::services::data::DataError;
use crate::services::rules::STANDARD;
use crate::services::write::write_file;
use crate::texts::Texts;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "CASES")]
    cases: PathBuf,
    #[arg(long, value_name = "NAME", default_value = STANDARD)]
    ruleset: String,
    #[arg(long, value_name = "DIR")]
    refit: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value = "50", value_parser = prior_cases, requires = "refit")]
    prior_cases: f64,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn prior_cases(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok().filter(|n: &f64| n.is_finite() && *n > 0.0);
    number.ok_or_else(|| "write a number above 0".to_owned())
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let rules = common::ruleset(&arguments.ruleset)?;
    let cases = calibrate::read(&arguments.cases).map_err(|error| failure(&error))?;
    let found = calibrate::score(&rules, &cases).map_err(|error| failure(&error))?;
    console.line(page(&found, &rules, &console.texts).to_text().trim_end());
    if let Some(path) = &arguments.out {
        write_file(path, |out| {
            serde_json::to_writer_pretty(&mut *out, &found)?;
            out.write_all(b"\n")
        })
        .map_err(|error| Failure::usage(vec![error.to_string()]))?;
        console.line(&console.texts.tell("file-written", [("file", path.display().to_string().into())]));
    }
    let Some(folder) = &arguments.refit else { return Ok(Ending::Done) };
    let settings = RefitSettings { prior_cases: arguments.prior_cases, ..RefitSettings::default() };
    let refit =
        calibrate::refit_into(folder, &rules, &cases, settings, common::today()).map_err(|error| failure(&error))?;
    tell_refit(&refit, console);
    ruleset::examine(&folder.display().to_string(), console)
}

fn failure(error: &CalibrateError) -> Failure {
    let lines: Vec<String> = error.to_string().lines().map(str::to_owned).collect();
    match error {
        CalibrateError::Data(DataError::Missing(_)) | CalibrateError::Create(_) => Failure::usage(lines),
        CalibrateError::Data(_) | CalibrateError::Load(_) | CalibrateError::Cases(_) => Failure::input(lines),
    }
}

fn tell_refit(refit: &Refit, console: &Console) {
    let number = |number: f64| format!("{number:.4}");
    let unseen = refit.unseen.as_ref().map_or_else(|| "–".to_owned(), |scores| number(scores.log_loss.value));
    console.line(&console.texts.tell(
        "calibrate-refit",
        [
            ("rounds", refit.rounds.into()),
            ("before", number(refit.before.log_loss.value).into()),
            ("after", number(refit.after.log_loss.value).into()),
            ("unseen", unseen.into()),
        ],
    ));
    if !refit.kept.is_empty() {
        console.line(&console.texts.tell("calibrate-kept", [("questions", refit.kept.join(", ").into())]));
    }
}

/// What came out, as a page.
fn page(found: &Calibration, rules: &LoadedRuleset, texts: &Texts) -> Page {
    let head = rules.ruleset.source();
    let scores = &found.scores;
    let lead = texts.tell("calibrate-lead", [("cases", scores.cases.into()), ("events", scores.events.into())]);
    let mut lines = vec![
        score("calibrate-brier", &scores.brier, Some(scores.brier_of_share), texts),
        score("calibrate-log-loss", &scores.log_loss, Some(scores.log_loss_of_share), texts),
    ];
    lines.push(match &scores.auc {
        Some(auc) => score("calibrate-auc", auc, None, texts),
        None => texts.say("calibrate-no-auc"),
    });
    let section = |key: &str, blocks| Section { title: texts.say(key), blocks };
    Page {
        title: format!("{} {}", head.name, head.version),
        lead: vec![lead],
        sections: vec![
            section("calibrate-scores", lines.into_iter().map(Block::Line).collect()),
            section("calibrate-reliability", vec![Block::Table(reliability(found, texts))]),
            section("calibrate-ranges", ranges(found, texts)),
            section(
                "calibrate-contributions",
                vec![
                    Block::Line(texts.say("calibrate-contributions-note")),
                    Block::Table(contributions(found, rules, texts)),
                ],
            ),
        ],
    }
}

fn score(key: &str, estimate: &Estimate, share: Option<f64>, texts: &Texts) -> String {
    let told = texts.tell(
        key,
        [
            ("value", format!("{:.3}", estimate.value).into()),
            ("low", format!("{:.3}", estimate.low).into()),
            ("high", format!("{:.3}", estimate.high).into()),
        ],
    );
    match share {
        Some(share) => {
            format!("{told}; {}", texts.tell("calibrate-of-share", [("value", format!("{share:.3}").into())]))
        }
        None => told,
    }
}

fn columns(left: &[&str], right: &[&str], texts: &Texts) -> Vec<Column> {
    let column = |key: &&str, align| Column { title: texts.say(key), align };
    left.iter().map(|key| column(key, Align::Left)).chain(right.iter().map(|key| column(key, Align::Right))).collect()
}

fn reliability(found: &Calibration, texts: &Texts) -> Table {
    let share = |p: f64| format!("{p:.3}");
    let rows = found.reliability.iter().map(|row| {
        vec![
            format!("{}–{}", share(row.from), share(row.to)),
            row.cases.to_string(),
            share(row.foreseen),
            share(row.observed.value),
            format!("{}–{}", share(row.observed.low), share(row.observed.high)),
            format!("{}–{}", share(row.p_low), share(row.p_high)),
            texts.say(if row.inside { "yes" } else { "no" }),
        ]
    });
    let right = [
        "calibrate-cases",
        "calibrate-foreseen",
        "calibrate-observed",
        "calibrate-interval",
        "calibrate-range",
        "calibrate-inside",
    ];
    Table { columns: columns(&["calibrate-likelihood"], &right, texts), rows: rows.collect() }
}

fn ranges(found: &Calibration, texts: &Texts) -> Vec<Block> {
    let ranges = &found.ranges;
    let percent = format!("{:.0}", 100.0 * ranges.inside);
    let row = |key: &str, of: &Calibrated| {
        let told = |estimate: &Option<Estimate>| {
            let words = |e: &Estimate| format!("{:+.2} ({:+.2}–{:+.2})", e.value, e.low, e.high);
            estimate.as_ref().map_or_else(|| "–".to_owned(), words)
        };
        let cells = [of.cases.to_string(), told(&of.shift), told(&of.slope), format!("{:.2}", of.printed_spread)];
        std::iter::once(texts.say(key)).chain(cells).collect()
    };
    let right = ["calibrate-cases", "calibrate-shift", "calibrate-slope", "calibrate-spread"];
    vec![
        Block::Line(texts.tell("calibrate-inside-share", [("percent", percent.into())])),
        Block::Table(Table {
            columns: columns(&["calibrate-of"], &right, texts),
            rows: vec![
                row("calibrate-all", &ranges.all),
                row("calibrate-well-covered", &ranges.well_covered),
                row("calibrate-hardly-covered", &ranges.hardly_covered),
            ],
        }),
        Block::Line(texts.say("calibrate-ranges-note")),
    ]
}

fn contributions(found: &Calibration, rules: &LoadedRuleset, texts: &Texts) -> Table {
    let row = |contribution: &Contribution| {
        let kind = match contribution.of {
            ContributionOf::Factor => "factor",
            ContributionOf::Indicator => "indicator",
        };
        let auc = contribution.auc.map_or_else(|| "–".to_owned(), |auc| format!("{auc:+.3}"));
        vec![
            rules.texts.name(kind, &contribution.id),
            texts.say(&format!("calibrate-{kind}")),
            contribution.cases.to_string(),
            format!("{:+.4}", contribution.log_loss),
            format!("{:+.4}", contribution.brier),
            auc,
        ]
    };
    let right = ["calibrate-cases", "calibrate-by-log-loss", "calibrate-by-brier", "calibrate-by-auc"];
    let rows = found.contributions.iter().map(row).collect();
    Table { columns: columns(&["calibrate-what", "calibrate-kind"], &right, texts), rows }
}

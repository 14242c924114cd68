//! `karvon propagate`: the bare engine on raw likelihoods.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::console::{Console, Ending, Failure};
use super::number::half_width;
use crate::services::propagate::{self, Difference, Metric, Outcome, PropagateError, Request, Set};

/// So many changed values are named; the rest is counted.
const NAMED: usize = 20;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "FILE")]
    parties: PathBuf,
    #[arg(long, value_name = "FILE")]
    links: PathBuf,
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[arg(long, value_enum, default_value_t = MetricName::Reach)]
    metric: MetricName,
    #[arg(long, value_name = "ID")]
    subject: Option<String>,
    #[arg(long, value_name = "N", default_value = "16384")]
    worlds: NonZeroU32,
    #[arg(long, value_name = "X", value_parser = half_width)]
    half_width: Option<f64>,
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[arg(long, value_name = "CHANGE")]
    set: Vec<Set>,
}

/// The metrics, as they are written on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum MetricName {
    Reach,
    NoisyOr,
    WorstChain,
    Exposure,
}

impl MetricName {
    fn metric(self) -> Metric {
        match self {
            Self::Reach => Metric::Reach,
            Self::NoisyOr => Metric::NoisyOr,
            Self::WorstChain => Metric::WorstChain,
            Self::Exposure => Metric::Exposure,
        }
    }
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let request = Request {
        parties: arguments.parties.clone(),
        links: arguments.links.clone(),
        out: arguments.out.clone(),
        metric: arguments.metric.metric(),
        subject: arguments.subject.clone(),
        worlds: arguments.worlds,
        half_width: arguments.half_width,
        seed: arguments.seed,
        set: arguments.set.clone(),
    };
    let outcome = propagate::run(&request, &console.progress()).map_err(|error| failure(error, console))?;
    print(&request, &outcome, console);
    Ok(Ending::Done)
}

fn failure(error: PropagateError, console: &Console) -> Failure {
    match error {
        PropagateError::Faulty(faults) => {
            let mut lines: Vec<String> = faults.kept().iter().map(ToString::to_string).collect();
            if faults.more() > 0 {
                lines.push(console.texts.tell("more-faults", [("count", faults.more().into())]));
            }
            lines.push(console.texts.tell("propagate-nothing-written", [("count", faults.count().into())]));
            Failure::input(lines)
        }
        PropagateError::Unsettled(_) => Failure::input(vec![error.to_string()]),
        PropagateError::Missing(_)
        | PropagateError::NoParquet(_)
        | PropagateError::OverInput(_)
        | PropagateError::NoContributions
        | PropagateError::Unwritable(_) => Failure::usage(vec![error.to_string()]),
        PropagateError::Defect(_) => Failure::internal(error.to_string()),
    }
}

fn print(request: &Request, outcome: &Outcome, console: &Console) {
    let texts = &console.texts;
    for column in &outcome.text_columns {
        console.notice(&texts.tell("propagate-text-column", [("column", column.as_str().into())]));
    }
    for column in &outcome.other_columns {
        console.notice(&texts.tell("propagate-other-column", [("column", column.as_str().into())]));
    }
    console.line(&texts.tell(
        "propagate-done",
        [
            ("out", request.out.display().to_string().into()),
            ("parties", outcome.parties.into()),
            ("links", outcome.links.into()),
            ("channels", outcome.channels.len().into()),
        ],
    ));
    if let Some(worlds) = outcome.worlds {
        console.line(
            &texts.tell("propagate-worlds", [("worlds", worlds.into()), ("seed", request.seed.to_string().into())]),
        );
    }
    if let Some(difference) = &outcome.difference {
        tell(difference, outcome, console);
    }
    let Some(subject) = &request.subject else {
        return;
    };
    for (channel, sum) in &outcome.channels {
        let Some(sum) = sum else { continue };
        let sum = format!("{sum:.4}");
        let values = [("channel", channel.as_str().into()), ("subject", subject.as_str().into()), ("sum", sum.into())];
        console.line(&match request.metric {
            Metric::Exposure => texts.tell("propagate-exposed", values),
            Metric::Reach | Metric::NoisyOr | Metric::WorstChain => texts.tell("propagate-expected", values),
        });
    }
}

/// What the changes make different.
fn tell(difference: &Difference, outcome: &Outcome, console: &Console) {
    let texts = &console.texts;
    console.line(&texts.tell("propagate-changed", [("count", difference.values.len().into())]));
    for value in difference.values.iter().take(NAMED) {
        console.line(&texts.tell(
            "propagate-changed-value",
            [
                ("id", value.id.as_str().into()),
                ("channel", value.channel.as_str().into()),
                ("before", format!("{:.6}", value.before).into()),
                ("after", format!("{:.6}", value.after).into()),
                ("change", format!("{:+.6}", value.after - value.before).into()),
            ],
        ));
    }
    let more = difference.values.len().saturating_sub(NAMED);
    if more > 0 {
        console.line(&texts.tell("propagate-changed-more", [("count", more.into())]));
    }
    for ((channel, after), before) in outcome.channels.iter().zip(&difference.sums_before) {
        if let (Some(after), Some(before)) = (after, before) {
            console.line(&texts.tell(
                "propagate-changed-sum",
                [
                    ("channel", channel.as_str().into()),
                    ("before", format!("{before:.6}").into()),
                    ("after", format!("{after:.6}").into()),
                    ("change", format!("{:+.6}", after - before).into()),
                ],
            ));
        }
    }
}

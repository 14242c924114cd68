//! `karvon propagate`: the bare engine on raw likelihoods.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::console::{Console, Ending, Failure};
use super::number::half_width;
use crate::services::propagate::{self, Metric, Outcome, PropagateError, Request};

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

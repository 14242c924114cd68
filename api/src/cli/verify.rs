//! `karvon verify`: whether an assessment, a report, or an export of the audit log is what it says it is.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::Value;

use super::common::data_failure;
use super::console::{Console, Ending, Failure};
use super::opened::print_all;
use crate::audit::{self, Verified};
use crate::services::data;
use crate::services::place::place as place_in_words;
use crate::services::verify::{Examined, Same, VerifyError, examine};

/// Its arguments.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    #[arg(value_name = "FILE", required = true)]
    file: Option<PathBuf>,
    #[arg(value_name = "DATA")]
    data: Vec<PathBuf>,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Action {
    Log {
        #[arg(value_name = "EXPORT")]
        export: PathBuf,
        #[arg(long, value_name = "SEQ:HASH", value_parser = head)]
        head: Option<Head>,
        #[arg(long, value_name = "HEX")]
        public_key: Option<String>,
        #[arg(long)]
        json: bool,
    },
}

/// A head that is known from elsewhere, e.g. from a report.
#[derive(Clone, Debug)]
struct Head {
    seq: usize,
    hash: String,
}

fn head(text: &str) -> Result<Head, String> {
    let parts =
        text.split_once(':').and_then(|(seq, hash)| Some(Head { seq: seq.parse().ok()?, hash: hash.to_lowercase() }));
    parts
        .filter(|head| head.seq > 0 && head.hash.len() == 64)
        .ok_or_else(|| "write number and hash as `12:0a1b…`".to_owned())
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    match (&arguments.action, &arguments.file) {
        (Some(Action::Log { export, head, public_key, json }), _) => {
            log(export, head.as_ref(), public_key.as_deref(), *json, console)
        }
        (None, Some(file)) => assessment(file, arguments, console),
        // The parser asks for one of both.
        (None, None) => Err(Failure::usage(vec![console.texts.say("verify-nothing")])),
    }
}

fn log(
    export: &Path,
    head: Option<&Head>,
    public_key: Option<&str>,
    json: bool,
    console: &Console,
) -> Result<Ending, Failure> {
    let texts = &console.texts;
    let bytes = read(export)?;
    let text = String::from_utf8_lossy(&bytes);
    let verified =
        audit::verify(&text).map_err(|problems| Failure::input(problems.iter().map(ToString::to_string).collect()))?;
    let mut problems = Vec::new();
    if let Some(head) = head
        && head.seq.checked_sub(1).and_then(|at| verified.hashes.get(at)) != Some(&head.hash)
    {
        problems.push(texts.tell("verify-head", [("seq", head.seq.into())]));
    }
    let signed_by = verified.head.as_ref().map(|head| head.public_key.as_str());
    if let Some(wanted) = public_key
        && signed_by != Some(wanted)
    {
        problems.push(texts.say("verify-key"));
    }
    print_all(console, json, lines(&verified));
    if problems.is_empty() { Ok(Ending::Done) } else { Err(Failure::input(problems)) }
}

fn lines(verified: &Verified) -> Vec<(String, Value)> {
    let signature = if verified.head.is_some() { "valid" } else { "none" };
    let signed_by = verified.head.as_ref().map(|head| head.public_key.clone());
    let last = verified.hashes.last().cloned().unwrap_or_else(|| audit::FIRST.to_owned());
    named([
        ("entries", verified.hashes.len().into()),
        ("erased", verified.erased.into()),
        ("last_hash", last.into()),
        ("signature", signature.into()),
        ("public_key", signed_by.into()),
    ])
}

fn assessment(file: &Path, arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let bytes = read(file)?;
    let data = if arguments.data.is_empty() {
        Vec::new()
    } else {
        data::collect(&arguments.data).map_err(|errors| data_failure(&errors))?
    };
    let examined = examine(&bytes, &data, &|place: &karvon_intake::Place| place_in_words(place, &console.texts))
        .map_err(|error: VerifyError| Failure::input(vec![error.to_string()]))?;
    print_all(console, arguments.json, findings(&examined));
    Ok(if examined.holds() { Ending::Done } else { Ending::Findings })
}

fn findings(examined: &Examined) -> Vec<(String, Value)> {
    let word = |same: Same| Value::from(same.as_str());
    let engine = if examined.engine == Same::Same { Same::Same.as_str() } else { "engine_differs" };
    let mut lines = named([
        ("result_hash", examined.result_hash.clone().into()),
        ("hash", examined.is_whole.map(|is_whole| if is_whole { "valid" } else { "changed" }).into()),
        ("ruleset", word(examined.ruleset)),
        ("engine", engine.into()),
    ]);
    let compared = [("inputs", examined.inputs), ("result", examined.result), ("report", examined.report)];
    if let Some((head, is_genuine)) = &examined.log_head {
        lines.extend(named([
            ("log_head", format!("{}:{}", head.head.seq, head.head.hash).into()),
            ("log_signature", if *is_genuine { "valid" } else { "invalid" }.into()),
            ("log_public_key", head.public_key.clone().into()),
        ]));
    }
    lines.extend(compared.into_iter().filter_map(|(name, same)| Some((name.to_owned(), word(same?)))));
    lines
}

fn named<const N: usize>(values: [(&str, Value); N]) -> Vec<(String, Value)> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The bytes of a file; a missing path is a mistake of the command.
fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    if file.is_dir() {
        return Err(Failure::usage(vec![data::DataError::Missing(file.to_owned()).to_string()]));
    }
    let files = data::collect(&[file.to_owned()]).map_err(|errors| data_failure(&errors))?;
    files
        .into_iter()
        .next()
        .map(|file| file.bytes)
        .ok_or_else(|| data_failure(&[data::DataError::Missing(file.to_owned())]))
}

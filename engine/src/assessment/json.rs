//! Inputs and assessments as JSON bytes. Their long lists are written in parts side by side and put where the short form
//! has empty lists, which gives the same bytes as writing one after the other.

use rayon::prelude::*;
use serde::Serialize;
use serde_json::Result;

use super::result::Assessment;
use crate::inputs::Inputs;

/// Entries written by one thread at a time.
const PART: usize = 256;
/// Digits of a SHA-256.
const HASH: usize = 64;

/// Entries of a list, a comma between, in parts.
struct List {
    key: &'static str,
    parts: Vec<Vec<u8>>,
}

/// An assessment as the bytes of `assessment.json`.
///
/// # Errors
/// What `serde_json` says; values of an assessment can all be written.
pub fn to_json(assessment: &Assessment) -> Result<Vec<u8>> {
    let Assessment { parties, links, chains, register, registered_patterns, contradictions, .. } = assessment;
    let lists = vec![
        list("parties", parties)?,
        list("links", links)?,
        list("chains", chains)?,
        list("register", register)?,
        list("registered_patterns", registered_patterns)?,
        list("contradictions", contradictions)?,
    ];
    Ok(filled(&serde_json::to_vec(&without_long_lists(assessment))?, &lists))
}

/// Sets the hash of an assessment, SHA-256 over its JSON with that hash empty, and gives the JSON with the hash in it.
pub fn sealed(assessment: &mut Assessment) -> Vec<u8> {
    const KEY: &[u8] = b"\"result_hash\":\"";
    assessment.manifest.result_hash = "0".repeat(HASH);
    let mut bytes = to_json(assessment).unwrap_or_default();
    let start = find(&bytes, KEY).map_or(bytes.len(), |at| at + KEY.len());
    let (before, rest) = bytes.split_at_mut(start);
    let (hash, after) = rest.split_at_mut(HASH.min(rest.len()));
    let digits = crate::hex::sha256_of([&*before, &*after]);
    for (place, digit) in hash.iter_mut().zip(digits.bytes()) {
        *place = digit;
    }
    assessment.manifest.result_hash = digits;
    bytes
}

/// SHA-256 of an assessment as JSON, taken with its own `result_hash` empty.
pub fn result_hash(assessment: &Assessment) -> String {
    let mut bare = assessment.clone();
    sealed(&mut bare);
    bare.manifest.result_hash
}

/// Inputs as JSON.
pub(super) fn inputs_to_json(inputs: &Inputs) -> Result<Vec<u8>> {
    // Published tables are no part of a user's files; the manifest names them.
    let Inputs { parties, links, evidence, cohorts, rates, merges, statements, watchlist, published: _ } = inputs;
    let lists = vec![list("parties", parties)?, list("links", links)?, list("evidence", evidence)?];
    let short = Inputs {
        cohorts: cohorts.clone(),
        rates: rates.clone(),
        merges: merges.clone(),
        statements: statements.clone(),
        watchlist: watchlist.clone(),
        ..Inputs::default()
    };
    Ok(filled(&serde_json::to_vec(&short)?, &lists))
}

fn list<T: Serialize + Sync>(key: &'static str, entries: &[T]) -> Result<List> {
    // Each thread writes into room that it keeps, which costs less than new room that grows with every part.
    let part = |room: &mut Vec<u8>, entries: &[T]| -> Result<Vec<u8>> {
        room.clear();
        serde_json::to_writer(&mut *room, entries)?;
        // Without its brackets.
        Ok(room.get(1..room.len() - 1).unwrap_or_default().to_vec())
    };
    let parts: Result<Vec<Vec<u8>>> = entries.par_chunks(PART).map_init(Vec::new, part).collect();
    Ok(List { key, parts: parts? })
}

/// Puts lists, in the order in which they occur, where `short` has empty ones.
///
/// A quotation mark within a text is written with a backslash, so that a key in quotation marks is a key.
fn filled(short: &[u8], lists: &[List]) -> Vec<u8> {
    let long: usize = lists.iter().flat_map(|list| &list.parts).map(|part| part.len() + 1).sum();
    let mut bytes = Vec::with_capacity(short.len() + long);
    let mut rest = short;
    for list in lists {
        let empty = format!("\"{}\":[]", list.key);
        let Some(at) = find(rest, empty.as_bytes()) else { continue };
        let (before, after) = rest.split_at(at + empty.len() - 1);
        bytes.extend_from_slice(before);
        for (number, part) in list.parts.iter().enumerate() {
            if number > 0 {
                bytes.push(b',');
            }
            bytes.extend_from_slice(part);
        }
        rest = after;
    }
    bytes.extend_from_slice(rest);
    bytes
}

fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    bytes.windows(sought.len()).position(|window| window == sought)
}

fn without_long_lists(assessment: &Assessment) -> Assessment {
    Assessment {
        schema_version: assessment.schema_version,
        manifest: assessment.manifest.clone(),
        summary: assessment.summary.clone(),
        parties: Vec::new(),
        look_here_first: assessment.look_here_first.clone(),
        links: Vec::new(),
        chains: Vec::new(),
        splits: assessment.splits.clone(),
        choke_points: assessment.choke_points.clone(),
        register: Vec::new(),
        registered_patterns: Vec::new(),
        contradictions: Vec::new(),
        screening: assessment.screening.clone(),
        questions: assessment.questions.clone(),
        proof: assessment.proof.clone(),
        exits: assessment.exits.clone(),
        plan: assessment.plan.clone(),
        clean_samples: assessment.clean_samples.clone(),
        recruitment: assessment.recruitment.clone(),
        undisclosed: assessment.undisclosed.clone(),
        requirements: assessment.requirements.clone(),
        interviews: assessment.interviews.clone(),
        unknowns: assessment.unknowns.clone(),
        network_findings: assessment.network_findings.clone(),
        evidence_notices: assessment.evidence_notices.clone(),
        worked: assessment.worked.clone(),
    }
}

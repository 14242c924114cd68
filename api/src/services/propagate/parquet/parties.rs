//! The parties of a bare network from a Parquet file.

use std::ops::ControlFlow;
use std::path::Path;

use super::super::fault::{Faults, Problem};
use super::super::parties::{HEADER, Parties};
use super::FIRST_ROW;
use super::table::{Kind, Table};
use crate::services::progress::{Progress, Stage};

/// Reads the file of parties; what is wrong with it goes into `faults`.
pub(in super::super) fn parties(path: &Path, progress: &dyn Progress, faults: &mut Faults) -> Option<Parties> {
    let mut table = Table::open(path, Stage::ReadParties, progress, faults)?;
    let id_at = table.id_column("id", HEADER, faults)?;
    let file = table.file.clone();
    let mut parties = Parties::default();
    parties.first_row = FIRST_ROW;
    if table.rows == 0 {
        faults.add(&file, None, Problem::NoRows);
        return Some(parties);
    }
    // What is wrong in one row stands together, as in a file that is read row by row.
    let mut found: Vec<(usize, Problem)> = Vec::new();
    table.visit(id_at, faults, |row, cell| {
        if let Err(problem) = cell.id("id", |id| parties.push(id)) {
            parties.push("");
            found.push((row, problem));
        }
        ControlFlow::Continue(())
    })?;
    let mut channels = Vec::new();
    for (place, (name, kind)) in table.columns.clone().into_iter().enumerate().filter(|(place, _)| *place != id_at) {
        let is_likelihood = match kind {
            Kind::Other => false,
            Kind::Whole { .. } | Kind::Real | Kind::Decimal { .. } => true,
            Kind::Text => table.begins_with_number(place, faults).unwrap_or(false),
        };
        if is_likelihood {
            parties.channels.push(name);
            channels.push(place);
        } else {
            parties.text_columns.push(name);
        }
    }
    if channels.is_empty() {
        faults.add(&file, None, Problem::NoChannel);
    }
    parties.own = vec![f64::NAN; table.rows * channels.len()];
    for (channel, &place) in channels.iter().enumerate() {
        let name = parties.channels.get(channel).cloned().unwrap_or_default();
        let mut slots = parties.own.iter_mut().skip(channel).step_by(channels.len());
        table.visit(place, faults, |row, cell| {
            match (cell.probability(&name), slots.next()) {
                (Ok(value), Some(slot)) => *slot = value,
                (Ok(_), None) => {}
                (Err(problem), _) => found.push((row, problem)),
            }
            ControlFlow::Continue(())
        })?;
    }
    found.sort_by_key(|(row, _)| *row);
    for (row, problem) in found {
        faults.add(&file, Some(row as u64 + FIRST_ROW), problem);
    }
    Some(parties)
}

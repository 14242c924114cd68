//! The links of a bare network from a Parquet file.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use super::super::fault::{Faults, Problem, shown};
use super::super::links::{HEADER, Link, Links};
use super::super::parties::Index;
use super::FIRST_ROW;
use super::table::Table;
use crate::services::progress::{Progress, Stage};

/// Stands where a cell could not be used, until the row is left out.
const UNUSABLE: u32 = u32::MAX;

/// Reads the file of links; what is wrong with it goes into `faults`.
pub(in super::super) fn links(
    path: &Path,
    parties: &Index<'_>,
    progress: &dyn Progress,
    faults: &mut Faults,
) -> Option<Links> {
    let mut table = Table::open(path, Stage::ReadLinks, progress, faults)?;
    let ends = ["supplier", "buyer"].map(|name| (name, table.id_column(name, HEADER, faults)));
    let weight_at = table.column("weight", HEADER, faults);
    let ([(_, Some(supplier_at)), (_, Some(buyer_at))], Some(weight_at)) = (ends, weight_at) else {
        return None;
    };
    // What is wrong in one row stands together, as in a file that is read row by row.
    let mut found: Vec<(usize, Problem)> = Vec::new();
    let mut links = vec![Link { supplier: UNUSABLE, buyer: UNUSABLE, weight: f64::NAN }; table.rows];
    for (column, place) in [("supplier", supplier_at), ("buyer", buyer_at)] {
        let mut slots = links.iter_mut();
        table.visit(place, faults, |row, cell| {
            let party = cell.id(column, |id| {
                let unknown = || Problem::UnknownParty { column, id: shown(id.as_bytes()) };
                parties.get(id).copied().ok_or_else(unknown)
            });
            match (party.and_then(|party| party), slots.next()) {
                (Ok(party), Some(link)) => match column {
                    "supplier" => link.supplier = party,
                    _ => link.buyer = party,
                },
                (Ok(_), None) => {}
                (Err(problem), _) => found.push((row, problem)),
            }
            ControlFlow::Continue(())
        })?;
    }
    let mut slots = links.iter_mut();
    table.visit(weight_at, faults, |row, cell| {
        match (cell.probability("weight"), slots.next()) {
            (Ok(weight), Some(link)) => link.weight = weight,
            (Ok(_), None) => {}
            (Err(problem), _) => found.push((row, problem)),
        }
        ControlFlow::Continue(())
    })?;
    let to_itself = |link: &Link| link.supplier == link.buyer && link.supplier != UNUSABLE;
    if links.iter().any(to_itself) {
        let ids: BTreeMap<u32, &str> = parties.iter().map(|(id, party)| (*party, *id)).collect();
        for (row, link) in links.iter().enumerate().filter(|(_, link)| to_itself(link)) {
            let id = ids.get(&link.supplier).copied().unwrap_or_default();
            found.push((row, Problem::SelfLink(shown(id.as_bytes()))));
        }
    }
    found.sort_by_key(|(row, _)| *row);
    for (row, problem) in found {
        faults.add(&table.file, Some(row as u64 + FIRST_ROW), problem);
    }
    links.retain(|link| {
        link.supplier != UNUSABLE && link.buyer != UNUSABLE && link.supplier != link.buyer && !link.weight.is_nan()
    });
    let read = [supplier_at, buyer_at, weight_at];
    let other = table.columns.iter().enumerate().filter(|(place, _)| !read.contains(place));
    Some(Links { links, other_columns: other.map(|(_, (name, _))| name.clone()).collect() })
}

//! A newer version of a table from a CSV file: read, checked, compared with what is at hand.
//!
//! Nothing is written here. What comes out is the file as it would be kept and what it changes; whoever asked decides. Every
//! problem of the file is collected, each with its line.

mod parse;
mod rows;

use chrono::NaiveDate;
use thiserror::Error;

use super::Tables;
use super::describe::Completeness;
use super::table::TableError;
use crate::files::Memory;
use rows::Sheet;

/// Tables that can be imported, with the columns that tell their rows apart.
const KEYS: [(&str, &[&str]); 8] = [
    ("cbp_orders", &["name", "action", "ordered_on"]),
    ("dol_goods", &["alpha3", "good"]),
    ("dol_goods_hs", &["good", "hs_prefix"]),
    ("ilo_ratifications", &["alpha3", "convention"]),
    ("tip_tiers", &["alpha3"]),
    ("uflpa_entities", &["name"]),
    ("uflpa_list_history", &["effective_on"]),
    ("uflpa_priority_sectors", &["sector", "hs_prefix"]),
];

/// What a file does not say of itself.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    /// Name of the file, for rows without a source.
    pub file: &'a str,
    /// The day that the list speaks of; `None` where a column says.
    pub as_of: Option<NaiveDate>,
    /// Edition in words; `None` where a column says.
    pub edition: Option<&'a str>,
    /// Whether it holds all that its source lists.
    pub completeness: Completeness,
    /// Today: nothing speaks of a later day.
    pub today: NaiveDate,
}

/// A version ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The table.
    pub table: String,
    /// The day that it speaks of.
    pub as_of: NaiveDate,
    /// Edition in words.
    pub edition: String,
    /// Whether it holds all that its source lists.
    pub completeness: Completeness,
    /// The file as it would be kept: the columns of the table, in their order.
    pub bytes: Vec<u8>,
    /// Columns of the file that the table does not have; they are not kept.
    pub ignored: Vec<String>,
    /// What it changes.
    pub diff: Diff,
}

/// What a version changes, by the keys of the rows, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Sheet that are new.
    pub added: Vec<String>,
    /// Sheet that are gone.
    pub removed: Vec<String>,
    /// Sheet that say something else than before, each with the columns that differ.
    pub changed: Vec<(String, Vec<String>)>,
    /// Sheet that say the same.
    pub unchanged: usize,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// There is no such table, or none that can be renewed.
    #[error("`{0}` is no list that can be imported; there are {known}", known = known())]
    Table(String),
    /// A column that the table needs is not there.
    #[error("line 1: column `{column}` is missing; the list has the columns {columns}")]
    Column {
        /// The column.
        column: String,
        /// All columns of the table.
        columns: String,
    },
    /// A row is not as it should be.
    #[error("line {line}: {reason}")]
    Row {
        /// Line, from 1.
        line: u64,
        /// What is wrong, and what would be right.
        reason: String,
    },
    /// No row.
    #[error("the file holds no rows; an empty list would clear everybody, which no list says")]
    Empty,
    /// Nothing says which day the list speaks of.
    #[error("no row says which day the list speaks of; name it with --as-of, or fill the column `as_of`")]
    NoDay,
    /// It is older than what is at hand.
    #[error("the file speaks of {file}, and the list at hand of {at_hand}, which is later; nothing was imported")]
    Older {
        /// Day of the file.
        file: NaiveDate,
        /// Day of the list at hand.
        at_hand: NaiveDate,
    },
    /// The table at hand cannot be read.
    #[error(transparent)]
    AtHand(#[from] TableError),
}

fn known() -> String {
    KEYS.iter().map(|(table, _)| format!("`{table}`")).collect::<Vec<_>>().join(", ")
}

/// The tables that can be imported.
pub fn importable() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(table, _)| *table)
}

/// Which table a file is, by its name: `uflpa_entities.csv`, `uflpa_entities-2026-10.csv`.
pub fn table_by_name(file_stem: &str) -> Option<&'static str> {
    let plain = file_stem.to_lowercase().replace(['-', ' ', '.'], "_");
    importable().filter(|table| plain.starts_with(table)).max_by_key(|table| table.len())
}

/// Reads a file as a newer version of a table, checks it and compares it with the table at hand.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(tables: &Tables, table: &str, bytes: &[u8], said: &Statement<'_>) -> Result<Import, Vec<ImportError>> {
    let Some((_, key)) = KEYS.iter().find(|(known, _)| *known == table) else {
        return Err(vec![ImportError::Table(table.to_owned())]);
    };
    let at_hand = Sheet::of(tables, table).map_err(|error| vec![ImportError::AtHand(error)])?;
    let (rows, ignored) = parse::parse(bytes, &at_hand.columns, tables, said)?;
    let as_of = parse::day(&rows, &at_hand.columns, said).ok_or_else(|| vec![ImportError::NoDay])?;
    if let Some(known) = at_hand.as_of.filter(|known| *known > as_of) {
        return Err(vec![ImportError::Older { file: as_of, at_hand: known }]);
    }
    let mut edition = said.edition.map(str::to_owned);
    let mut finished = Vec::with_capacity(rows.len());
    for row in rows {
        finished.push(parse::filled(row, &at_hand.columns, as_of, said));
    }
    if edition.is_none() {
        let at = at_hand.columns.iter().position(|column| column == "edition");
        edition = finished.first().and_then(|(_, row)| row.get(at?)).filter(|edition| !edition.is_empty()).cloned();
    }
    let edition = edition.unwrap_or_else(|| format!("list as of {as_of}"));
    let made = Sheet { columns: at_hand.columns.clone(), as_of: Some(as_of), rows: finished };
    let mut problems = made.repeated(key);
    let bytes = made.write(&edition).map_err(|reason| vec![ImportError::Row { line: 1, reason }])?;
    problems.extend(refused(table, &bytes, &made));
    if !problems.is_empty() {
        return Err(problems);
    }
    let diff = made.compared(&at_hand, key);
    Ok(Import { table: table.to_owned(), as_of, edition, completeness: said.completeness, bytes, ignored, diff })
}

/// What the program itself would say of the file as a table.
fn refused(table: &str, bytes: &[u8], made: &Sheet) -> Option<ImportError> {
    let alone = Tables::new(Memory([(format!("reference/{table}.csv"), bytes.to_vec())].into()));
    let read = match table {
        "dol_goods" => alone.dol_goods().map(drop),
        "dol_goods_hs" => alone.dol_goods_hs().map(drop),
        "ilo_ratifications" => alone.ilo_ratifications().map(drop),
        "tip_tiers" => alone.tip_tiers().map(drop),
        "uflpa_list_history" => alone.uflpa_list_history().map(drop),
        "uflpa_priority_sectors" => alone.uflpa_priority_sectors().map(drop),
        _ => alone.names(table).map_or(Ok(()), |names| names.map(drop)),
    };
    let Err(error) = read else { return None };
    Some(match error {
        TableError::Row { line, ref reason, .. } => {
            // The line of the file, not that of the table made of it.
            let at = usize::try_from(line.saturating_sub(2)).unwrap_or_default();
            ImportError::Row { line: made.rows.get(at).map_or(line, |(line, _)| *line), reason: reason.clone() }
        }
        TableError::Missing(_) | TableError::File { .. } | TableError::Undescribed(_) => ImportError::AtHand(error),
    })
}

#[cfg(test)]
mod tests {
    use super::super::NAME_TABLES;
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-24".parse().unwrap()
    }

    fn said() -> Statement<'static> {
        let completeness = Completeness::Incomplete;
        Statement { file: "new.csv", as_of: "2026-11-01".parse().ok(), edition: None, completeness, today: today() }
    }

    fn import(table: &str, text: &str) -> Result<Import, Vec<String>> {
        read(Tables::embedded(), table, text.as_bytes(), &said())
            .map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_importable_table_is_shipped_and_every_list_of_names_is_importable() {
        let tables = Tables::embedded();
        assert!(importable().all(|table| tables.describe_one(table).is_ok()));
        assert!(NAME_TABLES.iter().all(|table| importable().any(|known| known == *table)));
    }

    #[test]
    fn a_table_as_it_is_shipped_changes_nothing() {
        for table in importable() {
            let bytes = Tables::embedded().bytes(table).unwrap();
            // Some tables are of the very day of these tests.
            let said = Statement { as_of: Some(today()), ..said() };
            let made = read(Tables::embedded(), table, &bytes, &said).unwrap();
            let Diff { added, removed, changed, unchanged } = &made.diff;
            assert_eq!((added.len(), removed.len(), changed.len()), (0, 0, 0), "{table}");
            assert!(*unchanged > 0 && made.ignored.is_empty());
        }
    }

    #[test]
    fn what_is_added_removed_and_changed_is_told_by_name() {
        let tiers = "alpha3,tier\nAFG,tier_2\nAGO,tier_2\nXKX,tier_1\n";
        let made = import("tip_tiers", tiers).unwrap();
        assert!(made.diff.changed.contains(&("AFG".to_owned(), vec!["tier".to_owned()])));
        assert!(made.diff.unchanged >= 1);
        let known = Tables::embedded().tip_tiers().unwrap().rows.len();
        let has_kosovo = Tables::embedded().tip_tier("XKX").is_some();
        assert_eq!(made.diff.added.len(), usize::from(!has_kosovo));
        assert_eq!(made.diff.removed.len(), known - 2 - usize::from(has_kosovo));
    }

    #[test]
    fn headers_are_read_in_other_spellings_and_what_is_left_over_is_named() {
        let text = "\u{feff}Name;Country;Effective date;Shoe size\nInvented Spinning Co.;China;2026-10-01;44\n";
        let made = import("uflpa_entities", text).unwrap();
        assert_eq!(made.ignored, ["shoe_size"]);
        assert_eq!(made.diff.added, ["Invented Spinning Co."]);
        assert_eq!((made.as_of.to_string().as_str(), made.edition.as_str()), ("2026-11-01", "list as of 2026-11-01"));
        let kept = String::from_utf8(made.bytes).unwrap();
        assert!(
            kept.contains("Invented Spinning Co.,,CHN,,,2026-10-01,new.csv,list as of 2026-11-01,2026-11-01,imported")
        );
    }

    #[test]
    fn every_problem_is_told_with_its_line() {
        let text = "name,country,listed_on\nA,Atlantis,2026-10-01\n,CHN,2026-10-01\nB,CHN,May 2026\n";
        let problems = import("uflpa_entities", text).unwrap_err();
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].starts_with("line 2: `Atlantis` is no country"));
        assert!(problems[1].starts_with("line 3: column `name` is empty"));
        assert!(problems[2].starts_with("line 4: `May 2026` is no date"));
    }

    #[test]
    fn a_name_that_stands_twice_is_refused() {
        let problems = import("uflpa_entities", "name\nA\nB\nA\n").unwrap_err();
        assert_eq!(problems, ["line 4: `A` stands in line 2 already; keep one of the two"]);
    }

    #[test]
    fn a_value_that_the_table_does_not_know_is_refused_with_its_line() {
        let problems = import("ilo_ratifications", "alpha3,convention,status\nUZB,C029,maybe\n").unwrap_err();
        assert!(problems[0].starts_with("line 2: "), "{problems:?}");
    }

    #[test]
    fn an_empty_list_is_refused_since_it_would_clear_everybody() {
        assert!(import("uflpa_entities", "name,country\n").unwrap_err()[0].contains("holds no rows"));
        assert!(import("uflpa_entities", "country\nCHN\n").unwrap_err()[0].contains("column `name` is missing"));
    }

    #[test]
    fn a_list_without_a_day_or_of_an_earlier_day_is_refused() {
        let without = Statement { as_of: None, ..said() };
        let error = read(Tables::embedded(), "tip_tiers", b"alpha3,tier\nAFG,tier_2\n", &without).unwrap_err();
        assert_eq!(error, [ImportError::NoDay]);
        let earlier = Statement { as_of: "2020-01-01".parse().ok(), ..said() };
        let error = read(Tables::embedded(), "tip_tiers", b"alpha3,tier\nAFG,tier_2\n", &earlier).unwrap_err();
        assert!(matches!(error.as_slice(), [ImportError::Older { .. }]));
    }

    #[test]
    fn a_file_is_known_by_its_name() {
        assert_eq!(table_by_name("UFLPA Entities 2026-10"), Some("uflpa_entities"));
        assert_eq!(table_by_name("dol_goods_hs"), Some("dol_goods_hs"));
        assert_eq!(table_by_name("suppliers"), None);
    }
}

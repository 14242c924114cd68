//! The parties of a bare network: `id` and any number of columns of likelihoods.
//!
//! A column whose first value is no number is text and not read. Ids are kept in one long text, so that millions of them cost
//! little more than their letters.

use std::collections::HashMap;
use std::path::Path;

use foldhash::fast::RandomState;

use super::fault::{Faults, Problem};
use super::sheet::{Sheet, cell, number, probability};
use crate::services::progress::{Progress, Stage};

pub(super) const HEADER: &str = "`id` and one column for each channel";

/// Where each id stands among the parties.
pub(super) type Index<'a> = HashMap<&'a str, u32, RandomState>;

/// The parties of a file, in its order.
#[derive(Debug)]
pub(super) struct Parties {
    ids: Ids,
    /// The number of the first row, as its file counts.
    pub(super) first_row: u64,
    /// Names of the columns of likelihoods.
    pub(super) channels: Vec<String>,
    /// Likelihoods, party-major.
    pub(super) own: Vec<f64>,
    /// Names of the columns that hold text.
    pub(super) text_columns: Vec<String>,
}

impl Default for Parties {
    /// None, in a file whose first row is the header.
    fn default() -> Self {
        let (channels, own, text_columns) = (Vec::new(), Vec::new(), Vec::new());
        Self { ids: Ids::default(), first_row: 2, channels, own, text_columns }
    }
}

impl Parties {
    /// Adds a party.
    pub(super) fn push(&mut self, id: &str) {
        self.ids.push(id);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ids.ends.len()
    }

    /// The id of one.
    pub(super) fn id(&self, party: usize) -> &str {
        self.ids.get(party)
    }

    /// Ids, in the order of the file.
    pub(super) fn ids(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|party| self.ids.get(party))
    }

    /// Where each id stands; an id that comes again is a fault.
    pub(super) fn index(&self, file: &str, faults: &mut Faults) -> Index<'_> {
        let mut index = Index::with_capacity_and_hasher(self.len(), RandomState::default());
        for (party, id) in (0_u32..).zip(self.ids()).filter(|(_, id)| !id.is_empty()) {
            if let Some(first) = index.insert(id, party) {
                let row = |party: u32| u64::from(party) + self.first_row;
                faults.add(file, Some(row(party)), Problem::RepeatedParty { id: id.to_owned(), first: row(first) });
                index.insert(id, first);
            }
        }
        index
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Id,
    Likelihood,
    /// Nothing so far: the first value decides.
    Empty,
    /// Text that came after empty cells, whose places in the matrix are taken out at the end.
    LateText,
    Text,
}

impl Column {
    /// Whether its cells have a place in the matrix while the file is read.
    fn has_place(self) -> bool {
        matches!(self, Self::Likelihood | Self::Empty | Self::LateText)
    }
}

/// Reads the file of parties; what is wrong with it goes into `faults`.
pub(super) fn read(path: &Path, progress: &dyn Progress, faults: &mut Faults) -> Option<Parties> {
    let mut sheet = Sheet::open(path, Stage::ReadParties, HEADER, progress, faults)?;
    let id_at = sheet.column("id", HEADER, faults)?;
    let (file, header) = (sheet.file.clone(), sheet.header.clone());
    let mut parties = Parties::default();
    let mut columns = Vec::new();
    loop {
        // Room that is made at once is not copied when it has become too small.
        if let Some(rows) = sheet.to_come() {
            parties.own.reserve(rows.saturating_mul(header.len()));
        }
        let Some((row, record)) = sheet.next(faults) else { break };
        if columns.is_empty() {
            columns = (0..header.len())
                .map(|place| if place == id_at { Column::Id } else { first(cell(record, place)) })
                .collect();
        }
        if record.len() != header.len() {
            faults.add(&file, Some(row), Problem::Cells { found: record.len(), expected: header.len() });
        }
        for ((place, column), name) in columns.iter_mut().enumerate().zip(&header) {
            let cell = cell(record, place);
            if *column == Column::Id {
                parties.ids.push(id(cell).unwrap_or_else(|problem| {
                    faults.add(&file, Some(row), problem);
                    ""
                }));
                continue;
            }
            if *column == Column::Empty && !cell.is_empty() {
                *column = settle(cell);
                if *column == Column::Likelihood {
                    let empty = Problem::NoNumber { column: name.clone(), value: String::new() };
                    (2..row).for_each(|row| faults.add(&file, Some(row), empty.clone()));
                }
            }
            if *column == Column::Likelihood {
                parties.own.push(probability(cell, name).unwrap_or_else(|problem| {
                    // A short row is one fault already.
                    if place < record.len() {
                        faults.add(&file, Some(row), problem);
                    }
                    f64::NAN
                }));
            } else if column.has_place() {
                parties.own.push(f64::NAN);
            }
        }
    }
    if parties.len() == 0 {
        faults.add(&file, None, Problem::NoRows);
        return Some(parties);
    }
    keep_likelihoods(&mut parties.own, &columns);
    for (column, name) in columns.iter().zip(&header) {
        match column {
            Column::Id => {}
            Column::Likelihood => parties.channels.push(name.clone()),
            Column::Empty | Column::LateText | Column::Text => parties.text_columns.push(name.clone()),
        }
    }
    if parties.channels.is_empty() {
        faults.add(&file, None, Problem::NoChannel);
    }
    Some(parties)
}

fn id(cell: &[u8]) -> Result<&str, Problem> {
    match std::str::from_utf8(cell) {
        Ok("") => Err(Problem::NoId("id")),
        Ok(id) => Ok(id),
        Err(_) => Err(Problem::NotText("id".to_owned())),
    }
}

/// What the first row says of a column.
fn first(cell: &[u8]) -> Column {
    if cell.is_empty() {
        Column::Empty
    } else if number(cell).is_some() {
        Column::Likelihood
    } else {
        Column::Text
    }
}

/// What the first value says of a column that began with empty cells.
fn settle(cell: &[u8]) -> Column {
    if number(cell).is_some() { Column::Likelihood } else { Column::LateText }
}

/// Takes the places of columns without likelihoods out of the matrix.
fn keep_likelihoods(own: &mut Vec<f64>, columns: &[Column]) {
    let keep: Vec<bool> =
        columns.iter().filter(|column| column.has_place()).map(|column| *column == Column::Likelihood).collect();
    if keep.iter().any(|keep| !keep) {
        let mut places = keep.iter().cycle();
        own.retain(|_| places.next().copied().unwrap_or_default());
    }
}

/// Many short texts end to end.
#[derive(Debug, Default)]
struct Ids {
    text: String,
    ends: Vec<usize>,
}

impl Ids {
    fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    fn get(&self, place: usize) -> &str {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::progress::Silent;

    fn parsed(text: &str) -> (Parties, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.csv");
        std::fs::write(&path, text).unwrap();
        let mut faults = Faults::default();
        let parties = read(&path, &Silent, &mut faults).unwrap_or_default();
        let file = path.display().to_string();
        parties.index(&file, &mut faults);
        let told = faults.kept().iter().map(|fault| fault.to_string().replace(&file, "p.csv")).collect();
        (parties, told)
    }

    #[test]
    fn any_number_of_channels_is_read_and_text_is_left_aside() {
        let (parties, faults) = parsed("\u{feff}name,id,a,b\nMill,M,0.1,1\nGin, G ,0,1e-3\n");
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(parties.ids().collect::<Vec<_>>(), ["M", "G"]);
        assert_eq!((parties.channels, parties.own), (vec!["a".to_owned(), "b".to_owned()], vec![0.1, 1.0, 0.0, 1e-3]));
        assert_eq!(parties.text_columns, ["name"]);
    }

    #[test]
    fn a_column_that_begins_empty_is_judged_by_its_first_value() {
        let (parties, faults) = parsed("id,note,a,b\nx,,0.5,\ny,late,0.25,0.5\n");
        assert_eq!(parties.text_columns, ["note"]);
        assert_eq!(parties.channels, ["a", "b"]);
        assert_eq!(
            faults,
            ["`p.csv`, row 2: `` in column `b` is no number; it must be a number from 0 to 1, with a decimal point"]
        );
        assert_eq!(parties.own.len(), 4);
    }

    #[test]
    fn all_faults_are_told_at_once_with_their_rows() {
        let (_, faults) = parsed("id,p\na,0.5\na,0.5\n,0.5\nb,NaN\nc,2\nd\n");
        let rows: Vec<&str> =
            faults.iter().filter_map(|fault| fault.strip_prefix("`p.csv`, row ")?.split(':').next()).collect();
        assert_eq!(rows, ["4", "5", "6", "7", "3"]);
    }

    #[test]
    fn a_file_without_numbers_or_rows_is_refused() {
        assert_eq!(parsed("id,p\na,high\n").1.len(), 1);
        assert_eq!(parsed("id,p\n").1.len(), 1);
        assert_eq!(parsed("").1.len(), 1);
        assert_eq!(parsed("supplier,p\na,1\n").1.len(), 1);
    }
}

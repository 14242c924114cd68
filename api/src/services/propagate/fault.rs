//! What can be wrong with the files of a bare network, and all of it at once.

use karvon_engine::propagation::InputProblem;
use thiserror::Error;

/// So many faults are kept and shown; of the rest only the number is.
const KEPT: usize = 1_000;

/// One fault, with its place.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{}{problem}", place(file, *row))]
pub struct Fault {
    /// The file, as the caller named it; empty where both files together are meant.
    pub file: String,
    /// The row as the user sees it: from 1, with the header counted.
    pub row: Option<u64>,
    /// What is wrong.
    pub problem: Problem,
}

fn place(file: &str, row: Option<u64>) -> String {
    match row {
        Some(row) => format!("`{file}`, row {row}: "),
        None if file.is_empty() => String::new(),
        None => format!("`{file}`: "),
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Problem {
    /// The system refuses to give the file.
    #[error("cannot be read: {0}; check that it is a file and may be read")]
    Unreadable(String),
    /// Nothing in it.
    #[error("is empty; it needs a header row {0}")]
    Empty(&'static str),
    /// A header and no row.
    #[error("has a header and no rows; at least one party is needed")]
    NoRows,
    /// A column that must be there.
    #[error("has no column `{column}`; the header must be {header}, with commas between")]
    NoColumn {
        /// The column.
        column: &'static str,
        /// The header as it should be.
        header: &'static str,
    },
    /// Two columns of one name.
    #[error("column `{0}` stands there twice; each name must be unique")]
    RepeatedColumn(String),
    /// A header cell without a name.
    #[error("column {0} has no name; give it one")]
    UnnamedColumn(usize),
    /// No column of numbers.
    #[error("has no column of likelihoods; beside `id` at least one column must hold numbers from 0 to 1")]
    NoChannel,
    /// A row of another length than the header.
    #[error("has {found} cells where the header has {expected}; put quotation marks around cells that hold commas")]
    Cells {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// Bytes that are no text.
    #[error("column `{0}` is not UTF-8; save the file as UTF-8")]
    NotText(String),
    /// A column of ids that holds something else.
    #[error("column `{0}` holds neither text nor whole numbers; ids must be one or the other")]
    IdsOfOtherType(&'static str),
    /// An empty id.
    #[error("column `{0}` is empty; every row needs it")]
    NoId(&'static str),
    /// An id that stood there before.
    #[error("party `{id}` stands there again, first in row {first}; each id must be unique")]
    RepeatedParty {
        /// The id.
        id: String,
        /// Where it stood first.
        first: u64,
    },
    /// A value that is no number.
    #[error("`{value}` in column `{column}` is no number; it must be a number from 0 to 1, with a decimal point")]
    NoNumber {
        /// The column.
        column: String,
        /// The value, shortened.
        value: String,
    },
    /// A number that is no probability.
    #[error("{value} in column `{column}` lies outside 0 to 1")]
    OutOfRange {
        /// The column.
        column: String,
        /// The value as written.
        value: String,
    },
    /// A link end that is no party.
    #[error("{column} `{id}` is no party; add it to the parties or correct the id")]
    UnknownParty {
        /// `supplier` or `buyer`.
        column: &'static str,
        /// The id, shortened.
        id: String,
    },
    /// A link from a party to itself.
    #[error("the link leads from `{0}` to itself; remove it, a party needs no link to carry its own risk")]
    SelfLink(String),
    /// Shares of one buyer's input that are more than the whole.
    #[error(
        "the shares of the suppliers of `{buyer}` add up to {sum}; they are parts of its input and may add up to 1 at most"
    )]
    SharesAboveOne {
        /// The buyer.
        buyer: String,
        /// Their sum.
        sum: f64,
    },
    /// The subject is no party.
    #[error("subject `{0}` is no party of the file; give one of its ids")]
    UnknownSubject(String),
    /// A change of something that is not there.
    #[error(
        "`{0}` names no party with a channel and no two parties; write `id:channel=value` or `supplier>buyer=weight`"
    )]
    UnknownTarget(String),
    /// A change that can be read in several ways.
    #[error("`{0}` can be read in several ways; rename a party so that there is one")]
    AmbiguousTarget(String),
    /// A change of a link that is not there.
    #[error("there is no link `{0}`; only links of the file can be changed")]
    NoSuchLink(String),
    /// Something that only the engine sees.
    #[error(transparent)]
    Network(InputProblem),
}

/// Faults as they are found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    kept: Vec<Fault>,
    more: usize,
}

impl Faults {
    /// Adds one.
    pub(super) fn add(&mut self, file: &str, row: Option<u64>, problem: Problem) {
        if self.kept.len() < KEPT {
            self.kept.push(Fault { file: file.to_owned(), row, problem });
        } else {
            self.more += 1;
        }
    }

    /// Nothing was found.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The first thousand, in the order of the files.
    pub fn kept(&self) -> &[Fault] {
        &self.kept
    }

    /// How many more there are.
    pub fn more(&self) -> usize {
        self.more
    }

    /// How many there are in all.
    pub fn count(&self) -> usize {
        self.kept.len() + self.more
    }
}

/// A cell fit to be shown: one line, no longer than forty characters.
pub(super) fn shown(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    let mut characters = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut shown: String = characters.by_ref().take(40).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_its_place_first() {
        let at = |file: &str, row| Fault { file: file.to_owned(), row, problem: Problem::NoChannel }.to_string();
        assert!(at("p.csv", Some(3)).starts_with("`p.csv`, row 3: has no column"));
        assert!(at("p.csv", None).starts_with("`p.csv`: has no column"));
        assert!(at("", None).starts_with("has no column"));
    }

    #[test]
    fn beyond_a_thousand_faults_only_the_number_grows() {
        let mut faults = Faults::default();
        (0..1_005).for_each(|row| faults.add("p.csv", Some(row), Problem::NoRows));
        assert_eq!((faults.kept().len(), faults.more(), faults.count()), (1_000, 5, 1_005));
    }

    #[test]
    fn a_long_cell_is_cut() {
        assert_eq!(shown("ж".repeat(50).as_bytes()), format!("{}…", "ж".repeat(40)));
        assert_eq!(shown(b"a\nb"), "a b");
    }
}

//! The list of changes that a commit made, and its hash: one entry of the log stands for all of them.
//!
//! A line a version, `table TAB key TAB version TAB row_sha256 LF`, in the order of tables, keys and versions. Whoever has the
//! versions of a revision can write the list again.

use std::fmt::Write;

use super::Row;
use crate::digest::sha256;
use crate::services::records::Written;

/// The versions that one commit wrote.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    versions: Vec<(&'static str, Written)>,
}

impl Changes {
    /// Adds versions of a table.
    pub(super) fn extend(&mut self, table: &'static str, written: Vec<Written>) {
        self.versions.extend(written.into_iter().map(|version| (table, version)));
    }

    /// How many versions there are.
    pub(super) fn len(&self) -> usize {
        self.versions.len()
    }

    /// The hash of the list.
    pub(super) fn sha256(mut self) -> String {
        self.versions.sort_unstable();
        let mut list = String::new();
        for (table, Written { key, version, row_sha256 }) in &self.versions {
            // Writing to a text does not fail.
            let _ = writeln!(list, "{table}\t{key}\t{version}\t{row_sha256}");
        }
        sha256(list)
    }
}

/// Rows as a problem lists them: each once, in order.
pub(super) fn listed(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort();
    rows.dedup();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_list_in_its_order() {
        let version = |key: &str, version| Written { key: key.to_owned(), version, row_sha256: "ab".to_owned() };
        let mut changes = Changes::default();
        changes.extend("suppliers", vec![version("b", 1), version("a", 2)]);
        changes.extend("links", vec![version("z", 1)]);
        assert_eq!(changes.sha256(), sha256("links\tz\t1\tab\nsuppliers\ta\t2\tab\nsuppliers\tb\t1\tab\n"));
    }
}

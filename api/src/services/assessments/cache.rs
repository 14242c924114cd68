//! What was read lately, so that pages of one assessment do not each unpack it. It can be thrown away at any time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use karvon_engine::assessment::{Assessment, Comparison, WhatIf};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::db::OrganisationId;
use crate::list::Item;

/// Assessments that are kept; each may be some hundred megabytes for a large network.
const ASSESSMENTS: usize = 4;
/// Tables that are kept.
const TABLES: usize = 16;
/// Networks that are kept ready for questions; each holds its worlds.
const PREPARED: usize = 2;
/// Comparisons that are kept.
const COMPARISONS: usize = 8;
/// Questions that are computed side by side; each may use every core.
const TURNS: usize = 2;

/// An organisation and the hash of a result: tenants share no entry, even of the same content.
pub(super) type Key = (OrganisationId, String);

/// Assessments and what was made of them, the most lately used last.
#[derive(Debug)]
pub struct Cache {
    assessments: Shelf<Key, Assessment>,
    tables: Shelf<TableKey, Vec<Item>>,
    prepared: Shelf<Key, Mutex<WhatIf>>,
    comparisons: Shelf<Key, Comparison>,
    turns: Semaphore,
}

impl Default for Cache {
    fn default() -> Self {
        Self {
            assessments: Shelf::default(),
            tables: Shelf::default(),
            prepared: Shelf::default(),
            comparisons: Shelf::default(),
            turns: Semaphore::new(TURNS),
        }
    }
}

/// A table of a result.
type TableKey = (Key, &'static str);
/// Entries, the most lately used last.
type Shelf<K, V> = Mutex<VecDeque<(K, Arc<V>)>>;

impl Cache {
    /// An assessment.
    pub(super) fn assessment(&self, key: &Key) -> Option<Arc<Assessment>> {
        get(&self.assessments, key)
    }

    /// Keeps an assessment.
    pub(super) fn keep_assessment(&self, key: Key, assessment: Assessment) -> Arc<Assessment> {
        keep(&self.assessments, key, assessment, ASSESSMENTS)
    }

    /// Waits until few enough questions are computed. The semaphore is never closed; if it were, nobody would wait.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.turns.acquire().await.ok()
    }

    /// A network that is ready for questions. One that met a defect is thrown away.
    pub(super) fn prepared(&self, key: &Key) -> Option<Arc<Mutex<WhatIf>>> {
        get(&self.prepared, key).filter(|prepared| !prepared.is_poisoned())
    }

    /// Keeps a network ready for questions.
    pub(super) fn keep_prepared(&self, key: Key, prepared: Mutex<WhatIf>) -> Arc<Mutex<WhatIf>> {
        keep(&self.prepared, key, prepared, PREPARED)
    }

    /// A comparison.
    pub(super) fn comparison(&self, key: &Key) -> Option<Arc<Comparison>> {
        get(&self.comparisons, key)
    }

    /// Keeps a comparison.
    pub(super) fn keep_comparison(&self, key: Key, comparison: Comparison) -> Arc<Comparison> {
        keep(&self.comparisons, key, comparison, COMPARISONS)
    }

    /// The rows of a table of an assessment.
    pub(super) fn table(&self, key: &TableKey) -> Option<Arc<Vec<Item>>> {
        get(&self.tables, key)
    }

    /// Keeps the rows of a table.
    pub(super) fn keep_table(&self, key: TableKey, rows: Vec<Item>) -> Arc<Vec<Item>> {
        keep(&self.tables, key, rows, TABLES)
    }
}

fn get<K: PartialEq, V>(shelf: &Shelf<K, V>, key: &K) -> Option<Arc<V>> {
    let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
    let position = shelf.iter().position(|(kept, _)| kept == key)?;
    let entry = shelf.remove(position)?;
    let value = entry.1.clone();
    shelf.push_back(entry);
    Some(value)
}

fn keep<K: PartialEq, V>(shelf: &Shelf<K, V>, key: K, value: V, most: usize) -> Arc<V> {
    let value = Arc::new(value);
    let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
    shelf.retain(|(kept, _)| *kept != key);
    while shelf.len() >= most {
        shelf.pop_front();
    }
    shelf.push_back((key, value.clone()));
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::new_id;

    #[test]
    fn the_table_that_was_not_asked_for_longest_goes_first() {
        let cache = Cache::default();
        let tenant = OrganisationId(new_id());
        let key = |number: usize| ((tenant, number.to_string()), "parties");
        for number in 0..TABLES {
            cache.keep_table(key(number), Vec::new());
        }
        assert!(cache.table(&key(0)).is_some());
        cache.keep_table(key(TABLES), Vec::new());
        assert!(cache.table(&key(0)).is_some());
        assert!(cache.table(&key(1)).is_none());
    }

    #[test]
    fn another_tenant_shares_no_entry() {
        let cache = Cache::default();
        let key = |tenant| ((tenant, "same".to_owned()), "parties");
        cache.keep_table(key(OrganisationId(new_id())), Vec::new());
        assert!(cache.table(&key(OrganisationId(new_id()))).is_none());
    }
}

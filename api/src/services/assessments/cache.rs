//! What was read lately, so that pages of one assessment do not each unpack it. It can be thrown away at any time.
//!
//! Many may ask for the same result or table at the same moment: the first makes it, the others wait for that, since each copy of
//! a large one takes as much memory again. Questions are computed a few at a time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use karvon_engine::assessment::{Assessment, Comparison, WhatIf};
use tokio::sync::{Mutex as Gate, OwnedMutexGuard, Semaphore, SemaphorePermit};

use super::tables::Table;
use crate::db::OrganisationId;
use crate::list::Item;
use crate::services::inputs::Testimony;

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
    reading: Gates<Key>,
    making: Gates<TableKey>,
}

impl Default for Cache {
    fn default() -> Self {
        Self {
            assessments: Shelf::default(),
            tables: Shelf::default(),
            prepared: Shelf::default(),
            comparisons: Shelf::default(),
            turns: Semaphore::new(TURNS),
            reading: Gates::default(),
            making: Gates::default(),
        }
    }
}

/// A table of a result, and whether it tells what workers said.
pub(super) type TableKey = (Key, Table, Testimony);
/// Entries, the most lately used last.
type Shelf<K, V> = Mutex<VecDeque<(K, Arc<V>)>>;

/// What is being made, each with a gate that one at a time passes.
#[derive(Debug)]
struct Gates<K>(Mutex<Vec<(K, Weak<Gate<()>>)>>);

impl<K> Default for Gates<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: PartialEq + Clone> Gates<K> {
    /// Waits until nobody else makes the same.
    async fn pass(&self, key: &K) -> OwnedMutexGuard<()> {
        let gate = {
            let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            gates.retain(|(_, gate)| gate.strong_count() > 0);
            let known = gates.iter().find(|(one, _)| one == key).and_then(|(_, gate)| gate.upgrade());
            known.unwrap_or_else(|| {
                let gate = Arc::new(Gate::new(()));
                gates.push((key.clone(), Arc::downgrade(&gate)));
                gate
            })
        };
        gate.lock_owned().await
    }
}

impl Cache {
    /// An assessment, read by `read` where it is not kept.
    ///
    /// # Errors
    /// As `read`.
    pub(super) async fn assessment<E>(
        &self,
        key: Key,
        read: impl Future<Output = Result<Assessment, E>>,
    ) -> Result<Arc<Assessment>, E> {
        once(&self.assessments, &self.reading, key, ASSESSMENTS, read).await
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

    /// The rows of a table of an assessment, made by `make` where they are not kept.
    ///
    /// # Errors
    /// As `make`.
    pub(super) async fn table<E>(
        &self,
        key: TableKey,
        make: impl Future<Output = Result<Vec<Item>, E>>,
    ) -> Result<Arc<Vec<Item>>, E> {
        once(&self.tables, &self.making, key, TABLES, make).await
    }
}

/// What is kept, or what `make` gives, which is then kept. Of many who ask for the same at once, one makes it.
async fn once<K: PartialEq + Clone, V, E>(
    shelf: &Shelf<K, V>,
    gates: &Gates<K>,
    key: K,
    most: usize,
    make: impl Future<Output = Result<V, E>>,
) -> Result<Arc<V>, E> {
    if let Some(kept) = get(shelf, &key) {
        return Ok(kept);
    }
    let _alone = gates.pass(&key).await;
    if let Some(kept) = get(shelf, &key) {
        return Ok(kept);
    }
    let made = make.await?;
    Ok(keep(shelf, key, made, most))
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
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::db::new_id;

    fn key(tenant: OrganisationId, number: usize) -> TableKey {
        ((tenant, number.to_string()), Table::Parties, Testimony::With)
    }

    /// Whether the table had to be made.
    async fn is_made(cache: &Cache, key: TableKey) -> bool {
        let mut made = false;
        let rows = cache.table(key, async {
            made = true;
            Ok::<_, Infallible>(Vec::new())
        });
        rows.await.unwrap();
        made
    }

    #[tokio::test]
    async fn the_table_that_was_not_asked_for_longest_goes_first() {
        let (cache, tenant) = (Cache::default(), OrganisationId(new_id()));
        for number in 0..TABLES {
            assert!(is_made(&cache, key(tenant, number)).await);
        }
        assert!(!is_made(&cache, key(tenant, 0)).await);
        assert!(is_made(&cache, key(tenant, TABLES)).await);
        assert!(!is_made(&cache, key(tenant, 0)).await);
        assert!(is_made(&cache, key(tenant, 1)).await);
    }

    #[tokio::test]
    async fn another_tenant_and_another_view_share_no_entry() {
        let (cache, tenant) = (Cache::default(), OrganisationId(new_id()));
        let (of_result, table, _) = key(tenant, 0);
        assert!(is_made(&cache, key(tenant, 0)).await);
        assert!(is_made(&cache, key(OrganisationId(new_id()), 0)).await);
        assert!(is_made(&cache, (of_result.clone(), table, Testimony::Without)).await);
        assert!(is_made(&cache, (of_result, Table::Register, Testimony::With)).await);
    }

    #[tokio::test]
    async fn many_who_ask_for_the_same_at_once_have_it_made_once() {
        let (cache, tenant, made) = (Cache::default(), OrganisationId(new_id()), AtomicUsize::new(0));
        let ask = |number| {
            cache.table(key(tenant, number), async {
                made.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                Ok::<_, Infallible>(Vec::new())
            })
        };
        let (a, b, c, other) = tokio::join!(ask(0), ask(0), ask(0), ask(1));
        let (a, b, c) = (a.unwrap(), b.unwrap(), c.unwrap());
        assert!(Arc::ptr_eq(&a, &b) && Arc::ptr_eq(&b, &c) && !Arc::ptr_eq(&a, &other.unwrap()));
        assert_eq!(made.into_inner(), 2);
    }

    #[tokio::test]
    async fn what_could_not_be_made_is_tried_again() {
        let (cache, tenant) = (Cache::default(), OrganisationId(new_id()));
        assert_eq!(cache.table(key(tenant, 0), async { Err("broken") }).await, Err("broken"));
        assert!(is_made(&cache, key(tenant, 0)).await);
    }
}

//! Finds the pairs that are worth weighing.
//!
//! Names meet over the words they share or that are alike. The rarest words of a name are looked up first, and no more
//! of them than needed: once the words not looked up could not bring a pair into the review zone by themselves, every
//! pair that can get there has been met already (the prefix filter of set-similarity joins). What was met is weighed
//! only if the words met and the words not looked up together could suffice, though all others are missing. Records that state one identifier meet
//! over it. So nothing is lost against weighing every pair.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Search;
use super::align::Step;
use super::identifier::Scheme;
use super::lexicon::WordClass;
use super::pair::{Judge, Verdict};
use super::records::{NameKey, Record};
use super::vocabulary::{Term, WordId};

/// Bounds and sums add up in different orders; this much they may differ, bits.
const ROUNDING: f64 = 1e-9;

/// A pair to be shown: index of our record, of theirs, and what it weighs.
pub(super) type Shown = (usize, usize, Verdict);

/// What a search found.
#[derive(Debug)]
pub(super) struct Found {
    /// The pairs in the review and match zones, by index.
    pub(super) shown: Vec<Shown>,
    /// Our records for which a limit cut something off, ascending.
    pub(super) cut: Vec<usize>,
}

/// The pairs in the review and match zones, by index, as many of each of our records as the limits allow. Where one side
/// is compared with itself, `theirs` is `None` and each pair stands once, the lower index first.
pub(super) fn search(judge: &Judge<'_>, search: Search, ours: &[Record], theirs: Option<&[Record]>) -> Found {
    let others = theirs.unwrap_or(ours);
    let start = |i: usize| if theirs.is_some() { 0 } else { i + 1 };
    let found: Vec<(Vec<Shown>, bool)> = match search {
        Search::EveryPair => {
            let weigh_all = |(i, record): (usize, &Record)| {
                let mut steps = Vec::new();
                let found = (start(i)..others.len())
                    .filter_map(|j| shown(judge, (i, record), (j, others.get(j)?), &mut steps))
                    .collect();
                strongest(judge, found, false)
            };
            ours.par_iter().enumerate().map(weigh_all).collect()
        }
        Search::Indexed => {
            let index = Index::build(judge.records.vocabulary.terms.len(), others);
            let look_up = |scratch: &mut Scratch, (i, record): (usize, &Record)| {
                let cut = index.candidates(judge, record, start(i), scratch);
                let mut steps = std::mem::take(&mut scratch.steps);
                let met = scratch.candidates.iter();
                let found =
                    met.filter_map(|&(j, _)| shown(judge, (i, record), (j, others.get(j)?), &mut steps)).collect();
                scratch.steps = steps;
                strongest(judge, found, cut)
            };
            ours.par_iter().enumerate().map_init(|| Scratch::new(index.names.len()), look_up).collect()
        }
    };
    let cut = (0..).zip(&found).filter(|(_, (_, cut))| *cut).map(|(i, _)| i).collect();
    Found { shown: found.into_iter().flat_map(|(shown, _)| shown).collect(), cut }
}

fn shown(
    judge: &Judge<'_>,
    (i, ours): (usize, &Record),
    (j, theirs): (usize, &Record),
    steps: &mut Vec<Step>,
) -> Option<Shown> {
    let verdict = judge.weigh(ours, theirs, steps);
    verdict.is_shown(judge.settings).then_some((i, j, verdict))
}

/// As many of the pairs of one record as are shown, those with most bits (of equal ones the first), and whether any was
/// cut off.
fn strongest(judge: &Judge<'_>, mut found: Vec<Shown>, cut: bool) -> (Vec<Shown>, bool) {
    let most = limit(judge.settings.limits.shown);
    if found.len() <= most {
        return (found, cut);
    }
    found.sort_by(|one, other| other.2.bits.total_cmp(&one.2.bits).then(one.1.cmp(&other.1)));
    found.truncate(most);
    (found, true)
}

fn limit(stated: u32) -> usize {
    usize::try_from(stated).unwrap_or(usize::MAX)
}

/// Where each word and identifier stands on the other side.
#[derive(Debug)]
struct Index {
    /// Record of each name.
    names: Vec<usize>,
    /// Per word, where its list begins in `postings`; one more at the end.
    starts: Vec<usize>,
    /// Names that hold a word, by word.
    postings: Vec<u32>,
    identifiers: BTreeMap<(Scheme, String), Vec<usize>>,
}

#[derive(Debug)]
struct Scratch {
    /// Bits met per name of the other side; 0 where none.
    met: Vec<f64>,
    touched: Vec<u32>,
    /// Records of the other side, each with the most that its words promise.
    candidates: Vec<(usize, f64)>,
    steps: Vec<Step>,
}

impl Scratch {
    fn new(names: usize) -> Self {
        Self { met: vec![0.0; names], touched: Vec::new(), candidates: Vec::new(), steps: Vec::new() }
    }
}

impl Index {
    fn build(words: usize, records: &[Record]) -> Self {
        let mut names = Vec::new();
        let mut held: Vec<(WordId, u32)> = Vec::new();
        let mut identifiers: BTreeMap<(Scheme, String), Vec<usize>> = BTreeMap::new();
        for (at, record) in records.iter().enumerate() {
            for name in &record.names {
                let id = u32::try_from(names.len()).unwrap_or(u32::MAX);
                names.push(at);
                held.extend(all_words(name).map(|word| (word, id)));
            }
            for (scheme, value) in &record.identifiers {
                if let Ok(value) = value {
                    identifiers.entry((*scheme, value.clone())).or_default().push(at);
                }
            }
        }
        held.sort_unstable();
        held.dedup();
        let mut starts = Vec::with_capacity(words + 1);
        let mut at = 0;
        for word in 0..=words {
            while held.get(at).is_some_and(|&(other, _)| usize::try_from(other).is_ok_and(|other| other < word)) {
                at += 1;
            }
            starts.push(at);
        }
        let postings = held.into_iter().map(|(_, name)| name).collect();
        Self { names, starts, postings, identifiers }
    }

    /// Names of the other side that hold a word.
    fn holding(&self, word: WordId) -> &[u32] {
        let bounds =
            usize::try_from(word).ok().and_then(|word| Some((*self.starts.get(word)?, *self.starts.get(word + 1)?)));
        bounds.and_then(|(start, end)| self.postings.get(start..end)).unwrap_or_default()
    }

    /// Fills `scratch.candidates` with the records from `start` on that may reach the review zone, ascending; says
    /// whether there were more than the limit allows to weigh. An identifier in common promises more than any word.
    fn candidates(&self, judge: &Judge<'_>, record: &Record, start: usize, scratch: &mut Scratch) -> bool {
        scratch.candidates.clear();
        let zones = &judge.settings.zones;
        let alias = judge.settings.alias.bits().max(0.0);
        let needed = (zones.name - alias).max(zones.review - judge.most_beside_name(record)) - ROUNDING;
        for name in &record.names {
            self.meet(judge, name, needed, start, scratch);
        }
        for (scheme, value) in &record.identifiers {
            let same = value.as_ref().ok().and_then(|value| self.identifiers.get(&(*scheme, value.clone())));
            let same = same.into_iter().flatten().filter(|&&at| at >= start);
            scratch.candidates.extend(same.map(|&at| (at, f64::INFINITY)));
        }
        let candidates = &mut scratch.candidates;
        candidates.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        candidates.dedup_by_key(|candidate| candidate.0);
        let most = limit(judge.settings.limits.weighed);
        let cut = candidates.len() > most;
        if cut {
            candidates.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
            candidates.truncate(most);
        }
        cut
    }

    fn meet(&self, judge: &Judge<'_>, name: &NameKey, needed: f64, start: usize, scratch: &mut Scratch) {
        let vocabulary = &judge.records.vocabulary;
        let bits = |word: WordId| vocabulary.term(word).map_or(0.0, |term| term.bits);
        // Rarest first; ties by number, so that the order is fixed.
        let mut words = name.words.clone();
        words.sort_unstable_by(|&one, &other| bits(other).total_cmp(&bits(one)).then(one.cmp(&other)));
        // From the commonest on, as many words are left aside as could not suffice by themselves, all others missing.
        // What it costs at least that a word is missing; only for words of its own, since the cost of others fades.
        let own = |term: &&Term| term.class == WordClass::Distinctive;
        let lacking =
            |word: WordId| vocabulary.term(word).filter(own).map_or(0.0, |term| -term.missing.max(term.replaced));
        let whole = judge.settings.words.whole.bits().max(0.0);
        let mut missing: f64 = words.iter().map(|&word| lacking(word)).sum();
        let mut aside = Bound::new(judge);
        let mut looked_up = words.len();
        for &word in words.iter().rev() {
            let before = aside;
            aside.add(word);
            let others_missing = missing - lacking(word);
            // Nothing is whole while a word is missing.
            let bonus = if looked_up == 1 { whole } else { 0.0 };
            if aside.most() + bonus - others_missing >= needed {
                aside = before;
                break;
            }
            missing = others_missing;
            looked_up -= 1;
        }
        words.truncate(looked_up);
        for (at, &word) in words.iter().enumerate() {
            // What is gained over its missing; the rarest word stands for the whole.
            let gain = lacking(word) + if at == 0 { whole } else { 0.0 };
            self.add(word, bits(word) + gain, scratch);
            for alike in judge.aligner.similar.of(word) {
                self.add(alike.word, alike.most() + gain, scratch);
            }
        }
        for joined in &name.joined {
            let parts = name.words.get(usize::from(joined.start)..usize::from(joined.end)).unwrap_or_default();
            let gain = parts.iter().map(|&part| lacking(part)).sum::<f64>() + whole;
            self.add(joined.word, bits(joined.word) + gain, scratch);
        }
        let rest = aside.most() - missing;
        for &met in &scratch.touched {
            let Some((sum, &record)) =
                usize::try_from(met).ok().and_then(|at| Some((scratch.met.get_mut(at)?, self.names.get(at)?)))
            else {
                continue;
            };
            if *sum + rest >= needed && record >= start {
                scratch.candidates.push((record, *sum));
            }
            *sum = 0.0;
        }
        scratch.touched.clear();
    }

    fn add(&self, word: WordId, bits: f64, scratch: &mut Scratch) {
        // A word that weighs nothing still marks the name as met.
        let bits = bits.max(f64::MIN_POSITIVE);
        for &name in self.holding(word) {
            if let Some(sum) = usize::try_from(name).ok().and_then(|at| scratch.met.get_mut(at)) {
                if *sum == 0.0 {
                    scratch.touched.push(name);
                }
                *sum += bits;
            }
        }
    }
}

/// The most bits that words can bring to any comparison, added from the commonest to the rarest.
#[derive(Clone, Copy, Debug)]
struct Bound<'a> {
    judge: &'a Judge<'a>,
    /// Per class; in those that come in set phrases each further word weighs a share of the one before.
    sums: [f64; 6],
}

impl<'a> Bound<'a> {
    fn new(judge: &'a Judge<'a>) -> Self {
        Self { judge, sums: [0.0; 6] }
    }

    /// Adds a word that weighs no less than those added before.
    fn add(&mut self, word: WordId) {
        let Some(term) = self.judge.records.vocabulary.term(word) else { return };
        if let Some(sum) = self.sums.get_mut(term.class as usize) {
            let before = if term.class == WordClass::Distinctive { 1.0 } else { self.judge.settings.words.repeated };
            *sum = term.bits + *sum * before;
        }
    }

    fn most(&self) -> f64 {
        self.sums.iter().sum()
    }
}

/// Words of a name, those made by joining neighbours included.
fn all_words(name: &NameKey) -> impl Iterator<Item = WordId> {
    name.words.iter().copied().chain(name.joined.iter().map(|joined| joined.word))
}

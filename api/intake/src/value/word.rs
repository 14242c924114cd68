//! Words of a fixed list, such as the kinds of a link, with the other words that mean the same.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::key;

/// For each list the codes and their words.
const WORDS: &str = include_str!("../../data/words.csv");

/// A list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum WordList {
    PartyKind,
    Housing,
    LinkKind,
    LinkStatus,
    Traceability,
    FeeBasis,
    Payer,
    Lender,
    Holder,
    Sex,
    Source,
    WorkerGroup,
    Boolean,
    Decision,
    Sameness,
}

impl WordList {
    const ALL: [Self; 15] = [
        Self::PartyKind,
        Self::Housing,
        Self::LinkKind,
        Self::LinkStatus,
        Self::Traceability,
        Self::FeeBasis,
        Self::Payer,
        Self::Lender,
        Self::Holder,
        Self::Sex,
        Self::Source,
        Self::WorkerGroup,
        Self::Boolean,
        Self::Decision,
        Self::Sameness,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::PartyKind => "party_kind",
            Self::Housing => "housing",
            Self::LinkKind => "link_kind",
            Self::LinkStatus => "link_status",
            Self::Traceability => "traceability",
            Self::FeeBasis => "fee_basis",
            Self::Payer => "payer",
            Self::Lender => "lender",
            Self::Holder => "holder",
            Self::Sex => "sex",
            Self::Source => "source",
            Self::WorkerGroup => "worker_group",
            Self::Boolean => "boolean",
            Self::Decision => "decision",
            Self::Sameness => "sameness",
        }
    }
}

#[derive(Default)]
struct List {
    by_key: HashMap<String, &'static str>,
    codes: Vec<&'static str>,
}

/// By place in [`WordList::ALL`], which is the order of the variants.
static LISTS: LazyLock<Vec<List>> = LazyLock::new(|| {
    let mut lists: Vec<List> = WordList::ALL.iter().map(|_| List::default()).collect();
    for line in WORDS.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(list), Some(code), Some(word)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let Some(list) = WordList::ALL.into_iter().find(|kind| kind.as_str() == list) else {
            continue;
        };
        let Some(list) = lists.get_mut(list as usize) else { continue };
        if !list.codes.contains(&code) {
            list.codes.push(code);
            // The code as it stands, which needs no folding, and folded.
            list.by_key.insert(code.to_owned(), code);
            list.by_key.insert(key(code), code);
        }
        list.by_key.entry(key(word)).or_insert(code);
    }
    lists
});

/// The code of a word; `None` if it is none of the list.
pub(crate) fn read(list: WordList, text: &str) -> Option<&'static str> {
    let words = &LISTS.get(list as usize)?.by_key;
    words.get(text).or_else(|| words.get(&key(text))).copied()
}

/// The codes of a list, in the order of the file format.
pub(crate) fn codes(list: WordList) -> &'static [&'static str] {
    LISTS.get(list as usize).map_or(&[], |list| list.codes.as_slice())
}

#[cfg(test)]
mod tests {
    use karvon_engine::evidence::WorkerGroup;
    use karvon_engine::inputs::MergeDecision;
    use karvon_engine::network::{LinkKind, LinkStatus, PartyKind, Traceability};

    use super::*;

    #[test]
    fn words_are_read_without_case_and_punctuation() {
        assert_eq!(read(WordList::PartyKind, "Factory"), Some("facility"));
        assert_eq!(read(WordList::Housing, "On-Site"), Some("on_site"));
        assert_eq!(read(WordList::Holder, "own locker 24 h"), Some("own_locker"));
        assert_eq!(read(WordList::Source, "audit"), Some("audit_announced"));
        assert_eq!(read(WordList::Boolean, "Да"), Some("yes"));
        assert_eq!(read(WordList::LinkKind, "bananas"), None);
    }

    #[test]
    fn lists_hold_every_code_of_the_engine() {
        let all = |list, codes: Vec<&str>| assert_eq!(super::codes(list), codes);
        all(WordList::PartyKind, PartyKind::ALL.iter().map(|kind| kind.as_str()).collect());
        all(WordList::LinkKind, LinkKind::ALL.iter().map(|kind| kind.as_str()).collect());
        all(WordList::Traceability, Traceability::ALL.iter().map(|kind| kind.as_str()).collect());
        all(WordList::Sameness, MergeDecision::ALL.iter().map(|decision| decision.as_str()).collect());
        // Imputed links are added by a ruleset and never stand in a file.
        all(
            WordList::LinkStatus,
            LinkStatus::ALL.iter().map(|kind| kind.as_str()).filter(|s| *s != "imputed").collect(),
        );
        for group in WorkerGroup::ALL {
            assert_eq!(read(WordList::WorkerGroup, group.as_str()), Some(group.as_str()));
        }
    }

    #[test]
    fn lists_stand_in_the_order_of_their_variants() {
        assert!(WordList::ALL.iter().enumerate().all(|(place, list)| *list as usize == place));
    }

    #[test]
    fn no_word_means_two_codes() {
        let mut seen: HashMap<(String, String), String> = HashMap::new();
        for record in csv::Reader::from_reader(WORDS.as_bytes()).records() {
            let record = record.unwrap();
            let before = seen.insert((record[0].to_owned(), key(&record[2])), record[1].to_owned());
            assert!(before.is_none_or(|code| code == record[1]), "{record:?}");
        }
    }
}

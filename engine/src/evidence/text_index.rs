//! Texts looked up by the million: an open-addressed table over a fixed set of texts.
//!
//! It is filled once and asked often, by text within a section (a question, say). Nothing ever walks over it, so the
//! order of its places never shows.

/// Texts with numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct TextIndex {
    /// A power of two of places, at most half of them used: a search ends at a free one.
    places: Vec<Option<Entry>>,
}

#[derive(Clone, Debug)]
struct Entry {
    section: u32,
    text: String,
    value: u32,
}

impl TextIndex {
    /// Of two entries with the same section and text the first counts.
    pub(super) fn new(entries: Vec<(u32, &str, u32)>) -> Self {
        let mut index = Self { places: vec![None; (entries.len() * 2 + 1).next_power_of_two()] };
        for (section, text, value) in entries {
            let place = index.find(section, text);
            if let Some(free @ None) = place.and_then(|place| index.places.get_mut(place)) {
                *free = Some(Entry { section, text: text.to_owned(), value });
            }
        }
        index
    }

    /// The number of a text.
    pub(super) fn get(&self, section: u32, text: &str) -> Option<u32> {
        let place = self.find(section, text)?;
        self.places.get(place)?.as_ref().map(|entry| entry.value)
    }

    /// The place of a text, or the free one where it would stand.
    fn find(&self, section: u32, text: &str) -> Option<usize> {
        let mask = self.places.len().checked_sub(1)?;
        let mut place = hash(section, text) & mask;
        for _ in 0..self.places.len() {
            match self.places.get(place)? {
                Some(entry) if entry.section != section || entry.text != text => place = (place + 1) & mask,
                Some(_) | None => return Some(place),
            }
        }
        None
    }
}

/// FNV-1a over the section and the text, its upper half folded in, since only the lower bits choose a place.
#[expect(clippy::cast_possible_truncation, reason = "the lower bits are wanted")]
fn hash(section: u32, text: &str) -> usize {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = (0xcbf2_9ce4_8422_2325_u64 ^ u64::from(section)).wrapping_mul(PRIME);
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    }
    (hash ^ (hash >> 32)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_in_its_section_and_no_other() {
        let texts: Vec<String> = (0..1000).map(|i| format!("text {i}")).collect();
        let entries =
            |section| texts.iter().zip(0..).map(move |(text, i)| (section, text.as_str(), section * 1000 + i));
        let index = TextIndex::new(entries(1).chain(entries(2)).collect());
        for (text, i) in texts.iter().zip(0..) {
            assert_eq!((index.get(1, text), index.get(2, text)), (Some(1000 + i), Some(2000 + i)));
            assert_eq!(index.get(3, text), None);
        }
        assert_eq!(index.get(1, "text"), None);
    }

    #[test]
    fn the_first_of_two_entries_counts_and_an_empty_index_holds_nothing() {
        assert_eq!(TextIndex::new(vec![(0, "a", 1), (0, "a", 2)]).get(0, "a"), Some(1));
        assert_eq!(TextIndex::default().get(0, "a"), None);
    }
}

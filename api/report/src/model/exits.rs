//! What leaving a supplier means, in words: who could supply instead, which products miss it, whom it hurts.

use karvon_engine::planning::Exit;

use super::unknown::{MOST_NAMES, names};
use super::voice::Voice;
use crate::layout::rich::Rich;

/// One line on substitutes, one on products where any are named, one on the people.
pub(crate) fn lines(voice: &Voice<'_>, exit: &Exit) -> Vec<Rich> {
    let substitutes = few(voice, exit.substitutes.iter().map(|id| voice.name(id)), exit.substitutes_in_all);
    let mut lines = vec![if exit.substitutes.is_empty() {
        voice.rich("exit-no-substitutes", &[])
    } else {
        let values = [
            ("number", exit.substitutes_in_all.into()),
            ("substitutes", substitutes.into()),
            ("missing", exit.without_substitute.len().into()),
            ("without", names(voice, &exit.without_substitute, MOST_NAMES).into()),
        ];
        voice.rich("exit-substitutes", &values)
    }];
    let products = if exit.subject_products.is_empty() { &exit.products } else { &exit.subject_products };
    if !products.is_empty() {
        let products = few(voice, products.iter().cloned(), products.len());
        lines.push(voice.rich("exit-products", &[("products", products.into())]));
    }
    lines.push(voice.rich(
        "exit-workers",
        &[
            ("workers", voice.headcount(exit.workers).into()),
            ("parties", exit.parties_behind.into()),
            ("behind", voice.headcount(u32::try_from(exit.workers_behind).ok()).into()),
            ("unknown", exit.workforces_unknown.into()),
        ],
    ));
    lines.push(match exit.output_share {
        Some(share) => voice.rich("exit-output", &[("share", super::numbers::percent(share).into())]),
        None => voice.rich("exit-output-unknown", &[]),
    });
    lines
}

/// The first few of some words, and how many more there are of all.
fn few(voice: &Voice<'_>, words: impl Iterator<Item = String>, in_all: usize) -> String {
    let mut shown: Vec<String> = words.take(MOST_NAMES).collect();
    if let Some(more @ 1..) = in_all.checked_sub(shown.len()) {
        shown.push(voice.tell("and-more", &[("more", more.into())]));
    }
    shown.join("; ")
}

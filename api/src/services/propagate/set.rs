//! Changes asked for on the command line: `id:channel=value` and `supplier>buyer=weight`.
//!
//! Ids may hold colons and angle brackets themselves, so that a change is read in every way that its ids and channels allow; it
//! must come out in one way only.

use std::str::FromStr;

use super::fault::{Faults, Problem};
use super::links::Link;
use super::parties::{Index, Parties};

/// One change as written: what, and to which number.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// A party with a channel, or two parties with a link between them.
    pub target: String,
    /// The number, within [0, 1].
    pub value: f64,
}

impl FromStr for Set {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.rsplit_once('=').and_then(|(target, value)| Some((target, value.trim().parse().ok()?)));
        match parts {
            Some((target, value)) if (0.0..=1.0).contains(&value) => {
                Ok(Self { target: target.trim().to_owned(), value })
            }
            _ => Err("write `id:channel=value` or `supplier>buyer=weight` with a number from 0 to 1".to_owned()),
        }
    }
}

/// The network with changes made.
#[derive(Debug)]
pub(super) struct Changed {
    /// Likelihoods, party-major.
    pub(super) own: Vec<f64>,
    /// Links, in the order of the file.
    pub(super) links: Vec<Link>,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Own { party: u32, channel: usize },
    Link { supplier: u32, buyer: u32 },
}

/// Makes changes, in their order; what is wrong with them goes into `faults`. Parallel links change together.
pub(super) fn change(
    sets: &[Set],
    index: &Index<'_>,
    parties: &Parties,
    links: &[Link],
    faults: &mut Faults,
) -> Changed {
    let mut changed = Changed { own: parties.own.clone(), links: links.to_vec() };
    for set in sets {
        match readings(&set.target, index, &parties.channels).as_slice() {
            [Target::Own { party, channel }] => {
                let cell = *party as usize * parties.channels.len() + channel;
                if let Some(own) = changed.own.get_mut(cell) {
                    *own = set.value;
                }
            }
            [Target::Link { supplier, buyer }] => {
                let between = |link: &&mut Link| link.supplier == *supplier && link.buyer == *buyer;
                let mut found = false;
                for link in changed.links.iter_mut().filter(between) {
                    link.weight = set.value;
                    found = true;
                }
                if !found {
                    faults.add("", None, Problem::NoSuchLink(set.target.clone()));
                }
            }
            [] => faults.add("", None, Problem::UnknownTarget(set.target.clone())),
            _ => faults.add("", None, Problem::AmbiguousTarget(set.target.clone())),
        }
    }
    changed
}

/// Every way to read a target.
fn readings(target: &str, index: &Index<'_>, channels: &[String]) -> Vec<Target> {
    let splits = |sign: char| target.match_indices(sign).filter_map(move |(at, _)| target.split_at_checked(at));
    let of_party = splits(':').filter_map(|(id, rest)| {
        let name = rest.strip_prefix(':')?.trim();
        let channel = channels.iter().position(|channel| channel == name)?;
        Some(Target::Own { party: *index.get(id.trim())?, channel })
    });
    let of_link = splits('>').filter_map(|(supplier, rest)| {
        let buyer = *index.get(rest.strip_prefix('>')?.trim())?;
        Some(Target::Link { supplier: *index.get(supplier.trim())?, buyer })
    });
    of_party.chain(of_link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_ends_in_a_number_from_0_to_1() {
        assert_eq!("a=b:x=0.5".parse(), Ok(Set { target: "a=b:x".to_owned(), value: 0.5 }));
        for wrong in ["a:x", "a:x=", "a:x=1.5", "a:x=NaN", "a:x=half"] {
            assert!(wrong.parse::<Set>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn ids_may_hold_the_signs_that_part_them() {
        let index = Index::from_iter([("a", 0), ("a:b", 1), ("c>d", 2), ("e>a", 3), ("e", 4), ("a>a", 5)]);
        let channels = ["x".to_owned(), "b:x".to_owned()];
        let read = |target: &str| readings(target, &index, &channels);
        assert_eq!(read("a:x"), [Target::Own { party: 0, channel: 0 }]);
        assert_eq!(read("c>d>a:b"), [Target::Link { supplier: 2, buyer: 1 }]);
        assert_eq!(read("a:b:x").len(), 2, "party `a` with `b:x`, or party `a:b` with `x`");
        assert_eq!(read("e>a>a").len(), 2, "`e` to `a>a`, or `e>a` to `a`");
        assert_eq!(read("nobody:x"), []);
    }
}

//! Typed ids. A party keeps the text that its user gave it; everything in results is ordered by that text,
//! so that internal numbering never shows. Ids are short and there are millions of them: their letters stand in place, not behind
//! a pointer.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

macro_rules! text_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// Wraps a text as it stands.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(SmolStr::new(text))
            }

            /// The text of the id.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
    };
}

text_id! {
    /// A party of the network, by the user's own `supplier_id`.
    PartyId
}
text_id! {
    /// A cohort of workers recruited together, by the user's own `cohort_id`.
    CohortId
}
text_id! {
    /// A piece of evidence, by the first 16 hex digits of the SHA-256 of its canonical content,
    /// so that the same statement has the same id in CSV, XLSX and JSON.
    EvidenceId
}
text_id! {
    /// A link, by the first 16 hex digits of the SHA-256 of its supplier, buyer, kind, commodity, product and its rank among
    /// equals, so that it has the same id whatever stands around it.
    LinkId
}
text_id! {
    /// A column that is propagated: one indicator (`debt_bondage`) or one pattern (`forced_labour`).
    ChannelId
}
text_id! {
    /// A leaf of an indicator: `debt_bondage.inv` (involuntariness) or `debt_bondage.coe` (coercion).
    LeafId
}
text_id! {
    /// A question of a ruleset, e.g. `I7.1`, or one part of it, e.g. `I3.3.days`.
    QuestionId
}

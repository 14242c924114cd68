//! Groups of workers that evidence speaks of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A group of workers at a party. Evidence for `All` counts in every group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkerGroup {
    /// Everyone.
    #[default]
    All,
    /// Employed through an agency.
    Agency,
    /// Domestic workers.
    Domestic,
    /// Migrants inside their own country.
    InternalMigrant,
    /// People without regular status, and refugees.
    Irregular,
    /// Cross-border migrants.
    Migrant,
    /// Public staff, students or others mobilised by the state.
    Mobilised,
    /// Seasonal and harvest workers.
    Seasonal,
    /// Women.
    Women,
    /// Workers aged 15 to 17.
    Young,
}

impl WorkerGroup {
    /// Every group: `All` first, then by name; this is also the order in which ties are broken.
    pub const ALL: [Self; 10] = [
        Self::All,
        Self::Agency,
        Self::Domestic,
        Self::InternalMigrant,
        Self::Irregular,
        Self::Migrant,
        Self::Mobilised,
        Self::Seasonal,
        Self::Women,
        Self::Young,
    ];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Agency => "agency",
            Self::Domestic => "domestic",
            Self::InternalMigrant => "internal_migrant",
            Self::Irregular => "irregular",
            Self::Migrant => "migrant",
            Self::Mobilised => "mobilised",
            Self::Seasonal => "seasonal",
            Self::Women => "women",
            Self::Young => "young",
        }
    }
}

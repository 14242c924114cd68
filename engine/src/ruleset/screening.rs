//! How names are screened, and which lists of names mean what to a ruleset.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::screening::ScreeningSettings;

/// How names are screened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreeningRules {
    /// Published lists of names, by table, each with the list of this ruleset that a confirmed match counts as.
    pub published: BTreeMap<String, String>,
    /// The list of this ruleset that a confirmed match with a list of the user's own counts as, unless that is called like
    /// one of the ruleset's lists.
    pub own: String,
    /// What agreements weigh, and from when on a pair is shown.
    pub settings: ScreeningSettings,
}

//! One party: a node of the supply graph.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::PartyId;

/// A country by its ISO 3166-1 alpha-3 code, upper case (`UZB`; Kosovo as the user-assigned `XKX`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// Reads an alpha-3 code, upper case; `None` if the text is not three letters A–Z.
    /// Whether such a country exists is for the reference tables to say.
    pub fn from_alpha3(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The alpha-3 code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::from_alpha3(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no ISO 3166-1 alpha-3 code")))
    }
}

impl JsonSchema for Country {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Country".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Country by its ISO 3166-1 alpha-3 code.",
            "type": "string",
            "pattern": "^[A-Z]{3}$",
        })
    }
}

/// What kind of party it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// A legal person without a place of work of its own in the data; also the default.
    #[default]
    Company,
    /// A factory, mill, warehouse or other place of work.
    Facility,
    /// A farm or plantation.
    Farm,
    /// A mine or quarry.
    Mine,
    /// A ship.
    Vessel,
    /// A trader: buys and sells without producing.
    Trader,
    /// An agency or sub-agent that finds workers for others.
    Recruiter,
}

impl PartyKind {
    /// Every kind, in the order of the file format.
    pub const ALL: [Self; 7] =
        [Self::Company, Self::Facility, Self::Farm, Self::Mine, Self::Vessel, Self::Trader, Self::Recruiter];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Facility => "facility",
            Self::Farm => "farm",
            Self::Mine => "mine",
            Self::Vessel => "vessel",
            Self::Trader => "trader",
            Self::Recruiter => "recruiter",
        }
    }
}

/// Where workers are housed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Housing {
    /// Dormitory or lodging at the place of work.
    OnSite,
    /// Lodging by the employer elsewhere.
    OffSite,
    /// The employer houses nobody.
    None,
}

/// How a party came into the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyOrigin {
    /// A row of the suppliers table.
    #[default]
    Listed,
    /// Named in another table only (a recruiter, a parent): country and all else unknown.
    Mentioned,
    /// Supply that must exist and that nobody discloses: it stands for whoever it is.
    Imputed,
}

/// A party with all that its row says. `None` is unknown, never "none".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The user's own id.
    pub id: PartyId,
    /// Name as written.
    pub name: String,
    /// Country of the place of work.
    pub country: Option<Country>,
    /// Region inside the country, as written.
    pub subdivision: Option<String>,
    /// Address as written.
    pub address: Option<String>,
    /// Degrees north, −90 to 90.
    pub latitude: Option<f64>,
    /// Degrees east, −180 to 180.
    pub longitude: Option<f64>,
    /// What kind of party it is; `None` where the file does not say.
    pub kind: Option<PartyKind>,
    /// ISIC Rev. 4 code (section letter or 2 to 4 digits) where it could be read, else the text as written.
    pub sector: Option<String>,
    /// HS codes, digits only, sorted.
    pub products: Vec<String>,
    /// Number of workers.
    pub workers: Option<u32>,
    /// Share of workers who are migrants, 0–1.
    pub migrant_share: Option<f64>,
    /// Share of workers employed through an agency, 0–1.
    pub agency_share: Option<f64>,
    /// Share of workers who are women, 0–1.
    pub women_share: Option<f64>,
    /// Share of workers aged 15–17, 0–1.
    pub young_share: Option<f64>,
    /// Where workers are housed.
    pub housing: Option<Housing>,
    /// State labour or transfer scheme that the party takes part in, as written.
    pub programme: Option<String>,
    /// Legal Entity Identifier (ISO 17442).
    pub lei: Option<String>,
    /// Open Supply Hub id.
    pub os_id: Option<String>,
    /// D-U-N-S number.
    pub duns: Option<String>,
    /// Tax number.
    pub tax_id: Option<String>,
    /// Tier as the file states it; checked against the computed distance, not used.
    pub stated_tier: Option<u32>,
    /// Listed, or only mentioned.
    pub origin: PartyOrigin,
}

impl Party {
    /// A party of which nothing but the id and a name is known.
    pub fn unknown(id: PartyId, name: impl Into<String>, origin: PartyOrigin) -> Self {
        Self {
            id,
            name: name.into(),
            country: None,
            subdivision: None,
            address: None,
            latitude: None,
            longitude: None,
            kind: None,
            sector: None,
            products: Vec::new(),
            workers: None,
            migrant_share: None,
            agency_share: None,
            women_share: None,
            young_share: None,
            housing: None,
            programme: None,
            lei: None,
            os_id: None,
            duns: None,
            tax_id: None,
            stated_tier: None,
            origin,
        }
    }
}

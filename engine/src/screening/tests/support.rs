//! Builders of parties and entries with invented names.

use super::super::*;
use crate::ids::PartyId;
use crate::network::{Country, PartyOrigin};

/// The settings of these tests.
pub(in crate::screening) fn settings() -> ScreeningSettings {
    serde_json::from_str(include_str!("settings.json")).unwrap()
}

pub(super) fn party(id: &str, name: &str, country: &str) -> Party {
    Party { country: Country::from_alpha3(country), ..Party::unknown(PartyId::from(id), name, PartyOrigin::Listed) }
}

pub(super) fn entry(id: &str, name: &str, country: &str) -> ListedEntity {
    ListedEntity {
        list: "invented".to_owned(),
        id: id.to_owned(),
        name: name.to_owned(),
        aliases: Vec::new(),
        country: Country::from_alpha3(country),
        region: None,
        address: None,
        identifiers: Vec::new(),
        programme: None,
        listed_on: None,
        source: None,
    }
}

/// A list of other entries, so that words have a rarity.
pub(super) fn background() -> Vec<ListedEntity> {
    let names = [
        "Samarkand Silk Weaving LLC",
        "Bukhara Cotton Ginning JSC",
        "Andijan No. 1 Textile Factory",
        "Fergana Yarn Trading LLC",
        "Namangan Garment Factory",
        "Qumtepa Agro Cluster LLC",
        "Oltin Vodiy Textile LLC",
        "Zarbuloq Trading Co., Ltd.",
        "Jiangsu Fengmao Garment Co., Ltd.",
        "Shandong Ruichang Textile Co., Ltd.",
        "Dongguan Kaiyuan Shoes Co., Ltd.",
        "Hefei Tianbo Information Technology Co., Ltd.",
        "Bursa Yıldırım Tekstil San. ve Tic. A.Ş.",
        "Denizli Akpınar Havlu Ltd. Şti.",
        "Gazipur Sonarbhumi Knitwear Ltd.",
        "Tirupur Velavan Exports Pvt. Ltd.",
        "Penang Suriamas Glove Sdn. Bhd.",
        "Almaty Aqbulaq Trade LLP",
    ];
    names.iter().enumerate().map(|(at, name)| entry(&format!("b{at}"), name, "XKX")).collect()
}

/// The best match of a party and an entry among other entries, whatever its zone.
pub(super) fn compare(party: &Party, entry: &ListedEntity) -> Option<Match> {
    let mut entries = background();
    entries.push(entry.clone());
    let found = screen(std::slice::from_ref(party), &entries, &settings(), Search::Indexed).unwrap();
    found
        .matches
        .into_iter()
        .find(|found| matches!(&found.other, Counterpart::Listed { entry: id, .. } if *id == entry.id))
}

pub(super) fn zone(party: &Party, entry: &ListedEntity) -> Zone {
    compare(party, entry).map_or(Zone::No, |found| found.zone)
}

pub(super) fn field(found: &Match, field: Field) -> &FieldComparison {
    found.fields.iter().find(|comparison| comparison.field == field).unwrap()
}

//! Rows of the suppliers table.

use karvon_engine::ids::PartyId;
use karvon_engine::network::{Country, Housing, Party, PartyKind, PartyOrigin};
use validator::Validate;

use super::guard::{Guarded, ID, TEXT, guard};
use super::{Origin, RowReader};
use crate::finding::Rule;
use crate::table::suppliers as field;
use crate::value::code::{self, HsRead};
use crate::value::sector::{self, SectorRead};
use crate::value::word::WordList;

/// A supplier as its row says, before it has an id for certain.
#[derive(Clone, Debug, PartialEq, Validate)]
pub(crate) struct SupplierRow {
    #[validate(length(max = ID))]
    pub(crate) supplier_id: Option<String>,
    #[validate(length(min = 1, max = TEXT))]
    pub(crate) name: String,
    pub(crate) country: Option<Country>,
    /// The code, or what stands there instead: it enters the id that is made for a row without one.
    pub(crate) country_text: String,
    #[validate(length(max = TEXT))]
    pub(crate) subdivision: Option<String>,
    #[validate(length(max = TEXT))]
    pub(crate) address: Option<String>,
    #[validate(range(min = -90.0, max = 90.0))]
    pub(crate) latitude: Option<f64>,
    #[validate(range(min = -180.0, max = 180.0))]
    pub(crate) longitude: Option<f64>,
    pub(crate) kind: Option<PartyKind>,
    #[validate(length(max = TEXT))]
    pub(crate) sector: Option<String>,
    pub(crate) products: Vec<String>,
    #[validate(range(min = 0, max = 10_000_000))]
    pub(crate) workers: Option<u32>,
    #[validate(range(min = 0.0, max = 1.0))]
    pub(crate) migrant_share: Option<f64>,
    #[validate(range(min = 0.0, max = 1.0))]
    pub(crate) agency_share: Option<f64>,
    #[validate(range(min = 0.0, max = 1.0))]
    pub(crate) women_share: Option<f64>,
    #[validate(range(min = 0.0, max = 1.0))]
    pub(crate) young_share: Option<f64>,
    pub(crate) housing: Option<Housing>,
    #[validate(length(max = TEXT))]
    pub(crate) programme: Option<String>,
    #[validate(length(max = ID))]
    pub(crate) lei: Option<String>,
    #[validate(length(max = ID))]
    pub(crate) os_id: Option<String>,
    #[validate(length(max = ID))]
    pub(crate) duns: Option<String>,
    #[validate(length(max = ID))]
    pub(crate) tax_id: Option<String>,
    #[validate(range(min = 0, max = 100))]
    pub(crate) tier: Option<u32>,
    #[validate(length(max = ID))]
    pub(crate) parent_id: Option<String>,
}

impl Guarded for SupplierRow {
    fn forget(&mut self, field: &str) {
        match field {
            "subdivision" => self.subdivision = None,
            "address" => self.address = None,
            "latitude" => self.latitude = None,
            "longitude" => self.longitude = None,
            "sector" => self.sector = None,
            "workers" => self.workers = None,
            "migrant_share" => self.migrant_share = None,
            "agency_share" => self.agency_share = None,
            "women_share" => self.women_share = None,
            "young_share" => self.young_share = None,
            "programme" => self.programme = None,
            "lei" => self.lei = None,
            "os_id" => self.os_id = None,
            "duns" => self.duns = None,
            "tax_id" => self.tax_id = None,
            "tier" => self.tier = None,
            "parent_id" => self.parent_id = None,
            "supplier_id" => self.supplier_id = None,
            _ => {}
        }
    }
}

impl SupplierRow {
    /// The party under an id.
    pub(crate) fn into_party(self, id: PartyId) -> Party {
        Party {
            id,
            name: self.name,
            country: self.country,
            subdivision: self.subdivision,
            address: self.address,
            latitude: self.latitude,
            longitude: self.longitude,
            kind: self.kind,
            sector: self.sector,
            products: self.products,
            workers: self.workers,
            migrant_share: self.migrant_share,
            agency_share: self.agency_share,
            women_share: self.women_share,
            young_share: self.young_share,
            housing: self.housing,
            programme: self.programme,
            lei: self.lei,
            os_id: self.os_id,
            duns: self.duns,
            tax_id: self.tax_id,
            stated_tier: self.tier,
            origin: PartyOrigin::Listed,
        }
    }
}

/// Reads the open row; `None`, with findings, if it cannot be used.
pub(crate) fn read(reader: &mut RowReader<'_>) -> Option<(SupplierRow, Origin)> {
    let country = reader.country(field::COUNTRY);
    let country_text = match country {
        Some(country) => country.to_string(),
        None => reader.peek(field::COUNTRY).map(|given| given.text.into_owned()).unwrap_or_default(),
    };
    let mut row = SupplierRow {
        supplier_id: reader.text(field::SUPPLIER_ID),
        name: reader.text(field::NAME).unwrap_or_default(),
        country,
        country_text,
        subdivision: reader.text(field::SUBDIVISION),
        address: reader.text(field::ADDRESS),
        latitude: reader.degrees(field::LATITUDE),
        longitude: reader.degrees(field::LONGITUDE),
        kind: kind(reader),
        sector: sector(reader),
        products: products(reader),
        workers: reader.whole(field::WORKERS),
        migrant_share: reader.share(field::MIGRANT_SHARE),
        agency_share: reader.share(field::AGENCY_SHARE),
        women_share: reader.share(field::WOMEN_SHARE),
        young_share: reader.share(field::YOUNG_SHARE),
        housing: housing(reader),
        programme: reader.text(field::PROGRAMME),
        lei: reader.text(field::LEI),
        os_id: reader.text(field::OS_ID),
        duns: reader.text(field::DUNS),
        tax_id: reader.text(field::TAX_ID),
        tier: reader.whole(field::TIER),
        parent_id: reader.text(field::PARENT_ID),
    };
    if !reader.is_usable() {
        return None;
    }
    guard(&mut row, field::ALL, reader);
    check_registry_numbers(&row, reader);
    reader.is_usable().then(|| (row, reader.origin()))
}

fn kind(reader: &mut RowReader<'_>) -> Option<PartyKind> {
    let code = reader.word(field::KIND, WordList::PartyKind)?;
    PartyKind::ALL.into_iter().find(|kind| kind.as_str() == code)
}

fn housing(reader: &mut RowReader<'_>) -> Option<Housing> {
    match reader.word(field::HOUSING, WordList::Housing)? {
        "on_site" => Some(Housing::OnSite),
        "off_site" => Some(Housing::OffSite),
        "none" => Some(Housing::None),
        _ => None,
    }
}

/// The ISIC code of a sector; a text that is none is kept as it stands.
fn sector(reader: &mut RowReader<'_>) -> Option<String> {
    let given = reader.given(field::SECTOR)?;
    match sector::read(&given.text) {
        SectorRead::Code(code) => Some(code),
        SectorRead::Word(code) => {
            reader.report_once(Rule::SectorWord, field::SECTOR, Some(&given.text), &[("code", code.to_owned())]);
            Some(code.to_owned())
        }
        SectorRead::Unreadable => {
            reader.report_once(Rule::SectorUnreadable, field::SECTOR, Some(&given.text), &[]);
            Some(given.text.into_owned())
        }
    }
}

/// HS codes, sorted and each once.
fn products(reader: &mut RowReader<'_>) -> Vec<String> {
    let Some(given) = reader.given(field::PRODUCTS) else {
        return Vec::new();
    };
    let mut codes = Vec::new();
    for part in given.text.split([';', ',', '|', '/']).map(str::trim).filter(|part| !part.is_empty()) {
        match code::hs(part) {
            HsRead::Code(code) => codes.push(code),
            HsRead::ZeroLost(code) => {
                reader.report(Rule::HsLeadingZero, field::PRODUCTS, Some(part), &[("read", code.clone())]);
                codes.push(code);
            }
            HsRead::Unreadable => {
                reader.report(Rule::HsUnreadable, field::PRODUCTS, Some(part), &[]);
            }
        }
    }
    codes.sort();
    codes.dedup();
    codes
}

/// Numbers of registries are kept as written and said to be odd where their check digits do not fit.
fn check_registry_numbers(row: &SupplierRow, reader: &mut RowReader<'_>) {
    if let Some(lei) = row.lei.as_deref().filter(|lei| !code::is_lei(lei)) {
        reader.report(Rule::IdentifierOdd, field::LEI, Some(lei), &[("kind", "LEI".to_owned())]);
    }
    if let Some(duns) = row.duns.as_deref().filter(|duns| !code::is_duns(duns)) {
        reader.report(Rule::IdentifierOdd, field::DUNS, Some(duns), &[("kind", "D-U-N-S".to_owned())]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{only_finding, read_one, rules};

    /// A suppliers file with one row and one more column.
    fn with(column: &str, value: &str) -> crate::Intake {
        let value = value.replace('"', "\"\"");
        read_one("suppliers.csv", format!("supplier_id,name,country,{column}\ns1,Mill,UZB,\"{value}\"\n").as_bytes())
    }

    fn party(column: &str, value: &str) -> Party {
        with(column, value).inputs.parties.remove(0)
    }

    #[test]
    fn a_whole_row_becomes_a_party() {
        let bytes = "supplier_id;name;country;lat;lng;type;industry;hs codes;employees;migrant share;housing;tier\n\
                     s1;Ткацкая фабрика;Узбекистан;41,3;69,2;Factory;13;5208.11; 1 200;71.0%;on-site;2\n";
        let intake = read_one("suppliers.csv", bytes.as_bytes());
        let party = &intake.inputs.parties[0];
        assert_eq!((party.country, party.kind), (Country::from_alpha3("UZB"), Some(PartyKind::Facility)));
        assert_eq!((party.latitude, party.longitude), (Some(41.3), Some(69.2)));
        assert_eq!((party.workers, party.migrant_share), (Some(1200), Some(0.71)));
        assert_eq!((party.housing, party.stated_tier), (Some(Housing::OnSite), Some(2)));
        assert_eq!((party.sector.as_deref(), party.products.as_slice()), (Some("13"), &["520811".to_owned()][..]));
        assert_eq!(rules(&intake), Vec::<&str>::new());
    }

    #[test]
    fn a_factory_list_of_a_brand_reads_as_suppliers() {
        let list = "country,name,address,sector,lat,lng\r\n\
                    CHINA,\"LANTIAN SHOES CO.,LTD\",\"NO.8 WEST ROAD, P.C. 325000\",Apparel,27.96,120.66\r\n\
                    Viet Nam,May Thu Garment,\"Lot 5, \"\"Binh\"\" Zone\",Apparel,10.9,106.7\r\n\
                    usa,Prairie Knits,,Apparel,,\r\n";
        let intake = read_one("list_99.csv", list.as_bytes());
        let countries: Vec<String> =
            intake.inputs.parties.iter().filter_map(|party| party.country).map(|country| country.to_string()).collect();
        assert_eq!(countries, ["CHN", "VNM", "USA"]);
        assert_eq!(intake.inputs.parties[0].longitude, Some(120.66));
        assert_eq!(intake.inputs.parties[1].address.as_deref(), Some("Lot 5, \"Binh\" Zone"));
        assert_eq!((rules(&intake), intake.rows_left_out()), (vec!["sector-word"], 0));
    }

    #[test]
    fn a_row_without_a_readable_country_is_kept_with_the_nearest_name_as_fix() {
        let intake = read_one("suppliers.csv", b"supplier_id,name,country\ns1,Mill,Kazakstan\n");
        assert_eq!(intake.inputs.parties[0].country, None);
        let finding = only_finding(&intake);
        assert_eq!(
            (finding.rule, finding.row, finding.value.as_deref()),
            (Rule::CountryUnknown, Some(2), Some("Kazakstan"))
        );
        assert!(finding.fix.contains("Kazakhstan"), "{}", finding.fix);
    }

    #[test]
    fn a_country_name_of_two_countries_is_a_warning() {
        let intake = read_one("suppliers.csv", b"supplier_id,name,country\ns1,Mill,Korea\n");
        assert_eq!(rules(&intake), ["country-ambiguous"]);
        assert_eq!(intake.inputs.parties[0].country, None);
    }

    #[test]
    fn an_empty_country_is_said_and_the_row_kept() {
        let intake = read_one("suppliers.csv", b"supplier_id,name,country\ns1,Mill,\n");
        assert_eq!((rules(&intake), intake.inputs.parties.len()), (vec!["required-unknown"], 1));
    }

    #[test]
    fn a_row_without_a_name_is_left_out_and_the_others_stay() {
        let intake = read_one("suppliers.csv", b"supplier_id,name,country\ns1,,UZB\ns2,Mill,UZB\n");
        assert_eq!(rules(&intake), ["required-missing"]);
        assert_eq!(intake.inputs.parties.len(), 1);
        assert_eq!(intake.rows_left_out(), 1);
    }

    #[test]
    fn a_bare_71_is_no_share() {
        let intake = with("migrant_share", "71");
        assert_eq!((rules(&intake), intake.inputs.parties[0].migrant_share), (vec!["share-bare"], None));
        assert_eq!(party("migrant_share", "71%").migrant_share, Some(0.71));
        assert_eq!(party("migrant share %", "71").migrant_share, Some(0.71));
        assert_eq!(party("migrant_share", "0,333").migrant_share, Some(0.333));
        assert_eq!(party("migrant_share", "1").migrant_share, Some(1.0));
    }

    #[test]
    fn a_bare_1_among_percents_is_in_doubt_too() {
        let intake = read_one("suppliers.csv", b"supplier_id,name,country,women_share\ns1,A,UZB,1\ns2,B,UZB,45\n");
        assert_eq!(rules(&intake), ["share-bare", "share-bare"]);
    }

    #[test]
    fn numbers_that_cannot_be_are_refused_and_unknown() {
        for (column, value, rule) in [
            ("workers", "-5", "number-negative"),
            ("workers", "NaN", "number-not-finite"),
            ("workers", "inf", "number-not-finite"),
            ("workers", "12.5", "number-not-whole"),
            ("workers", "1000-2000", "number-range"),
            ("workers", "many", "number-unreadable"),
            ("workers", "1.200", "number-ambiguous"),
            ("workers", "99999999999", "number-out-of-range"),
            ("workers", "50000000", "number-out-of-range"),
            ("women_share", "120%", "number-out-of-range"),
            ("women_share", "-0.1", "number-negative"),
            ("lat", "95", "number-out-of-range"),
        ] {
            let intake = with(column, value);
            assert_eq!(rules(&intake), [rule], "{column} {value}");
            let party = &intake.inputs.parties[0];
            assert_eq!((party.workers, party.women_share, party.latitude), (None, None, None), "{column} {value}");
        }
        assert_eq!(party("workers", "1,200").workers, Some(1200));
    }

    #[test]
    fn words_and_codes_that_are_none_are_warnings() {
        for (column, value, rule) in [
            ("kind", "castle", "word-unknown"),
            ("housing", "maybe", "word-unknown"),
            ("products", "cotton yarn", "hs-unreadable"),
            ("products", "10121", "hs-leading-zero"),
            ("sector", "Apparel", "sector-word"),
            ("sector", "general business", "sector-unreadable"),
            ("lei", "12345", "identifier-odd"),
            ("duns", "1234", "identifier-odd"),
        ] {
            assert_eq!(rules(&with(column, value)), [rule], "{column} {value}");
        }
        assert_eq!(party("products", "5208; 5201.00;5208").products, ["520100", "5208"]);
        assert_eq!(party("products", "10121").products, ["010121"]);
        assert_eq!(party("sector", "Apparel").sector.as_deref(), Some("14"));
        assert_eq!(party("sector", "general business").sector.as_deref(), Some("general business"));
    }

    #[test]
    fn a_text_beyond_measure_is_not_taken() {
        assert_eq!(rules(&with("address", &"x".repeat(1001))), ["text-too-long"]);
        assert_eq!(party("address", &"x".repeat(1001)).address, None);
    }

    #[test]
    fn formulas_and_lost_characters_in_text_are_said() {
        assert_eq!(rules(&with("address", "=HYPERLINK(\"http://example.org\")")), ["formula-text"]);
        assert_eq!(party("tax_id", "=\"00123\"").tax_id.as_deref(), Some("00123"));
        assert_eq!(rules(&with("address", "FUJIAN□")), ["lost-characters"]);
        assert_eq!(rules(&with("address", "a\nb")), ["control-characters"]);
    }

    #[test]
    fn a_row_with_more_cells_than_headers_is_left_out() {
        let intake = read_one("suppliers.csv", b"supplier_id,name,country\ns1,Mill,UZB,extra\ns2,Loom,UZB\n");
        assert_eq!((rules(&intake), intake.inputs.parties.len()), (vec!["long-row"], 1));
    }

    #[test]
    fn a_row_with_fewer_cells_is_read_and_said() {
        let intake = read_one("suppliers.csv", b"supplier_id,name,country,address\ns1,Mill,UZB\n");
        assert_eq!((rules(&intake), intake.inputs.parties.len()), (vec!["short-row"], 1));
    }
}

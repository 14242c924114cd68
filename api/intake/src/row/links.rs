//! Rows of the links table.

use chrono::NaiveDate;
use karvon_engine::ids::PartyId;
use karvon_engine::network::{Link, LinkKind, LinkStatus, Traceability};
use validator::Validate;

use super::guard::{AMOUNT, Guarded, ID, TEXT, guard};
use super::{Origin, RowReader};
use crate::finding::Rule;
use crate::table::links as field;
use crate::table::{Field, Need};
use crate::value::code::{self, HsRead};
use crate::value::word::WordList;

/// A link as its row says.
#[derive(Clone, Debug, Validate)]
struct LinkRow {
    #[validate(length(min = 1, max = ID))]
    supplier_id: String,
    #[validate(length(min = 1, max = ID))]
    buyer_id: String,
    kind: LinkKind,
    status: LinkStatus,
    commodity: Option<String>,
    #[validate(length(max = TEXT))]
    product: Option<String>,
    #[validate(range(min = 0.0, max = 1.0))]
    share: Option<f64>,
    #[validate(range(min = 0.0, max = 1.0))]
    output_share: Option<f64>,
    #[validate(range(min = 0.0, max = AMOUNT))]
    annual_value: Option<f64>,
    currency: Option<String>,
    traceability: Traceability,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    #[validate(length(max = TEXT))]
    source: Option<String>,
}

impl Guarded for LinkRow {
    fn forget(&mut self, field: &str) {
        match field {
            "product" => self.product = None,
            "share" => self.share = None,
            "output_share" => self.output_share = None,
            "annual_value" => self.annual_value = None,
            "source" => self.source = None,
            _ => {}
        }
    }
}

impl From<LinkRow> for Link {
    fn from(row: LinkRow) -> Self {
        Self {
            supplier: PartyId::new(row.supplier_id),
            buyer: PartyId::new(row.buyer_id),
            kind: row.kind,
            status: row.status,
            commodity: row.commodity,
            product: row.product,
            share: row.share,
            output_share: row.output_share,
            annual_value: row.annual_value,
            currency: row.currency,
            traceability: row.traceability,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            source: row.source,
        }
    }
}

/// Reads the open row; `None`, with findings, if it cannot be used.
pub(crate) fn read(reader: &mut RowReader<'_>) -> Option<(Link, Origin)> {
    let mut row = LinkRow {
        supplier_id: reader.text(field::SUPPLIER_ID).unwrap_or_default(),
        buyer_id: reader.text(field::BUYER_ID).unwrap_or_default(),
        kind: kind(reader),
        status: status(reader),
        commodity: commodity(reader),
        product: reader.text(field::PRODUCT),
        share: reader.share(field::SHARE),
        output_share: reader.share(field::OUTPUT_SHARE),
        annual_value: reader.amount(field::ANNUAL_VALUE),
        currency: reader.currency(field::CURRENCY),
        traceability: traceability(reader),
        valid_from: reader.date(field::VALID_FROM),
        valid_to: reader.date(field::VALID_TO),
        source: reader.text(field::SOURCE),
    };
    if !reader.is_usable() {
        return None;
    }
    guard(&mut row, field::ALL, reader);
    if row.annual_value.is_some_and(|value| value > 0.0) && row.currency.is_none() {
        reader.report(Rule::AmountWithoutCurrency, field::ANNUAL_VALUE, None, &[("field", "currency".to_owned())]);
    }
    reader.check_order((field::VALID_FROM, row.valid_from), (field::VALID_TO, row.valid_to));
    reader.is_usable().then(|| (row.into(), reader.origin()))
}

/// The kind; without one, goods. A word that is no kind makes the row useless: what flows along it is not known.
fn kind(reader: &mut RowReader<'_>) -> LinkKind {
    let field = Field { need: Need::Must, ..field::KIND };
    let given = reader.given(field::KIND).is_some();
    let code = given.then(|| reader.word(field, WordList::LinkKind)).flatten();
    LinkKind::ALL.into_iter().find(|kind| Some(kind.as_str()) == code).unwrap_or_default()
}

fn status(reader: &mut RowReader<'_>) -> LinkStatus {
    let code = reader.word(field::STATUS, WordList::LinkStatus);
    LinkStatus::ALL.into_iter().find(|status| Some(status.as_str()) == code).unwrap_or_default()
}

fn traceability(reader: &mut RowReader<'_>) -> Traceability {
    let code = reader.word(field::TRACEABILITY, WordList::Traceability);
    Traceability::ALL.into_iter().find(|traceability| Some(traceability.as_str()) == code).unwrap_or_default()
}

fn commodity(reader: &mut RowReader<'_>) -> Option<String> {
    let given = reader.given(field::COMMODITY)?;
    match code::hs(&given.text) {
        HsRead::Code(code) => Some(code),
        HsRead::ZeroLost(code) => {
            reader.report(Rule::HsLeadingZero, field::COMMODITY, Some(&given.text), &[("read", code.clone())]);
            Some(code)
        }
        HsRead::Unreadable => {
            reader.report(Rule::HsUnreadable, field::COMMODITY, Some(&given.text), &[]);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{only_finding, read_tables, rules};

    const SUPPLIERS: &str = "supplier_id,name,country\ns1,Mill,UZB\ns2,Loom,UZB\n";

    fn read_links(text: &str) -> crate::Intake {
        read_tables(&[("suppliers.csv", SUPPLIERS), ("links.csv", text)])
    }

    /// One link between the two suppliers, with one more column.
    fn with(column: &str, value: &str) -> crate::Intake {
        read_links(&format!("supplier_id,buyer_id,{column}\ns1,s2,\"{value}\"\n"))
    }

    #[test]
    fn a_link_takes_its_defaults_where_the_row_is_silent() {
        let intake = read_links("supplier_id,buyer_id\ns1,s2\n");
        assert_eq!(intake.inputs.links, [Link::new("s1".into(), "s2".into(), LinkKind::Goods)]);
        assert_eq!(rules(&intake), Vec::<&str>::new());
    }

    #[test]
    fn values_of_a_link_are_read() {
        let intake = read_links(
            "from;to;type;status;hs code;share;annual spend;currency;traceability;valid from\n\
             s1;s2;subcontract;verified;5208.11;33,3%;1.200.000,50;usd;mass balance;2025-04-03\n",
        );
        let link = &intake.inputs.links[0];
        assert_eq!((link.kind, link.status), (LinkKind::Subcontract, LinkStatus::Verified));
        assert_eq!((link.commodity.as_deref(), link.share), (Some("520811"), Some(0.333)));
        assert_eq!((link.annual_value, link.currency.as_deref()), (Some(1_200_000.5), Some("USD")));
        assert_eq!(link.traceability, Traceability::MassBalance);
        assert_eq!(link.valid_from, NaiveDate::from_ymd_opt(2025, 4, 3));
        assert_eq!(rules(&intake), Vec::<&str>::new());
    }

    #[test]
    fn an_unknown_kind_makes_the_row_useless_and_an_unknown_status_does_not() {
        let intake = with("kind", "bananas");
        assert_eq!((rules(&intake), intake.inputs.links.len()), (vec!["word-unknown"], 0));
        assert_eq!(only_finding(&intake).severity, crate::Severity::Error);
        let intake = with("status", "perhaps");
        assert_eq!((rules(&intake), intake.inputs.links.len()), (vec!["word-unknown"], 1));
    }

    #[test]
    fn dates_in_doubt_are_said_with_both_readings() {
        let intake = with("valid_from", "03.04.2025");
        assert_eq!(intake.inputs.links[0].valid_from, NaiveDate::from_ymd_opt(2025, 4, 3));
        let finding = only_finding(&intake);
        assert_eq!(finding.rule, Rule::DateAmbiguous);
        assert!(finding.message.contains("2025-04-03") && finding.fix.contains("2025-03-04"), "{finding:?}");
    }

    #[test]
    fn a_date_above_twelve_day_first_is_a_notice() {
        let intake = with("valid_from", "23/4/2025");
        assert_eq!(rules(&intake), ["date-day-first"]);
        assert_eq!(intake.inputs.links[0].valid_from, NaiveDate::from_ymd_opt(2025, 4, 23));
    }

    #[test]
    fn one_month_first_date_takes_the_others_of_the_column_away() {
        let intake = read_links("supplier_id,buyer_id,valid_from\ns1,s2,3/4/2025\ns2,s1,4/23/2025\n");
        assert_eq!(rules(&intake), ["date-unreadable", "date-month-first"]);
        assert_eq!(intake.inputs.links[0].valid_from, None);
    }

    #[test]
    fn other_dates_that_cannot_be_meant_are_said() {
        for (value, rule) in [
            ("soon", "date-unreadable"),
            ("45658", "date-serial"),
            ("2187-01-01", "date-implausible"),
            ("1900-01-01", "date-implausible"),
        ] {
            assert_eq!(rules(&with("valid_from", value)), [rule], "{value}");
        }
        let intake = read_links("supplier_id,buyer_id,valid_from,valid_to\ns1,s2,2025-01-01,2024-01-01\n");
        assert_eq!(rules(&intake), ["date-order"]);
    }

    #[test]
    fn amounts_need_a_currency_and_one_reading() {
        assert_eq!(rules(&with("annual_value", "1200")), ["amount-without-currency"]);
        let intake = read_links("supplier_id,buyer_id,annual_value,currency\ns1,s2,\"1,200\",EUR\n");
        assert_eq!((rules(&intake), intake.inputs.links[0].annual_value), (vec!["number-ambiguous"], Some(1200.0)));
        let intake = read_links("supplier_id,buyer_id,annual_value,currency\ns1,s2,5,euros\n");
        assert_eq!(rules(&intake), ["amount-without-currency", "currency-unreadable"]);
    }
}

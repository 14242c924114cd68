//! `matches.csv`: parties that are like listed names, and parties that are like each other.

use karvon_engine::assessment::{Assessment, FoundMatch};
use karvon_engine::screening::{Agreement, Field, FieldComparison, Scheme};

use super::{TableError, columns, joined, number, safe, write};

/// Every match, decided or not.
pub fn matches(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let header = columns(&[
        "match_id",
        "kind",
        "party_id",
        "record_id",
        "other",
        "list",
        "list_version",
        "counts_as",
        "listed_on",
        "programme",
        "list_source",
        "bits",
        "zone",
        "state",
        "decided_by",
        "reason",
        "decided_on",
        "explanation",
    ]);
    write("matches", &header, assessment.screening.matches.iter().map(|found| row(assessment, found)))
}

fn row(assessment: &Assessment, found: &FoundMatch) -> Vec<String> {
    let listed = found.listed.as_ref();
    let used = listed.and_then(|listed| assessment.manifest.lists.iter().find(|used| used.list == listed.list));
    let of_list =
        |of: fn(&karvon_engine::assessment::Listed) -> Option<String>| listed.and_then(of).unwrap_or_default();
    vec![
        found.match_id.clone(),
        found.kind.as_str().to_owned(),
        safe(found.party_id.as_str()),
        safe(found.record.as_ref().map(karvon_engine::ids::PartyId::as_str).unwrap_or_default()),
        safe(&found.other),
        safe(&of_list(|listed| Some(listed.list.clone()))),
        used.map(|used| used.sha256.clone()).unwrap_or_default(),
        of_list(|listed| Some(listed.counts_as.clone())),
        of_list(|listed| listed.listed_on.map(|day| day.to_string())),
        safe(&of_list(|listed| listed.programme.clone())),
        safe(&of_list(|listed| listed.source.clone())),
        number(found.bits),
        found.zone.as_str().to_owned(),
        found.state.as_str().to_owned(),
        found.evidence.as_ref().map(ToString::to_string).unwrap_or_default(),
        safe(found.reason.as_deref().unwrap_or_default()),
        found.decided_on.map(|day| day.to_string()).unwrap_or_default(),
        safe(&joined(found.fields.iter().map(explained))),
    ]
}

/// `country: TKM ~ TKM (same) +4.25`
fn explained(field: &FieldComparison) -> String {
    let (name, agreement) = (field_name(field.field), agreement(field.agreement));
    format!("{name}: {} ~ {} ({agreement}) {:+.2}", field.ours, field.theirs, field.bits)
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Alias => "alias",
        Field::LegalForm => "legal_form",
        Field::Country => "country",
        Field::Region => "region",
        Field::Address => "address",
        Field::Identifier(Scheme::Lei) => "lei",
        Field::Identifier(Scheme::OsId) => "os_id",
        Field::Identifier(Scheme::Gln) => "gln",
        Field::Identifier(Scheme::Duns) => "duns",
        Field::Identifier(Scheme::TaxId) => "tax_id",
    }
}

fn agreement(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::ByWord => "by_word",
        Agreement::Same => "same",
        Agreement::Related => "related",
        Agreement::Mostly => "mostly",
        Agreement::Partly => "partly",
        Agreement::Little => "little",
        Agreement::Different => "different",
        Agreement::Unmentioned => "unmentioned",
        Agreement::Unknown => "unknown",
        Agreement::OursInvalid(_) => "ours_invalid",
        Agreement::TheirsInvalid(_) => "theirs_invalid",
    }
}

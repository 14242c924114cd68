//! Weighs one pair of records, and explains it.

use super::align::{Aligner, Span, Step};
use super::fields::{self, SCHEMES, Weighed};
use super::found::{Agreement, Field, FieldComparison, WordAgreement, WordComparison};
use super::identifier::Scheme;
use super::name::Name;
use super::records::{Record, Records, Source};
use super::settings::ScreeningSettings;

/// Weighs pairs of one set of records.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judge<'a> {
    pub(super) settings: &'a ScreeningSettings,
    pub(super) records: &'a Records,
    pub(super) aligner: Aligner<'a>,
}

/// What a pair weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    pub(super) bits: f64,
    /// Bits of the names alone, less what a further name costs.
    pub(super) name_bits: f64,
    /// The names that agree best.
    pub(super) names: (usize, usize),
    /// An identifier agrees.
    pub(super) identified: bool,
}

impl Verdict {
    /// Whether a person has to see the pair.
    pub(super) fn is_shown(&self, settings: &ScreeningSettings) -> bool {
        let zones = &settings.zones;
        self.bits >= zones.review && (self.identified || self.name_bits >= zones.name)
    }
}

impl Judge<'_> {
    /// Weighs a pair; `steps` is scratch.
    pub(super) fn weigh(&self, ours: &Record, theirs: &Record, steps: &mut Vec<Step>) -> Verdict {
        let mut best: Option<(f64, (usize, usize))> = None;
        for (i, our_name) in ours.names.iter().enumerate() {
            for (j, their_name) in theirs.names.iter().enumerate() {
                let bits = self.aligner.compare(our_name, their_name, steps) + self.alias_bits(i, j);
                if best.is_none_or(|(most, _)| bits > most) {
                    best = Some((bits, (i, j)));
                }
            }
        }
        let (name_bits, names) = best.unwrap_or((0.0, (0, 0)));
        let mut bits = name_bits;
        let mut identified = false;
        let nameless = name_bits < self.settings.zones.name;
        if nameless && (ours.identifiers.is_empty() || theirs.identifiers.is_empty()) {
            // Nothing beside the names can make up for them; the bits of such a pair are nobody's concern.
            return Verdict { bits, name_bits, names, identified };
        }
        self.other_fields(ours, theirs, names, |field, (agreement, weight)| {
            bits += weight;
            identified |= matches!(field, Field::Identifier(_)) && agreement == Agreement::Same;
        });
        Verdict { bits, name_bits, names, identified }
    }

    /// The fields of a pair, each with both values as written.
    pub(super) fn explain(
        &self,
        (ours, our_source): (&Record, &Source<'_>),
        (theirs, their_source): (&Record, &Source<'_>),
        verdict: &Verdict,
    ) -> Vec<FieldComparison> {
        let (i, j) = verdict.names;
        let our_name = our_source.names.get(i).copied().unwrap_or_default();
        let their_name = their_source.names.get(j).copied().unwrap_or_default();
        let mut steps = Vec::new();
        if let (Some(our_key), Some(their_key)) = (ours.names.get(i), theirs.names.get(j)) {
            self.aligner.compare(our_key, their_key, &mut steps);
        }
        let (our_read, their_read) = (Name::read(our_name), Name::read(their_name));
        let mut fields = vec![FieldComparison {
            field: Field::Name,
            ours: our_name.to_owned(),
            theirs: their_name.to_owned(),
            agreement: Agreement::ByWord,
            bits: steps.iter().fold(0.0, |sum, step| sum + step.bits),
            words: steps.iter().map(|step| worded(step, &our_read, &their_read)).collect(),
        }];
        if (i, j) != (0, 0) {
            fields.push(FieldComparison {
                field: Field::Alias,
                ours: our_source.names.first().copied().unwrap_or_default().to_owned(),
                theirs: their_source.names.first().copied().unwrap_or_default().to_owned(),
                agreement: Agreement::Different,
                bits: self.alias_bits(i, j),
                words: Vec::new(),
            });
        }
        self.other_fields(ours, theirs, verdict.names, |field, (agreement, bits)| {
            let (ours, theirs) = if field == Field::LegalForm {
                (legal_text(&our_read), legal_text(&their_read))
            } else {
                (written(our_source, field), written(their_source, field))
            };
            if !ours.is_empty() || !theirs.is_empty() {
                fields.push(FieldComparison { field, ours, theirs, agreement, bits, words: Vec::new() });
            }
        });
        fields
    }

    fn alias_bits(&self, ours: usize, theirs: usize) -> f64 {
        if (ours, theirs) == (0, 0) { 0.0 } else { self.settings.alias.bits() }
    }

    /// Every field but the names, in fixed order.
    fn other_fields(
        &self,
        ours: &Record,
        theirs: &Record,
        (i, j): (usize, usize),
        mut each: impl FnMut(Field, Weighed),
    ) {
        if let (Some(our_name), Some(their_name)) = (ours.names.get(i), theirs.names.get(j)) {
            each(Field::LegalForm, fields::legal_form(our_name, their_name, self.settings));
        }
        each(Field::Country, fields::country(ours, theirs, self.records, self.settings));
        each(Field::Region, fields::region(ours, theirs, self.settings));
        each(Field::Address, fields::address(ours, theirs, self.records, self.settings));
        for scheme in SCHEMES {
            if let Some(weighed) = fields::identifier(scheme, ours, theirs, self.settings) {
                each(Field::Identifier(scheme), weighed);
            }
        }
    }

    /// Whether a record with the very same names, and all else in common that it states, would be found by name.
    pub(super) fn can_be_found(&self, record: &Record) -> bool {
        let mut steps = Vec::new();
        let zones = &self.settings.zones;
        record.names.iter().any(|name| {
            let bits = self.aligner.compare(name, name, &mut steps);
            bits >= zones.name && bits + self.most_beside_name(record) >= zones.review
        })
    }

    /// The most that the fields beside the names can bring to a record, identifiers apart.
    pub(super) fn most_beside_name(&self, record: &Record) -> f64 {
        let settings = self.settings;
        let most =
            |chances: &[super::settings::Chances]| chances.iter().map(|chances| chances.bits()).fold(0.0, f64::max);
        let country =
            record.country.map_or(0.0, |country| fields::country_bits(country, self.records, settings).max(0.0));
        let related = most(&[settings.country.related]);
        let legal = most(&[settings.legal_form.same, settings.legal_form.different]);
        let region = &settings.region;
        let region = most(&[region.same, region.different, region.unmentioned]);
        let address = &settings.address;
        let address = most(&[address.same, address.mostly, address.partly, address.little, address.nothing]);
        let placed = !record.region.is_empty() || !record.address.is_empty();
        let mut sum = settings.alias.bits().max(0.0) + legal;
        if record.country.is_some() {
            sum += country.max(related);
        }
        if placed {
            sum += region;
        }
        if !record.address.is_empty() {
            sum += address;
        }
        sum
    }
}

/// A field of a record as written.
fn written(source: &Source<'_>, field: Field) -> String {
    match field {
        Field::Country => source.country.map(|country| country.to_string()).unwrap_or_default(),
        Field::Region => source.region.unwrap_or_default().to_owned(),
        Field::Address => source.address.unwrap_or_default().to_owned(),
        Field::Identifier(scheme) => identifiers(source, scheme),
        Field::Name | Field::Alias | Field::LegalForm => String::new(),
    }
}

fn identifiers(source: &Source<'_>, scheme: Scheme) -> String {
    let values: Vec<&str> =
        source.identifiers.iter().filter(|(other, _)| *other == scheme).map(|&(_, value)| value).collect();
    values.join("; ")
}

fn legal_text(name: &Name) -> String {
    let forms: Vec<&str> = name.legal.iter().map(|(_, text)| text.as_str()).collect();
    forms.join("; ")
}

fn worded(step: &Step, ours: &Name, theirs: &Name) -> WordComparison {
    let text = |name: &Name, (start, end): Span| {
        let words: Vec<&str> = name
            .words
            .get(usize::from(start)..usize::from(end))
            .unwrap_or_default()
            .iter()
            .map(|word| word.native.as_str())
            .collect();
        words.join(" ")
    };
    let whole = step.agreement == WordAgreement::Whole;
    WordComparison {
        ours: if whole { String::new() } else { text(ours, step.ours) },
        theirs: if whole { String::new() } else { text(theirs, step.theirs) },
        agreement: step.agreement,
        class: step.class,
        bits: step.bits,
    }
}

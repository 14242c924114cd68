//! The network of an assessment as GraphML, for programs that draw and measure graphs.
//!
//! Parties are nodes with band, likelihood and contribution, links are edges from supplier to buyer. Text stands as it was written;
//! what XML cannot hold is written as a replacement sign. What is not known is left out.

use karvon_engine::assessment::{Assessment, LinkResult, PartyResult};

/// Attributes: of `node` or `edge`, name, type.
const KEYS: [(&str, &str, &str); 25] = [
    ("node", "name", "string"),
    ("node", "country", "string"),
    ("node", "kind", "string"),
    ("node", "origin", "string"),
    ("node", "tier", "int"),
    ("node", "band", "string"),
    ("node", "scored", "boolean"),
    ("node", "severity", "int"),
    ("node", "likelihood", "double"),
    ("node", "p_low", "double"),
    ("node", "p_high", "double"),
    ("node", "coverage", "double"),
    ("node", "reach_to_subject", "double"),
    ("node", "contribution", "double"),
    ("node", "subject", "boolean"),
    ("edge", "link_id", "string"),
    ("edge", "link_kind", "string"),
    ("edge", "status", "string"),
    ("edge", "commodity", "string"),
    ("edge", "product", "string"),
    ("edge", "traceability", "string"),
    ("edge", "share", "double"),
    ("edge", "weight", "double"),
    ("edge", "upstream", "boolean"),
    ("graph", "result_hash", "string"),
];

/// The network with its numbers.
pub fn graphml(assessment: &Assessment) -> Vec<u8> {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    ));
    for (of, name, kind) in KEYS {
        let line = format!("  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n");
        xml.push_str(&line);
    }
    xml.push_str("  <graph id=\"network\" edgedefault=\"directed\">\n");
    data(&mut xml, "result_hash", Some(assessment.manifest.result_hash.as_str()));
    for party in &assessment.parties {
        node(&mut xml, party, assessment.manifest.subject.as_ref() == Some(&party.party_id));
    }
    for link in &assessment.links {
        edge(&mut xml, link);
    }
    xml.push_str("  </graph>\n</graphml>\n");
    xml.into_bytes()
}

fn node(xml: &mut String, party: &PartyResult, is_subject: bool) {
    open(xml, "node", &[("id", party.party_id.as_str())]);
    data(xml, "name", Some(&party.name));
    data(xml, "country", party.country.map(|country| country.to_string()).as_deref());
    data(xml, "kind", party.kind.map(karvon_engine::network::PartyKind::as_str));
    data(xml, "origin", Some(&word(&party.origin)));
    data(xml, "tier", party.tier.map(|tier| tier.to_string()).as_deref());
    data(xml, "band", Some(party.band.as_str()));
    data(xml, "scored", Some(&party.scored.to_string()));
    data(xml, "severity", Some(&party.severity.to_string()));
    number(xml, "likelihood", Some(party.likelihood));
    number(xml, "p_low", Some(party.p_low));
    number(xml, "p_high", Some(party.p_high));
    number(xml, "coverage", Some(party.coverage));
    number(xml, "reach_to_subject", party.reach_to_subject);
    number(xml, "contribution", party.contribution);
    data(xml, "subject", Some(&is_subject.to_string()));
    xml.push_str("    </node>\n");
}

fn edge(xml: &mut String, link: &LinkResult) {
    open(xml, "edge", &[("source", link.supplier_id.as_str()), ("target", link.buyer_id.as_str())]);
    data(xml, "link_id", Some(link.link_id.as_str()));
    data(xml, "link_kind", Some(link.kind.as_str()));
    data(xml, "status", Some(link.status.as_str()));
    data(xml, "commodity", link.commodity.as_deref());
    data(xml, "product", link.product.as_deref());
    data(xml, "traceability", Some(&word(&link.traceability)));
    number(xml, "share", link.share);
    number(xml, "weight", link.weight);
    data(xml, "upstream", Some(&link.upstream.to_string()));
    xml.push_str("    </edge>\n");
}

fn open(xml: &mut String, element: &str, attributes: &[(&str, &str)]) {
    xml.push_str("    <");
    xml.push_str(element);
    for (name, value) in attributes {
        for part in [" ", name, "=\"", &escaped(value), "\""] {
            xml.push_str(part);
        }
    }
    xml.push_str(">\n");
}

fn data(xml: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        for part in ["      <data key=\"", key, "\">", &escaped(value), "</data>\n"] {
            xml.push_str(part);
        }
    }
}

/// With all its digits; JSON and XML write finite numbers alike.
fn number(xml: &mut String, key: &str, value: Option<f64>) {
    data(xml, key, value.map(|value| value.to_string()).as_deref());
}

/// The word of a value in `assessment.json`.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

/// Text as XML holds it, in elements and in attributes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Written plainly, they would come back as spaces from an attribute.
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_takes_for_its_own_is_escaped() {
        assert_eq!(escaped("<A & \"B\">\n\u{1}Мата"), "&lt;A &amp; &quot;B&quot;&gt;&#10;\u{fffd}Мата");
    }

    #[test]
    fn every_attribute_is_declared_once() {
        let mut names: Vec<&str> = KEYS.iter().map(|(_, name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KEYS.len());
    }
}

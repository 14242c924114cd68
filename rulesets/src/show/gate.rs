//! Gates in words.

use karvon_engine::pattern::GateSource;
use karvon_engine::ruleset::Class;

use super::Source;

/// A gate as one line, e.g. `all of (any INV leaf; any COE leaf)`.
pub(crate) fn in_words(source: &Source<'_>, gate: &GateSource) -> String {
    let inputs = |of: &[GateSource]| of.iter().map(|input| in_words(source, input)).collect::<Vec<_>>().join("; ");
    match gate {
        GateSource::Leaf(id) => id.clone(),
        GateSource::AnyLeaf(Class::Inv) => source.word("gate-any-inv"),
        GateSource::AnyLeaf(Class::Coe) => source.word("gate-any-coe"),
        GateSource::Any(of) => format!("{} ({})", source.word("gate-any"), inputs(of)),
        GateSource::All(of) => format!("{} ({})", source.word("gate-all"), inputs(of)),
        GateSource::AtLeast { n, of } => {
            format!("{} {n} {} ({})", source.word("gate-at-least"), source.word("gate-of"), inputs(of))
        }
        GateSource::Points { threshold, of } => {
            let points: Vec<String> =
                of.iter().map(|input| format!("{} = {}", in_words(source, &input.gate), input.points)).collect();
            format!(
                "{} {threshold} {} ({})",
                source.word("gate-at-least"),
                source.word("gate-points"),
                points.join("; ")
            )
        }
    }
}

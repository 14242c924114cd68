//! The leading chains, in words and drawn.

use karvon_engine::assessment::Chain;
use karvon_engine::network::LinkStatus;

use super::{CHAINS, note, paragraph};
use crate::layout::chain::{ChainFigure, Stop};
use crate::layout::flow::Piece;
use crate::layout::glyphs::Look;
use crate::layout::heading::Heading;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::model::numbers::{fixed, percent};
use crate::model::voice::Voice;
use crate::theme::Tone;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let chains = &voice.assessment().chains;
    if chains.is_empty() {
        let key = if voice.subject().is_some() { "chains-none" } else { "chains-no-subject" };
        return vec![paragraph(voice, key)];
    }
    let counts = [("shown", chains.len().min(CHAINS).into()), ("all", chains.len().into())];
    let mut pieces = vec![Piece::of(Paragraph::new(voice.rich("chains-intro", &counts)).after(6.0))];
    for (at, chain) in chains.iter().take(CHAINS).enumerate() {
        let title = format!("{}. {}", at + 1, voice.name(&chain.source));
        pieces.push(Piece::of(Heading::new(2, title, format!("chain-{}", at + 1)).unmarked()));
        pieces.push(Piece::of(Paragraph::new(words(voice, chain)).after(2.0).kept()));
        pieces.push(Piece::of(figure(voice, chain)));
    }
    pieces.push(note(voice, "chains-note"));
    pieces
}

fn words(voice: &Voice<'_>, chain: &Chain) -> Rich {
    let values = [
        ("source", voice.name(&chain.source).into()),
        ("place", voice.party(&chain.source).map(|party| voice.country(party.country)).unwrap_or_default().into()),
        ("probability", percent(chain.probability).into()),
        ("live", percent(chain.live).into()),
        ("regime", voice.regime(&chain.regime).into()),
        ("regimeprobability", percent(chain.regime_probability).into()),
        ("leaf", voice.leaf(chain.leaf.as_str()).into()),
        ("leafprobability", percent(chain.leaf_probability).into()),
        ("links", chain.links.len().into()),
        ("unsupported", chain.unsupported_links.into()),
    ];
    // The subject itself is a source without a link.
    voice.rich(if chain.links.is_empty() { "chain-own" } else { "chain-words" }, &values)
}

fn figure(voice: &Voice<'_>, chain: &Chain) -> ChainFigure {
    let links = &voice.assessment().links;
    let stops = chain
        .parties
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let party = voice.party(id);
            let (tone, _, scored) = party.map_or((Tone::Low, String::new(), false), |party| voice.band_of(party));
            let link = chain.links.get(at).and_then(|index| links.get(*index)).map(|link| {
                let weight = chain.weights.get(at).map(|weight| fixed(*weight, 2)).unwrap_or_default();
                (format!("{} · {weight}", voice.link_kind(link.kind)), link.status == LinkStatus::Verified)
            });
            let note = party
                .map(|party| format!("{} · {}", voice.country(party.country), percent(party.likelihood)))
                .unwrap_or_default();
            Stop {
                name: voice.name(id),
                note,
                kind: party.and_then(|party| party.kind),
                look: Look { tone, scored, mentioned: false },
                link,
                source: at == 0,
            }
        })
        .collect();
    ChainFigure { stops }
}

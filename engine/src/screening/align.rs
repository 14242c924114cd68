//! Compares two names word by word.

use super::found::WordAgreement::{
    self, Close, Consonants, Homophone, Joined, Near, OursOnly, Same, TheirsOnly, Transliterated, Variant, Whole,
};
use super::lexicon::WordClass;
use super::records::{JoinedWords, NameKey};
use super::settings::WordSettings;
use super::similar::Similar;
use super::vocabulary::{Vocabulary, WordId};

/// A run of words of a name, from and up to.
pub(super) type Span = (u8, u8);

/// One step of a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) ours: Span,
    pub(super) theirs: Span,
    pub(super) agreement: WordAgreement,
    pub(super) class: WordClass,
    pub(super) bits: f64,
}

/// Compares names of one vocabulary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aligner<'a> {
    pub(super) settings: &'a WordSettings,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) similar: &'a Similar,
}

/// Words or steps taken, a bit each; a name has at most 24 words, a comparison at most 48 steps.
type Taken = u64;

const NOTHING: Span = (0, 0);

impl Aligner<'_> {
    /// Bits of two names; the steps, which sum to them, replace what `steps` holds. It does not matter which name is
    /// ours, but for the sides in the steps.
    pub(super) fn compare(&self, ours: &NameKey, theirs: &NameKey, steps: &mut Vec<Step>) -> f64 {
        steps.clear();
        if ours.words.is_empty() || theirs.words.is_empty() {
            return 0.0;
        }
        let swapped = ours > theirs;
        let (a, b) = if swapped { (theirs, ours) } else { (ours, theirs) };
        self.align(a, b, steps);
        if swapped {
            for step in &mut *steps {
                std::mem::swap(&mut step.ours, &mut step.theirs);
                match step.agreement {
                    OursOnly => step.agreement = TheirsOnly,
                    TheirsOnly => step.agreement = OursOnly,
                    Same | Joined | Transliterated | Homophone | Variant | Consonants | Close | Near | Whole => {}
                }
            }
        }
        // The sum starts at plus zero, so that no sum is minus zero.
        steps.iter().fold(0.0, |sum, step| sum + step.bits)
    }

    fn align(&self, a: &NameKey, b: &NameKey, steps: &mut Vec<Step>) {
        let (mut a_taken, mut b_taken): (Taken, Taken) = (0, 0);
        self.same(a, b, &mut a_taken, &mut b_taken, steps);
        self.joined(a, b, &mut a_taken, &mut b_taken, steps);
        self.alike(a, b, &mut a_taken, &mut b_taken, steps);
        let matched = steps.len();
        self.left_over(a, b, a_taken, b_taken, steps);
        let (agreed, missing) = steps.split_at_mut(matched);
        let ours = missing.iter().filter(|step| step.agreement == OursOnly).count();
        let (ours_only, theirs_only) = missing.split_at_mut(ours);
        for part in [&mut *agreed, ours_only, theirs_only] {
            fade(part, self.settings.repeated);
        }
        let firm = agreed.iter().all(|step| !matches!(step.agreement, Near | Close));
        let own = agreed.iter().any(|step| matches!(step.class, WordClass::Distinctive | WordClass::Epithet));
        let complete = missing.iter().all(|step| step.class == WordClass::Connective);
        if firm && own && complete {
            let bits = self.settings.whole.bits();
            let class = WordClass::Distinctive;
            steps.push(Step { ours: NOTHING, theirs: NOTHING, agreement: Whole, class, bits });
        }
    }

    fn same(&self, a: &NameKey, b: &NameKey, a_taken: &mut Taken, b_taken: &mut Taken, steps: &mut Vec<Step>) {
        for (i, word) in (0..).zip(&a.words) {
            let partner = (0..).zip(&b.words).find(|&(j, other)| other == word && !is_taken(*b_taken, (j, j + 1)));
            if let (Some((j, _)), Some(term)) = (partner, self.vocabulary.term(*word)) {
                *a_taken |= mask((i, i + 1));
                *b_taken |= mask((j, j + 1));
                steps.push(step((i, i + 1), (j, j + 1), Same, term.class, term.bits));
            }
        }
    }

    fn joined(&self, a: &NameKey, b: &NameKey, a_taken: &mut Taken, b_taken: &mut Taken, steps: &mut Vec<Step>) {
        let single = |words: &[WordId], taken: Taken, word: WordId| {
            (0..)
                .zip(words)
                .find(|&(at, other)| *other == word && !is_taken(taken, (at, at + 1)))
                .map(|(at, _)| (at, at + 1))
        };
        let span = |joined: &JoinedWords| (joined.start, joined.end);
        for joined in &a.joined {
            if is_taken(*a_taken, span(joined)) {
                continue;
            }
            if let (Some(theirs), Some(term)) =
                (single(&b.words, *b_taken, joined.word), self.vocabulary.term(joined.word))
            {
                *a_taken |= mask(span(joined));
                *b_taken |= mask(theirs);
                steps.push(step(span(joined), theirs, Joined, term.class, term.bits));
            }
        }
        for joined in &b.joined {
            if is_taken(*b_taken, span(joined)) {
                continue;
            }
            if let (Some(ours), Some(term)) =
                (single(&a.words, *a_taken, joined.word), self.vocabulary.term(joined.word))
            {
                *a_taken |= mask(ours);
                *b_taken |= mask(span(joined));
                steps.push(step(ours, span(joined), Joined, term.class, term.bits));
            }
        }
    }

    fn alike(&self, a: &NameKey, b: &NameKey, a_taken: &mut Taken, b_taken: &mut Taken, steps: &mut Vec<Step>) {
        let same_script = a.script == b.script;
        let first = steps.len();
        for (i, &word) in (0..).zip(&a.words) {
            if is_taken(*a_taken, (i, i + 1)) || self.similar.of(word).is_empty() {
                continue;
            }
            for (j, &other) in (0..).zip(&b.words) {
                if !is_taken(*b_taken, (j, j + 1))
                    && let Some(alike) = self.similar.between(word, other)
                    && let (Some(ours), Some(theirs)) = (self.vocabulary.term(word), self.vocabulary.term(other))
                {
                    let class = ours.class.max(theirs.class);
                    steps.push(step((i, i + 1), (j, j + 1), alike.agreement, class, alike.bits(same_script)));
                }
            }
        }
        // Of the possible partners the best come first.
        if let Some(possible) = steps.get_mut(first..) {
            possible.sort_by(|one, other| {
                other.bits.total_cmp(&one.bits).then((one.ours, one.theirs).cmp(&(other.ours, other.theirs)))
            });
        }
        let mut kept = first;
        for at in first..steps.len() {
            let Some(&possible) = steps.get(at) else {
                break;
            };
            if !is_taken(*a_taken, possible.ours) && !is_taken(*b_taken, possible.theirs) {
                *a_taken |= mask(possible.ours);
                *b_taken |= mask(possible.theirs);
                steps.swap(kept, at);
                kept += 1;
            }
        }
        steps.truncate(kept);
    }

    fn left_over(&self, a: &NameKey, b: &NameKey, a_taken: Taken, b_taken: Taken, steps: &mut Vec<Step>) {
        let has = |name: &NameKey, taken: Taken, class: WordClass| {
            let mut left = (0..).zip(&name.words).filter(|&(at, _)| !is_taken(taken, (at, at + 1)));
            left.any(|(_, &word)| self.vocabulary.term(word).is_some_and(|term| term.class == class))
        };
        let sides = [(a, a_taken, b, b_taken, OursOnly), (b, b_taken, a, a_taken, TheirsOnly)];
        for (name, taken, other, other_taken, agreement) in sides {
            for (at, &word) in (0..).zip(&name.words) {
                if is_taken(taken, (at, at + 1)) {
                    continue;
                }
                let Some(term) = self.vocabulary.term(word) else {
                    continue;
                };
                let bits = if has(other, other_taken, term.class) { term.replaced } else { term.missing };
                let (ours, theirs) =
                    if agreement == OursOnly { ((at, at + 1), NOTHING) } else { (NOTHING, (at, at + 1)) };
                steps.push(step(ours, theirs, agreement, term.class, bits));
            }
        }
    }
}

fn step(ours: Span, theirs: Span, agreement: WordAgreement, class: WordClass, bits: f64) -> Step {
    Step { ours, theirs, agreement, class, bits }
}

/// Words of one class, but for the distinctive, come in set phrases: the strongest counts whole, each further one a
/// share of the one before.
fn fade(steps: &mut [Step], repeated: f64) {
    let common = [WordClass::Epithet, WordClass::Trade, WordClass::Place, WordClass::Number, WordClass::Connective];
    for class in common {
        // Selection from the strongest down; names are short.
        let mut part = 1.0;
        let mut done: Taken = 0;
        loop {
            let mut strongest: Option<(u8, f64)> = None;
            for (at, step) in (0..).zip(steps.iter()) {
                let better = strongest.is_none_or(|(_, bits)| step.bits.abs() > bits);
                if step.class == class && !is_taken(done, (at, at + 1)) && better {
                    strongest = Some((at, step.bits.abs()));
                }
            }
            let Some((at, _)) = strongest else { break };
            done |= mask((at, at + 1));
            if let Some(step) = steps.get_mut(usize::from(at)) {
                step.bits *= part;
            }
            part *= repeated;
        }
    }
}

fn mask((start, end): Span) -> Taken {
    (start..end).fold(0, |mask, at| mask | 1_u64.checked_shl(u32::from(at)).unwrap_or(0))
}

fn is_taken(taken: Taken, span: Span) -> bool {
    taken & mask(span) != 0
}

//! Text with bold words, raised and lowered parts, and links.
//!
//! Message files mark these with `**bold**`, `_[lowered]` and `^[raised]`; a backslash takes the meaning from the next character, which
//! is how values from a company's files pass through unharmed.

use crate::font::Weight;
use crate::theme::{Colour, INK};

/// Whether a part stands on the line, above or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rise {
    /// On the line.
    Level,
    /// Raised and smaller.
    Above,
    /// Lowered and smaller.
    Below,
}

/// A stretch of text of one look.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    /// The words.
    pub(crate) text: String,
    /// Regular or bold.
    pub(crate) weight: Weight,
    /// Colour.
    pub(crate) colour: Colour,
    /// On, above or below the line.
    pub(crate) rise: Rise,
    /// The anchor that it leads to.
    pub(crate) link: Option<String>,
}

/// Text of several looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Rich {
    /// The stretches, in order.
    pub(crate) spans: Vec<Span>,
}

impl Rich {
    /// Plain text.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::span(text, Weight::Regular, INK)
    }

    /// Bold text.
    pub(crate) fn bold(text: impl Into<String>) -> Self {
        Self::span(text, Weight::Bold, INK)
    }

    /// Text of one weight and colour.
    pub(crate) fn span(text: impl Into<String>, weight: Weight, colour: Colour) -> Self {
        Self { spans: vec![Span { text: text.into(), weight, colour, rise: Rise::Level, link: None }] }
    }

    /// Reads marked text.
    pub(crate) fn marked(text: &str) -> Self {
        let mut reader = Reader::default();
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => reader.text.extend(letters.next()),
                '*' if letters.next_if_eq(&'*').is_some() => reader.turn(),
                '_' if letters.next_if_eq(&'[').is_some() => reader.shift(Rise::Below),
                '^' if letters.next_if_eq(&'[').is_some() => reader.shift(Rise::Above),
                ']' if reader.rise != Rise::Level => reader.shift(Rise::Level),
                other => reader.text.push(other),
            }
        }
        reader.close();
        Self { spans: reader.spans }
    }

    /// The same text in another colour.
    #[must_use]
    pub(crate) fn coloured(mut self, colour: Colour) -> Self {
        for span in &mut self.spans {
            span.colour = colour;
        }
        self
    }

    /// The same text leading to an anchor.
    #[must_use]
    pub(crate) fn linked(mut self, target: &str) -> Self {
        for span in &mut self.spans {
            span.link = Some(target.to_owned());
        }
        self
    }

    /// This text followed by another.
    #[must_use]
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.spans.extend(other.spans);
        self
    }

    /// Whether there is nothing to draw.
    pub(crate) fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.is_empty())
    }
}

impl From<String> for Rich {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

impl From<&str> for Rich {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

/// Takes the marking characters of a value from a company's file at their letter.
pub(crate) fn escape(value: &str) -> String {
    let mut safe = String::with_capacity(value.len());
    for letter in value.chars() {
        if matches!(letter, '\\' | '*' | '_' | '^' | ']') {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}

struct Reader {
    spans: Vec<Span>,
    text: String,
    weight: Weight,
    rise: Rise,
}

impl Default for Reader {
    fn default() -> Self {
        Self { spans: Vec::new(), text: String::new(), weight: Weight::Regular, rise: Rise::Level }
    }
}

impl Reader {
    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            self.spans.push(Span { text, weight: self.weight, colour: INK, rise: self.rise, link: None });
        }
    }

    fn turn(&mut self) {
        self.close();
        self.weight = match self.weight {
            Weight::Regular => Weight::Bold,
            Weight::Bold => Weight::Regular,
        };
    }

    fn shift(&mut self, rise: Rise) {
        self.close();
        self.rise = rise;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(text: &str) -> Vec<(String, Weight, Rise)> {
        Rich::marked(text).spans.into_iter().map(|span| (span.text, span.weight, span.rise)).collect()
    }

    #[test]
    fn stars_make_bold_and_braces_shift() {
        assert_eq!(
            looks("a **b** c_[k]^[2]"),
            vec![
                ("a ".to_owned(), Weight::Regular, Rise::Level),
                ("b".to_owned(), Weight::Bold, Rise::Level),
                (" c".to_owned(), Weight::Regular, Rise::Level),
                ("k".to_owned(), Weight::Regular, Rise::Below),
                ("2".to_owned(), Weight::Regular, Rise::Above),
            ]
        );
    }

    #[test]
    fn an_escaped_value_comes_out_as_it_was() {
        let value = r"**Mill** _[1] \ 2*3 ]";
        assert_eq!(looks(&escape(value)), vec![(value.to_owned(), Weight::Regular, Rise::Level)]);
    }
}

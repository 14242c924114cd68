//! What a table cell holds.

use std::rc::Rc;

use super::Graphic;
use super::rich::Rich;

/// The content of one cell.
#[derive(Clone)]
pub(crate) enum Cell {
    /// Text, wrapped to the column.
    Text(Rich),
    /// A small figure.
    Graphic(Rc<dyn Graphic>),
    /// Text over a small figure.
    Both(Rich, Rc<dyn Graphic>),
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => formatter.debug_tuple("Text").field(text).finish(),
            Self::Graphic(_) => formatter.write_str("Graphic"),
            Self::Both(text, _) => formatter.debug_tuple("Both").field(text).finish(),
        }
    }
}

impl Cell {
    /// A small figure.
    pub(crate) fn graphic(graphic: impl Graphic + 'static) -> Self {
        Self::Graphic(Rc::new(graphic))
    }

    /// Text over a small figure.
    pub(crate) fn both(text: impl Into<Rich>, graphic: impl Graphic + 'static) -> Self {
        Self::Both(text.into(), Rc::new(graphic))
    }

    /// An empty cell.
    pub(crate) fn empty() -> Self {
        Self::Text(Rich::default())
    }
}

impl<T: Into<Rich>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

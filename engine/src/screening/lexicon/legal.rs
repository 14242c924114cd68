//! Kinds of legal form, and where in a name a form is read as one. The spellings stand in `legal.txt`.

use serde::{Deserialize, Serialize};

/// What kind of body a legal form makes. Forms of several countries meet in one kind, since a translated name
/// usually brings a translated form (`ООО`, `LLC`, `MChJ`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalKind {
    /// A company with limited liability (`LLC`, `LLP`, `Ltd`, `GmbH`, `ООО`, `ТОО`, `MChJ`, 有限公司).
    Limited,
    /// A company whose capital is in shares (JSC, Inc, PLC, АО, A.Ş., S.A., 股份有限公司).
    JointStock,
    /// A partnership (KG, полное товарищество).
    Partnership,
    /// One person in business, or a firm owned by one (ИП, ЧП, XK).
    SoleTrader,
    /// A cooperative.
    Cooperative,
    /// A body of the state (ГУП, DUK, РГП).
    State,
    /// A joint venture (СП, QK).
    JointVenture,
    /// A branch or a representation of another body.
    Branch,
    /// "Co." alone, which may be any of these.
    Unspecified,
}

/// Where in a name a form may stand to be read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::screening) enum Position {
    /// Cannot be taken for a word of the name.
    Anywhere,
    /// Short: first or last only, and only where no other form is found.
    Edge,
    /// Short and at the beginning more often initials: last only, and only where no other form is found.
    End,
}

/// Reads the head of a row of legal forms, such as `limited anywhere`.
pub(super) fn read(head: &str) -> Option<(LegalKind, Position)> {
    let (kind, position) = head.split_once(' ')?;
    let kind = match kind {
        "limited" => LegalKind::Limited,
        "joint_stock" => LegalKind::JointStock,
        "partnership" => LegalKind::Partnership,
        "sole_trader" => LegalKind::SoleTrader,
        "cooperative" => LegalKind::Cooperative,
        "state" => LegalKind::State,
        "joint_venture" => LegalKind::JointVenture,
        "branch" => LegalKind::Branch,
        "unspecified" => LegalKind::Unspecified,
        _ => return None,
    };
    let position = match position {
        "anywhere" => Position::Anywhere,
        "edge" => Position::Edge,
        "end" => Position::End,
        _ => return None,
    };
    Some((kind, position))
}

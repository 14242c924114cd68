//! Where a key stands in a YAML file.
//!
//! Checks of a whole ruleset name a key such as `questions.I7.1.answers.worker.t`. This finds the line for people. It
//! reads the file a second time and is used only when there is something to complain about.

use serde_saphyr::granit_parser::{Event, Parser, Span};

/// A place in a file, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column, in characters.
    pub column: u32,
}

impl Position {
    /// From counts that start at 1; `None` for a place that is not known.
    pub(crate) fn new(line: u64, column: u64) -> Option<Self> {
        let (line, column) = (u32::try_from(line).ok()?, u32::try_from(column).ok()?);
        (line > 0).then_some(Self { line, column })
    }
}

/// A YAML document with the place of every node; broken off where the file breaks.
#[derive(Debug)]
pub(crate) struct Outline(Node);

/// A node by its dotted path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Keys from the top; entries of lists by their `id` or their number.
    pub(crate) path: String,
    /// Where it starts.
    pub(crate) at: Option<Position>,
    /// Its text, if it is a plain value.
    pub(crate) scalar: Option<String>,
}

#[derive(Debug)]
struct Node {
    /// Where it is shown: at its key, if it has one.
    at: Option<Position>,
    /// Where the value itself starts.
    starts: Option<Position>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Scalar(String),
    Map(Vec<(String, Node)>),
    List(Vec<Node>),
}

impl Outline {
    /// Reads a document.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut stack: Vec<Open> = Vec::new();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            let node = match event {
                Event::MappingStart(..) => {
                    stack.push(Open::Map(position(&span), Vec::new(), None));
                    continue;
                }
                Event::SequenceStart(..) => {
                    stack.push(Open::List(position(&span), Vec::new()));
                    continue;
                }
                Event::MappingEnd | Event::SequenceEnd => match stack.pop() {
                    Some(open) => open.close(),
                    None => break,
                },
                Event::Scalar(text, ..) => Node::new(position(&span), Kind::Scalar(text.into_owned())),
                Event::Alias(_) => Node::new(position(&span), Kind::Scalar(String::new())),
                Event::StreamStart
                | Event::StreamEnd
                | Event::DocumentStart(..)
                | Event::DocumentEnd
                | Event::Anchor(..)
                | Event::UnresolvedAlias(_)
                | Event::Comment(..)
                | _ => continue,
            };
            match stack.last_mut() {
                Some(open) => open.push(node),
                None => return Some(Self(node)),
            }
        }
        // A file that breaks off: close what is open.
        let mut node = stack.pop()?.close();
        while let Some(mut open) = stack.pop() {
            open.push(node);
            node = open.close();
        }
        Some(Self(node))
    }

    /// Whether a top-level key stands in the document.
    pub(crate) fn top_level(&self, key: &str) -> Option<Position> {
        let Kind::Map(entries) = &self.0.kind else { return None };
        entries.iter().find(|(name, _)| name == key).and_then(|(_, node)| node.at)
    }

    /// Keys of a mapping at the top, with their places.
    pub(crate) fn keys_of(&self, key: &str) -> Vec<(String, Option<Position>)> {
        let Kind::Map(entries) = &self.0.kind else { return Vec::new() };
        match entries.iter().find(|(name, _)| name == key).map(|(_, node)| &node.kind) {
            Some(Kind::Map(below)) => below.iter().map(|(name, node)| (name.clone(), node.at)).collect(),
            Some(Kind::Scalar(_) | Kind::List(_)) | None => Vec::new(),
        }
    }

    /// The node that stands at a place, or whose key does.
    pub(crate) fn at(&self, place: Position) -> Option<Named> {
        self.0.first("", &|node: &Node| node.starts == Some(place) || node.at == Some(place))
    }

    /// The mapping with a key at a place, or that starts there.
    pub(crate) fn holding(&self, place: Position) -> Option<Named> {
        self.0.first("", &|node: &Node| match &node.kind {
            Kind::Map(entries) => {
                node.starts == Some(place) || entries.iter().any(|(_, entry)| entry.at == Some(place))
            }
            Kind::Scalar(_) | Kind::List(_) => false,
        })
    }

    /// Place of the deepest node on a dotted path; entries of lists go by their `id`, of several equal ones the
    /// last. `None` where not even the first key stands in the document.
    pub(crate) fn find(&self, path: &str) -> Option<Position> {
        self.walk(path).0
    }

    /// Place of the node that a dotted path leads to; `None` where it ends before.
    pub(crate) fn exactly(&self, path: &str) -> Option<Position> {
        let (at, rest) = self.walk(path);
        at.filter(|_| rest.is_empty())
    }

    /// Place of the deepest node on a path, and what is left of the path there.
    fn walk<'p>(&self, path: &'p str) -> (Option<Position>, &'p str) {
        let mut node = &self.0;
        let mut rest = path;
        let mut found = None;
        while !rest.is_empty() {
            let next = match &node.kind {
                Kind::Scalar(_) => None,
                Kind::Map(entries) => longest(entries.iter().map(|(key, node)| (key.as_str(), node)), rest),
                Kind::List(items) => longest(items.iter().filter_map(|item| Some((item.id()?, item))), rest),
            };
            let Some((below, child)) = next else { break };
            found = child.at.or(found);
            rest = below;
            node = child;
        }
        (found, rest)
    }
}

/// The entry whose name starts the path, the longest one, with what is left of the path.
fn longest<'a, 'p>(entries: impl Iterator<Item = (&'a str, &'a Node)>, path: &'p str) -> Option<(&'p str, &'a Node)> {
    entries
        .filter_map(|(name, node)| {
            let rest = path.strip_prefix(name)?;
            let rest = if rest.is_empty() { rest } else { rest.strip_prefix('.')? };
            Some((name.len(), rest, node))
        })
        .max_by_key(|(length, ..)| *length)
        .map(|(_, rest, node)| (rest, node))
}

impl Node {
    fn new(at: Option<Position>, kind: Kind) -> Self {
        Self { at, starts: at, kind }
    }

    /// The first node, the outer before the inner, for which a condition holds.
    fn first(&self, path: &str, holds: &impl Fn(&Self) -> bool) -> Option<Named> {
        if holds(self) {
            let scalar = match &self.kind {
                Kind::Scalar(text) => Some(text.clone()),
                Kind::Map(_) | Kind::List(_) => None,
            };
            return Some(Named { path: path.to_owned(), at: self.at, scalar });
        }
        let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match &self.kind {
            Kind::Scalar(_) => None,
            Kind::Map(entries) => entries.iter().find_map(|(key, node)| node.first(&below(key), holds)),
            Kind::List(items) => items.iter().enumerate().find_map(|(i, item)| {
                let name = item.id().map_or_else(|| (i + 1).to_string(), str::to_owned);
                item.first(&below(&name), holds)
            }),
        }
    }

    fn id(&self) -> Option<&str> {
        let Kind::Map(entries) = &self.kind else { return None };
        entries.iter().find(|(key, _)| key == "id").and_then(|(_, node)| match &node.kind {
            Kind::Scalar(text) => Some(text.as_str()),
            Kind::Map(_) | Kind::List(_) => None,
        })
    }
}

enum Open {
    /// Place, entries, and a key that waits for its value.
    Map(Option<Position>, Vec<(String, Node)>, Option<(String, Option<Position>)>),
    List(Option<Position>, Vec<Node>),
}

impl Open {
    fn push(&mut self, node: Node) {
        match self {
            Self::List(_, items) => items.push(node),
            Self::Map(_, entries, key) => {
                if let Some((name, at)) = key.take() {
                    // A value is shown at its key: that is what the path names.
                    entries.push((name, Node { at, ..node }));
                } else {
                    let name = match node.kind {
                        Kind::Scalar(text) => text,
                        Kind::Map(_) | Kind::List(_) => String::new(),
                    };
                    *key = Some((name, node.at));
                }
            }
        }
    }

    fn close(self) -> Node {
        match self {
            Self::Map(at, entries, _) => Node::new(at, Kind::Map(entries)),
            Self::List(at, items) => Node::new(at, Kind::List(items)),
        }
    }
}

fn position(span: &Span) -> Option<Position> {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    Position::new(count(span.start.line()), count(span.start.col()).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
name: x
questions:
  - id: I7.1
    answers:
      - id: worker
        t: 0.5
      - {id: I7.1.x, t: 0.1}
  - id: I7.1.days
    leaf: inv
  - id: I7.1.days
    leaf: coe
";

    fn check(path: &str, expected: Option<(u32, u32)>) {
        let outline = Outline::new(FILE).unwrap();
        assert_eq!(outline.find(path), expected.map(|(line, column)| Position { line, column }), "{path}");
    }

    #[test]
    fn a_key_is_found_through_ids_with_dots() {
        check("questions.I7.1.answers.worker.t", Some((6, 9)));
        check("questions.I7.1.answers.I7.1.x.t", Some((7, 22)));
    }

    #[test]
    fn of_two_entries_with_one_id_the_second_is_found() {
        check("questions.I7.1.days.leaf", Some((11, 5)));
    }

    #[test]
    fn a_path_that_leads_nowhere_ends_at_its_last_known_key() {
        check("questions.I7.1.grade.x", Some((3, 5)));
        check("questions.I9", Some((2, 1)));
        check("factors.country", None);
    }

    #[test]
    fn only_a_whole_path_is_exact() {
        let outline = Outline::new("- {id: a, x: 1}\n- {id: b}\n").unwrap();
        assert_eq!(outline.exactly("b"), Some(Position { line: 2, column: 3 }));
        assert_eq!(outline.exactly("c"), None);
        assert_eq!(Outline::new(FILE).unwrap().exactly("questions.I7.9"), None);
    }

    #[test]
    fn a_file_that_breaks_off_still_has_places() {
        let outline = Outline::new("a: 1\nb: [1, 2\nc: }").unwrap();
        assert_eq!(outline.top_level("a"), Some(Position { line: 1, column: 1 }));
    }
}

//! The finishing pass over the objects that printpdf made: bookmark tree, information, language, identity, packing.

use lopdf::{Dictionary, Document, Object, SaveOptions, StringFormat, text_string};

use super::{Identity, PdfError};
use crate::imprint;
use crate::layout::canvas::Canvas;
use crate::theme::PAGE_HEIGHT;

/// Completes the document and writes it.
pub(super) fn finish(mut document: Document, pages: &[Canvas], identity: &Identity) -> Result<Vec<u8>, PdfError> {
    let page_ids: Vec<lopdf::ObjectId> = document.get_pages().into_values().collect();
    let outline = outline(&mut document, &bookmarks(pages), &page_ids);
    let catalog = document.catalog_mut().map_err(|error| PdfError::Packing { reason: error.to_string() })?;
    catalog.set("Lang", text_string(&identity.language));
    catalog.set("PageLayout", Object::Name(b"SinglePage".to_vec()));
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    let mut preferences = Dictionary::new();
    preferences.set("DisplayDocTitle", true);
    catalog.set("ViewerPreferences", preferences);

    let information = document.add_object(information(identity));
    let id = identity_bytes(&identity.hash);
    let id = Object::String(id, StringFormat::Hexadecimal);
    document.trailer.set("Info", information);
    document.trailer.set("ID", vec![id.clone(), id]);
    "1.7".clone_into(&mut document.version);
    document.prune_objects();
    document.renumber_objects();
    document.compress();

    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(200)
        .compression_level(9)
        .build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).map_err(|error| PdfError::Packing { reason: error.to_string() })?;
    Ok(bytes)
}

fn information(identity: &Identity) -> Dictionary {
    let date = Object::string_literal(format!("D:{}000000Z", identity.date.format("%Y%m%d")));
    let mut information = Dictionary::new();
    information.set("Title", text_string(&identity.title));
    information.set("Subject", text_string(&identity.subject));
    information.set("Keywords", text_string(&identity.keywords));
    information.set("Creator", text_string(&identity.producer));
    information.set("Producer", text_string(&identity.producer));
    if let Some(imprint) = &identity.imprint {
        information.set(imprint::NAME, imprint.object());
    }
    information.set("CreationDate", date.clone());
    information.set("ModDate", date);
    information
}

/// Sixteen bytes from a hexadecimal hash; zeros where it is short.
fn identity_bytes(hash: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        hash.chars().filter_map(|digit| digit.to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).collect();
    let mut bytes: Vec<u8> =
        digits.chunks(2).take(16).map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + digit)).collect();
    bytes.resize(16, 0);
    bytes
}

/// A bookmark on its way into the tree.
struct Bookmark {
    depth: usize,
    title: String,
    page: usize,
    top: f32,
}

fn bookmarks(pages: &[Canvas]) -> Vec<Bookmark> {
    let mut marks = Vec::new();
    for (page, canvas) in pages.iter().enumerate() {
        for anchor in &canvas.anchors {
            if let Some((depth, title)) = &anchor.bookmark {
                marks.push(Bookmark { depth: *depth, title: title.clone(), page, top: PAGE_HEIGHT - anchor.y });
            }
        }
    }
    marks
}

/// Writes the tree and returns a reference to its root. Only the first level is open at the start.
fn outline(document: &mut Document, marks: &[Bookmark], page_ids: &[lopdf::ObjectId]) -> Option<Object> {
    if marks.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<lopdf::ObjectId> = marks.iter().map(|_| document.new_object_id()).collect();
    for (at, mark) in marks.iter().enumerate() {
        let mut entry = Dictionary::new();
        entry.set("Title", text_string(&mark.title));
        let parent = parent(marks, at);
        entry.set("Parent", parent.and_then(|parent| ids.get(parent)).copied().unwrap_or(root));
        let siblings = children(marks, parent);
        let position = siblings.iter().position(|sibling| *sibling == at).unwrap_or(0);
        if let Some(id) =
            position.checked_sub(1).and_then(|before| siblings.get(before)).and_then(|before| ids.get(*before))
        {
            entry.set("Prev", *id);
        }
        if let Some(id) = siblings.get(position + 1).and_then(|next| ids.get(*next)) {
            entry.set("Next", *id);
        }
        let below = children(marks, Some(at));
        link_children(&mut entry, &below, &ids, true);
        if let Some(page) = page_ids.get(mark.page) {
            let goal = vec![
                Object::Reference(*page),
                Object::Name(b"XYZ".to_vec()),
                Object::Null,
                Object::Real(mark.top),
                Object::Null,
            ];
            entry.set("Dest", goal);
        }
        if let Some(id) = ids.get(at) {
            document.set_object(*id, entry);
        }
    }
    let mut top = Dictionary::new();
    top.set("Type", Object::Name(b"Outlines".to_vec()));
    link_children(&mut top, &children(marks, None), &ids, false);
    document.set_object(root, top);
    Some(Object::Reference(root))
}

fn link_children(entry: &mut Dictionary, below: &[usize], ids: &[lopdf::ObjectId], closed: bool) {
    let ends = below.first().and_then(|at| ids.get(*at)).zip(below.last().and_then(|at| ids.get(*at)));
    if let Some((first, last)) = ends {
        entry.set("First", *first);
        entry.set("Last", *last);
        let number = i64::try_from(below.len()).unwrap_or(i64::MAX);
        entry.set("Count", if closed { -number } else { number });
    }
}

/// The nearest mark before this one that stands higher in the tree.
fn parent(marks: &[Bookmark], at: usize) -> Option<usize> {
    let depth = marks.get(at)?.depth;
    marks.iter().take(at).rposition(|mark| mark.depth < depth)
}

fn children(marks: &[Bookmark], of: Option<usize>) -> Vec<usize> {
    (0..marks.len()).filter(|at| parent(marks, *at) == of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(depth: usize) -> Bookmark {
        Bookmark { depth, title: depth.to_string(), page: 0, top: 0.0 }
    }

    #[test]
    fn marks_nest_under_the_nearest_higher_one() {
        let marks = [mark(0), mark(1), mark(2), mark(1), mark(0), mark(2)];
        assert_eq!(children(&marks, None), vec![0, 4]);
        assert_eq!(children(&marks, Some(0)), vec![1, 3]);
        assert_eq!(children(&marks, Some(1)), vec![2]);
        assert_eq!(children(&marks, Some(4)), vec![5]);
    }

    #[test]
    fn the_identity_is_the_head_of_the_hash() {
        assert_eq!(identity_bytes("00ff10")[..3], [0, 255, 16]);
        assert_eq!(identity_bytes("").len(), 16);
    }
}

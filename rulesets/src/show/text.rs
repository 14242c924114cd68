//! A page as plain text: columns aligned, lines not over a hundred characters where a table allows it.

use super::{Align, Block, Column, Page, Table};

/// Width of the text in characters.
const WIDTH: usize = 100;
/// Space between columns.
const GAP: &str = "  ";

impl Page {
    /// The page as plain text.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        heading(&mut out, &self.title, '=');
        for line in &self.lead {
            wrapped(&mut out, line, "");
        }
        for section in &self.sections {
            out.push('\n');
            heading(&mut out, &section.title, '-');
            for block in &section.blocks {
                match block {
                    Block::Heading(text) => {
                        out.push('\n');
                        wrapped(&mut out, text, "");
                    }
                    Block::Item { id, text } => {
                        out.push('\n');
                        wrapped(&mut out, &format!("{id}  {text}"), "");
                    }
                    Block::Line(text) => wrapped(&mut out, text, "  "),
                    Block::Markdown(text) => {
                        out.push('\n');
                        out.push_str(text.trim());
                        out.push('\n');
                    }
                    Block::Table(table) => aligned(&mut out, table),
                }
            }
        }
        out
    }
}

fn heading(out: &mut String, text: &str, mark: char) {
    out.push_str(text);
    out.push('\n');
    out.extend(std::iter::repeat_n(mark, width(text)));
    out.push('\n');
}

/// Breaks a line at spaces; lines after the first are indented by two more.
fn wrapped(out: &mut String, text: &str, indent: &str) {
    let mut line = indent.to_owned();
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !empty && width(&line) + 1 + width(word) > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = format!("{indent}  ");
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

fn aligned(out: &mut String, table: &Table) {
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let has_titles = titles.iter().any(|title| !title.is_empty());
    let lines = || has_titles.then_some(&titles).into_iter().chain(&table.rows);
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|i| lines().filter_map(|cells| cells.get(i)).map(|cell| width(cell)).max().unwrap_or_default())
        .collect();
    for cells in lines() {
        let mut line = String::from("  ");
        for (i, ((cell, width), column)) in cells.iter().zip(&widths).zip(&table.columns).enumerate() {
            if i > 0 {
                line.push_str(GAP);
            }
            line.push_str(&padded(cell, *width, column));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn padded(cell: &str, to: usize, column: &Column) -> String {
    let fill: String = std::iter::repeat_n(' ', to.saturating_sub(width(cell))).collect();
    match column.align {
        Align::Left => format!("{cell}{fill}"),
        Align::Right => format!("{fill}{cell}"),
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_and_texts_to_the_left() {
        let column = |title: &str, align| Column { title: title.to_owned(), align };
        let table = Table {
            columns: vec![column("answer", Align::Left), column("t", Align::Right)],
            rows: vec![vec!["қазақ".to_owned(), "0.5".to_owned()], vec!["a".to_owned(), "12".to_owned()]],
        };
        let mut out = String::new();
        aligned(&mut out, &table);
        assert_eq!(out, "  answer    t\n  қазақ   0.5\n  a        12\n");
    }

    #[test]
    fn long_lines_break_at_spaces() {
        let mut out = String::new();
        wrapped(&mut out, &"word ".repeat(30), "");
        assert!(out.lines().all(|line| width(line) <= WIDTH));
        assert_eq!(out.lines().count(), 2);
    }
}

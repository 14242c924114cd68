//! A page as one HTML file: nothing is fetched, it prints well, and it can be read with keyboard and screen reader.
//!
//! Headings go down without gaps, tables have heading cells, wide tables scroll by themselves, colours follow the
//! reader's choice of light or dark. A small script adds a field that filters questions; without it all is there.

use std::fmt::Write;

use super::{Align, Block, Page, Section, Table, markdown, words};
use crate::texts::Texts;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

impl Page {
    /// The page as one HTML file.
    pub fn to_html(&self) -> String {
        let words = words();
        let word = |key: &str| words.get(key).unwrap_or_else(|| key.to_owned());
        let mut out = String::new();
        let title = escaped(&self.title);
        let _ = write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             script-src 'unsafe-inline'\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#content\">{}</a>\n<header>\n<h1>{title}</h1>\n",
            crate::MAIN_LANGUAGE,
            escaped(&word("skip-to-content")),
        );
        for line in &self.lead {
            let _ = writeln!(out, "<p>{}</p>", escaped(line));
        }
        out.push_str("</header>\n");
        self.contents(&mut out, &words);
        let _ = writeln!(
            out,
            "<main id=\"content\" tabindex=\"-1\">\n<p class=\"filter\" hidden><label>{} <input type=\"search\" \
             id=\"filter\"></label> <output id=\"found\" for=\"filter\"></output></p>",
            escaped(&word("filter-questions"))
        );
        for (i, section) in self.sections.iter().enumerate() {
            Writer { out: &mut out, section: i, headings: 0, label: String::new(), item: false }.section(section);
        }
        let _ = write!(out, "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
        out
    }

    fn contents(&self, out: &mut String, words: &Texts) {
        let title = words.get("contents").unwrap_or_default();
        let _ = writeln!(out, "<nav aria-label=\"{}\">\n<ol>", escaped(&title));
        for (i, section) in self.sections.iter().enumerate() {
            let _ = write!(out, "<li><a href=\"#s{i}\">{}</a>", escaped(&section.title));
            // Where a section has things with ids, its headings are what people look for.
            if section.blocks.iter().any(|block| matches!(block, Block::Item { .. })) {
                out.push_str("\n<ul>\n");
                let headings = section.blocks.iter().filter_map(|block| match block {
                    Block::Heading(text) => Some(text),
                    Block::Item { .. } | Block::Line(_) | Block::Table(_) | Block::Markdown(_) => None,
                });
                for (j, heading) in headings.enumerate() {
                    let _ = writeln!(out, "<li><a href=\"#s{i}h{j}\">{}</a></li>", escaped(heading));
                }
                out.push_str("</ul>\n");
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</nav>\n");
    }
}

/// Writes one section.
struct Writer<'a> {
    out: &'a mut String,
    section: usize,
    /// Headings so far.
    headings: usize,
    /// Id of the heading that the next table stands under.
    label: String,
    /// Whether a thing with an id is open.
    item: bool,
}

impl Writer<'_> {
    fn section(mut self, section: &Section) {
        let i = self.section;
        self.label = format!("s{i}");
        let _ =
            writeln!(self.out, "<section aria-labelledby=\"s{i}\">\n<h2 id=\"s{i}\">{}</h2>", escaped(&section.title));
        for block in &section.blocks {
            self.block(block);
        }
        self.close_item();
        self.out.push_str("</section>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => {
                self.close_item();
                self.label = format!("s{}h{}", self.section, self.headings);
                self.headings += 1;
                let _ = writeln!(self.out, "<h3 id=\"{}\">{}</h3>", self.label, escaped(text));
            }
            Block::Item { id, text } => {
                self.close_item();
                self.item = true;
                self.label = format!("i-{}", escaped(id));
                let _ = writeln!(
                    self.out,
                    "<article aria-labelledby=\"{label}\">\n<h4 id=\"{label}\"><code>{}</code> {}</h4>",
                    escaped(id),
                    escaped(text),
                    label = self.label
                );
            }
            Block::Line(text) => {
                let _ = writeln!(self.out, "<p>{}</p>", escaped(text));
            }
            Block::Markdown(text) => {
                let _ = writeln!(self.out, "<div class=\"notes\">\n{}</div>", markdown::to_html(text));
            }
            Block::Table(table) => self.table(table),
        }
    }

    fn close_item(&mut self) {
        if std::mem::take(&mut self.item) {
            self.out.push_str("</article>\n");
        }
    }

    fn table(&mut self, table: &Table) {
        let label = &self.label;
        let _ = writeln!(
            self.out,
            "<div class=\"wide\" role=\"region\" aria-labelledby=\"{label}\" tabindex=\"0\">\n\
             <table aria-labelledby=\"{label}\">\n<thead>\n<tr>"
        );
        for column in &table.columns {
            let _ = write!(self.out, "<th scope=\"col\"{}>{}</th>", class(column.align), escaped(&column.title));
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (i, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                let (open, close) = if i == 0 { ("th scope=\"row\"", "th") } else { ("td", "td") };
                let _ = write!(self.out, "<{open}{}>{}</{close}>", class(column.align), escaped(cell));
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n");
    }
}

fn class(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => " class=\"n\"",
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::example::{RULESET, files};
    use crate::load_from;
    use crate::reference::Tables;
    use crate::show::document;

    fn example() -> String {
        let mut files = files(RULESET);
        files.0.insert("small/texts/en.ftl".to_owned(), b"question-I7-1 = Who <holds> \"papers\" & cards?\n".to_vec());
        files.0.insert("small/NOTES.md".to_owned(), b"# Why\n\nBecause.\n".to_vec());
        let loaded = load_from(&files, "small", Tables::embedded()).unwrap();
        document(&loaded, &loaded.texts, &[]).to_html()
    }

    #[test]
    fn what_stands_in_a_ruleset_is_escaped() {
        let html = example();
        assert!(html.contains("<code>I7.1</code> Who &lt;holds&gt; &quot;papers&quot; &amp; cards?</h4>"), "{html}");
    }

    #[test]
    fn every_place_in_the_contents_is_there_once() {
        let html = example();
        let mut targets = html
            .match_indices("href=\"#")
            .map(|(i, start)| html.get(i + start.len()..).unwrap().split('"').next().unwrap().to_owned());
        assert!(targets.all(|id| html.matches(&format!("id=\"{id}\"")).count() == 1));
    }

    #[test]
    fn headings_go_down_without_gaps() {
        let html = example();
        let levels: Vec<u32> =
            html.match_indices("<h").filter_map(|(i, _)| html.get(i + 2..)?.chars().next()?.to_digit(10)).collect();
        assert_eq!(levels.first(), Some(&1));
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }

    #[test]
    fn nothing_is_fetched() {
        let html = example();
        for word in ["http://", "https://", "src=", "@import", "url("] {
            assert!(!html.contains(word), "{word}");
        }
    }
}

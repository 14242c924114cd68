//! The records of a CSV file.
//!
//! Most files quote nothing: a record is then a line, and its cells stand between commas, which are found many bytes at a
//! time. From the first quotation mark on, or the first line that ends in some rarer way, the csv crate reads the rest. Both
//! ways give the same records.

use std::fs::File;
use std::io::{self, Chain, Cursor, Read};

use csv::{ByteRecord, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter, memchr2};

/// Bytes that are read at once.
const BLOCK: usize = 1 << 18;

/// The mark that some programs put at the beginning of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file, record by record; empty lines are none.
pub(super) struct Records {
    way: Way,
    /// Ends of the cells of the last line.
    ends: Vec<usize>,
}

enum Way {
    Lines(Lines),
    Quoted(Box<Quoted>),
}

/// The rest of a file as the csv crate reads it.
struct Quoted {
    reader: Reader<Chain<Cursor<Vec<u8>>, File>>,
    record: ByteRecord,
    /// Bytes before it.
    start: u64,
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub(super) enum Record<'a> {
    /// A line, and where its cells end.
    Line(&'a [u8], &'a [usize]),
    /// As the csv crate gives it.
    Quoted(&'a ByteRecord),
}

impl<'a> Record<'a> {
    /// How many cells it has.
    pub(super) fn len(self) -> usize {
        match self {
            Self::Line(_, ends) => ends.len(),
            Self::Quoted(record) => record.len(),
        }
    }

    /// One cell.
    pub(super) fn get(self, place: usize) -> Option<&'a [u8]> {
        match self {
            Self::Line(line, ends) => {
                let start = match place.checked_sub(1) {
                    Some(before) => ends.get(before)? + 1,
                    None => 0,
                };
                line.get(start..*ends.get(place)?)
            }
            Self::Quoted(record) => record.get(place),
        }
    }
}

impl Records {
    pub(super) fn new(file: File) -> Self {
        Self::in_blocks(file, BLOCK)
    }

    fn in_blocks(file: File, block: usize) -> Self {
        Self { way: Way::Lines(Lines::new(file, block)), ends: Vec::new() }
    }

    /// How many bytes are read, more or less.
    pub(super) fn position(&self) -> u64 {
        match &self.way {
            Way::Lines(lines) => lines.position(),
            Way::Quoted(quoted) => quoted.start + quoted.reader.position().byte(),
        }
    }

    /// The next record.
    pub(super) fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        if let Way::Lines(lines) = &mut self.way
            && lines.find()? == Found::Unusual
        {
            self.way = Way::Quoted(Box::new(lines.quoted()?));
        }
        match &mut self.way {
            Way::Lines(lines) => {
                let Some(line) = lines.line() else { return Ok(None) };
                self.ends.clear();
                self.ends.extend(memchr_iter(b',', line));
                self.ends.push(line.len());
                Ok(Some(Record::Line(line, &self.ends)))
            }
            Way::Quoted(quoted) => {
                let Quoted { reader, record, .. } = quoted.as_mut();
                Ok(reader.read_byte_record(record)?.then_some(Record::Quoted(record)))
            }
        }
    }
}

/// A file, line by line.
struct Lines {
    file: File,
    block: usize,
    buffer: Vec<u8>,
    /// Bytes before the buffer.
    before: u64,
    /// The part of the buffer that was read from the file.
    filled: usize,
    /// The line that was found last.
    start: usize,
    end: usize,
    /// Where the next one begins.
    next: usize,
    is_over: bool,
}

/// What the next line is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Line,
    Unusual,
    Nothing,
}

impl Lines {
    fn new(file: File, block: usize) -> Self {
        let (buffer, before, filled, start, end, next) = (Vec::new(), 0, 0, 0, 0, 0);
        Self { file, block, buffer, before, filled, start, end, next, is_over: false }
    }

    /// Bytes before the line that was found.
    fn position(&self) -> u64 {
        self.before + self.start as u64
    }

    /// Goes to the next line that is not empty.
    fn find(&mut self) -> io::Result<Found> {
        loop {
            self.start = self.next;
            let Some(end) = self.line_end()? else {
                (self.start, self.end) = (self.filled, self.filled);
                return Ok(Found::Nothing);
            };
            (self.end, self.next) = (end, (end + 1).min(self.filled));
            let line = self.buffer.get(self.start..self.end).unwrap_or_default();
            match memchr2(b'"', b'\r', line) {
                None => {}
                Some(at) if at + 1 == line.len() && line.ends_with(b"\r") && self.end < self.filled => self.end -= 1,
                Some(_) => return Ok(Found::Unusual),
            }
            if self.position() == 0 && self.buffer.starts_with(MARK) {
                self.start += MARK.len();
            }
            if self.start < self.end {
                return Ok(Found::Line);
            }
        }
    }

    fn line(&self) -> Option<&[u8]> {
        self.buffer.get(self.start..self.end).filter(|line| !line.is_empty())
    }

    /// Where the line from `start` on ends, reading on as far as it takes; `None` at the end of the file.
    fn line_end(&mut self) -> io::Result<Option<usize>> {
        let mut searched = self.start;
        loop {
            let rest = self.buffer.get(searched..self.filled).unwrap_or_default();
            if let Some(end) = memchr(b'\n', rest) {
                return Ok(Some(searched + end));
            }
            if self.is_over {
                return Ok((self.start < self.filled).then_some(self.filled));
            }
            searched = self.filled - self.start;
            self.read_on()?;
        }
    }

    /// Moves what is left to the front and reads a block behind it.
    fn read_on(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.filled, 0);
        self.before += self.start as u64;
        self.filled -= self.start;
        self.start = 0;
        if self.buffer.len() < self.filled + self.block {
            self.buffer.resize(self.filled + self.block, 0);
        }
        let room = self.buffer.get_mut(self.filled..).unwrap_or_default();
        let read = loop {
            match self.file.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.filled += read;
        self.is_over = read == 0;
        Ok(())
    }

    /// Hands everything from the line that was found on to the csv crate.
    fn quoted(&mut self) -> io::Result<Quoted> {
        let rest = self.buffer.get(self.start..self.filled).unwrap_or_default().to_vec();
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BLOCK)
            .from_reader(Cursor::new(rest).chain(self.file.try_clone()?));
        Ok(Quoted { reader, record: ByteRecord::new(), start: self.position() })
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use proptest::prelude::*;

    use super::*;

    fn file(text: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text).unwrap();
        file.rewind().unwrap();
        file
    }

    fn read(text: &[u8], block: usize) -> Vec<Vec<Vec<u8>>> {
        let mut records = Records::in_blocks(file(text), block);
        let mut all = Vec::new();
        while let Some(record) = records.next().unwrap() {
            all.push((0..record.len()).map(|place| record.get(place).unwrap().to_vec()).collect());
            assert_eq!(record.get(record.len()), None);
        }
        all
    }

    fn by_csv(text: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        reader.byte_records().map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect()).collect()
    }

    #[test]
    fn a_mark_at_the_beginning_is_no_part_of_the_first_cell() {
        for text in ["\u{feff}id,p\na,1\n", "\u{feff}\"id\",p\na,1\n"] {
            assert_eq!(read(text.as_bytes(), 8)[0], [b"id".to_vec(), b"p".to_vec()]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn records_are_those_of_the_csv_crate(text in "[ab,\n]{0,60}(\r\n|\r|\"a,\nb\"|\"){0,1}[ab,\r\n\"]{0,40}", block in 1..70_usize) {
            prop_assert_eq!(read(text.as_bytes(), block), by_csv(text.as_bytes()));
        }

        #[test]
        fn plain_lines_are_those_of_the_csv_crate(text in "([ab,]{0,9}\r?\n){0,12}[ab,]{0,9}", block in 1..70_usize) {
            prop_assert_eq!(read(text.as_bytes(), block), by_csv(text.as_bytes()));
        }
    }
}

//! Files in one ZIP.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Files, by the names that they get, in an archive that says of none when it was made: the same files give the same bytes.
///
/// # Errors
/// A name stands there twice, or the archive would be larger than such archives can be.
pub(super) fn zipped<N: AsRef<str>>(files: &[(N, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in files {
        let large = u32::try_from(bytes.len()).is_err();
        writer.start_file(name.as_ref(), options.large_file(large))?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_of_the_same_files_is_the_same() {
        let files = [("a.csv", b"a\n1\n".to_vec()), ("b.csv", Vec::new())];
        let bytes = zipped(&files).unwrap();
        assert_eq!(bytes, zipped(&files).unwrap());
        let names: Vec<String> = zip::ZipArchive::new(Cursor::new(bytes))
            .unwrap()
            .file_names()
            .map(|name| name.unwrap().to_string())
            .collect();
        assert_eq!(names, ["a.csv", "b.csv"]);
    }
}

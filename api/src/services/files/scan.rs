//! Looking for viruses through a clamd, where one is set up.
//!
//! The file goes over the line in pieces (`INSTREAM` of clamd's protocol). A scanner that does not answer, or answers something
//! else, is an error: a file that could not be looked at does not pass as clean.

use std::io;
use std::time::Duration;

use thiserror::Error;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Bytes of a piece on the line.
const PIECE: usize = 64 << 10;
/// How long the whole look may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// Longest answer that is read, in bytes.
const ANSWER: u64 = 4096;

/// What is known about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scan {
    /// There was no scanner.
    NotScanned,
    /// The scanner found nothing.
    Clean,
    /// The scanner found something.
    Infected,
}

impl Scan {
    /// The word in rows and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotScanned => "not_scanned",
            Self::Clean => "clean",
            Self::Infected => "infected",
        }
    }
}

/// A scanner that did not do its work.
#[derive(Debug, Error)]
pub enum ScanError {
    /// It cannot be reached, or broke off.
    #[error("the virus scanner does not answer: {0}")]
    Unreachable(#[from] io::Error),
    /// It takes too long.
    #[error("the virus scanner took more than a minute")]
    Slow,
    /// It says something else than clean or found.
    #[error("the virus scanner could not look at the file: {0}")]
    Refused(String),
}

/// Has bytes looked at by the clamd at `address` (`host:port`); without one they are not scanned.
///
/// # Errors
/// [`ScanError`].
pub async fn scan(address: Option<&str>, bytes: &[u8]) -> Result<Scan, ScanError> {
    let Some(address) = address else { return Ok(Scan::NotScanned) };
    let answer = timeout(PATIENCE, ask(address, bytes)).await.map_err(|_| ScanError::Slow)??;
    let answer = answer.trim_end_matches(['\0', '\n']).trim();
    match answer.rsplit(' ').next() {
        Some("OK") => Ok(Scan::Clean),
        Some("FOUND") => Ok(Scan::Infected),
        _ => Err(ScanError::Refused(answer.to_owned())),
    }
}

async fn ask(address: &str, bytes: &[u8]) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(piece).await?;
    }
    stream.write_all(&[0; 4]).await?;
    let mut answer = Vec::new();
    stream.take(ANSWER).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
pub(crate) mod test_support {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    /// A scanner: it takes the protocol apart, and says what `judge` makes of the bytes.
    pub(crate) async fn scanner(judge: fn(&[u8]) -> &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                look(stream, judge).await;
            }
        });
        address
    }

    async fn look(mut stream: TcpStream, judge: fn(&[u8]) -> &'static [u8]) {
        let mut command = [0; 10];
        stream.read_exact(&mut command).await.unwrap();
        assert_eq!(&command, b"zINSTREAM\0");
        let mut bytes = Vec::new();
        loop {
            let length = stream.read_u32().await.unwrap();
            if length == 0 {
                break;
            }
            let mut piece = vec![0; usize::try_from(length).unwrap()];
            stream.read_exact(&mut piece).await.unwrap();
            bytes.extend(piece);
        }
        stream.write_all(judge(&bytes)).await.unwrap();
    }
}

#[cfg(test)]
mod tests {
    use super::test_support::scanner;
    use super::*;

    fn judge(bytes: &[u8]) -> &'static [u8] {
        if bytes.len() > 200_000 && bytes.ends_with(b"bad") {
            b"stream: Test-Signature FOUND\0"
        } else {
            b"stream: OK\0"
        }
    }

    #[tokio::test]
    async fn without_a_scanner_nothing_is_scanned() {
        assert_eq!(scan(None, b"x").await.unwrap(), Scan::NotScanned);
    }

    #[tokio::test]
    async fn the_scanner_gets_every_piece_and_its_word_counts() {
        let mut bytes = vec![b'x'; 300_000];
        assert_eq!(scan(Some(&scanner(judge).await), &bytes).await.unwrap(), Scan::Clean);
        bytes.extend(b"bad");
        assert_eq!(scan(Some(&scanner(judge).await), &bytes).await.unwrap(), Scan::Infected);
    }

    #[tokio::test]
    async fn a_scanner_that_fails_is_an_error() {
        let limit = scanner(|_| b"INSTREAM size limit exceeded. ERROR\0").await;
        assert!(matches!(scan(Some(&limit), b"x").await, Err(ScanError::Refused(_))));
        let silent = scanner(|_| b"").await;
        assert!(matches!(scan(Some(&silent), b"x").await, Err(ScanError::Refused(_))));
        assert!(matches!(scan(Some("127.0.0.1:1"), b"x").await, Err(ScanError::Unreachable(_))));
    }
}

//! `karvon serve`: how it starts, what it refuses, how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

fn serve(folder: &Path, environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_karvon"));
    command
        .arg("serve")
        .current_dir(folder)
        .env("KARVON_SERVER__BIND", "127.0.0.1:0")
        .envs(environment.iter().copied());
    command
}

/// What a start that is refused says, with its exit code.
fn refused(folder: &Path, environment: &[(&str, &str)]) -> (Option<i32>, String) {
    let output = serve(folder, environment).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(folder: &Path, environment: &[(&str, &str)]) -> Self {
        let mut command = serve(folder, environment);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("url: http://").unwrap().trim_end_matches('/').to_owned();
        Self { child, address }
    }

    /// The whole answer to a request.
    fn ask(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn terminate(&mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        drop(self.child.kill());
    }
}

#[test]
fn the_service_starts_on_nothing_answers_and_ends_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Running::start(folder.path(), &[]);
    assert!(running.ask("/health").starts_with("HTTP/1.1 200"), "{}", running.ask("/health"));
    assert!(running.ask("/ready").starts_with("HTTP/1.1 200"));
    assert!(running.ask("/api/v1/parties").starts_with("HTTP/1.1 401"));
    assert!(folder.path().join("karvon-data/karvon.db").is_file());
    assert_eq!(running.terminate(), Some(0));
}

#[test]
fn a_second_service_on_the_same_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Running::start(folder.path(), &[]);
    let (code, said) = refused(folder.path(), &[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("another karvon"), "{said}");
    assert_eq!(running.terminate(), Some(0));
}

#[test]
fn unknown_settings_stop_the_start_and_other_variables_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = refused(folder.path(), &[("KARVON_SERVER__BNID", "x")]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("`server.bnid`") && said.contains("`server.bind`"), "{said}");
    let mut running = Running::start(folder.path(), &[("KARVON_BUILD", "17")]);
    assert_eq!(running.terminate(), Some(0));
}

#[test]
fn listening_beyond_this_machine_without_https_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = refused(folder.path(), &[("KARVON_SERVER__BIND", "0.0.0.0:0")]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("https"), "{said}");
    assert!(!folder.path().join("karvon-data").exists());
}

#[test]
fn a_missing_settings_file_is_a_mistake_of_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let output = serve(folder.path(), &[]).args(["--config", "none.toml"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

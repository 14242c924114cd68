//! `karvon demo`: its database, the ways into it, and the service over it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::support::{Desk, errors, output};

/// What was printed under a name.
fn value(output: &str, name: &str) -> String {
    let mut lines = output.lines();
    let found = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    assert!(found.is_some(), "no `{name}` in {output}");
    found.unwrap_or_default().to_owned()
}

/// The object in a body, whether or not it came in pieces.
fn json(body: &str) -> Value {
    serde_json::from_str(body.trim_matches(|c: char| c != '{' && c != '}')).unwrap()
}

/// A demo that serves.
struct Serving {
    child: Child,
    told: String,
    /// Kept open, so that what is printed later has somewhere to go.
    _rest: BufReader<std::process::ChildStdout>,
}

impl Serving {
    fn start(desk: &Desk) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_karvon"))
            .args(["demo", "--out", "out"])
            .current_dir(desk.path("."))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut rest = BufReader::new(child.stdout.take().unwrap());
        let mut told = String::new();
        while !told.contains("Ctrl-C") {
            assert!(rest.read_line(&mut told).unwrap() > 0, "it ended: {told}");
        }
        Self { child, told, _rest: rest }
    }

    /// The answer to a request below the address of the service: its head and its body.
    fn ask(&self, head: &str, body: &str) -> (String, String) {
        let address = value(&self.told, "url");
        let address = address.strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
        let mut stream = TcpStream::connect(&address).unwrap();
        let length = body.len();
        write!(stream, "{head}\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    fn end(mut self) -> Option<i32> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        drop(self.child.kill());
    }
}

#[test]
fn the_demo_serves_its_result_to_its_key_and_signs_in_every_role_by_a_link() {
    let desk = Desk::new(&[]);
    let serving = Serving::start(&desk);
    // The line to try, as it was printed: curl -H 'Authorization: …' 'http://…'.
    let line = value(&serving.told, "try");
    let quoted: Vec<&str> = line.split('\'').collect();
    let [curl, header, _, address, _] = quoted.as_slice() else { panic!("{line}") };
    assert_eq!(*curl, "curl -H ");
    let path = address.splitn(4, '/').nth(3).unwrap();
    let (head, body) = serving.ask(&format!("GET /{path} HTTP/1.1\r\n{header}"), "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let first = json(&body);
    assert_eq!(first["items"].as_array().map(Vec::len), Some(10), "{body}");

    let id = value(&serving.told, "assessment_id");
    let (_, body) = serving.ask(&format!("GET /api/v1/assessments/{id} HTTP/1.1\r\n{header}"), "");
    let shown = json(&body);
    let written: Value = serde_json::from_str(&desk.text("out/assessment.json")).unwrap();
    assert_eq!(shown["result_hash"], written["manifest"]["result_hash"]);

    let (head, _) = serving.ask("GET / HTTP/1.1", "");
    assert!(head.starts_with("HTTP/1.1 303") && head.contains("/api/docs"), "{head}");
    for role in ["compliance", "auditor", "hr", "admin"] {
        let link = value(&serving.told, &format!("link_{role}"));
        let token = link.split_once('#').unwrap().1;
        let body = format!("{{\"login_token\":\"{token}\"}}");
        let (head, body) = serving.ask("POST /api/v1/session HTTP/1.1", &body);
        assert!(head.starts_with("HTTP/1.1 201"), "{head}");
        assert!(body.contains(&format!("\"role\":\"{role}\"")), "{body}");
    }
    // A second one beside it would write into the same database; it leaves the settings of the first alone.
    let settings = desk.text("out/demo.toml");
    let refused = desk.karvon("demo --no-serve --out out").code(2);
    assert!(errors(&refused).contains("another karvon"), "{}", errors(&refused));
    assert_eq!(desk.text("out/demo.toml"), settings);
    assert_eq!(serving.end(), Some(0));
}

#[test]
fn other_commands_work_on_the_demo_by_its_settings() {
    let desk = Desk::new(&[]);
    let told = output(&desk.karvon("demo --no-serve --out out").success());
    let mine = value(&told, "organisation_mine");
    desk.karvon("doctor --config out/demo.toml").success();
    let made =
        desk.karvon(&format!("key create loader --organisation {mine} --role compliance --config out/demo.toml"));
    assert!(value(&output(&made.success()), "key").starts_with("krv_"));
    let link = desk.karvon("user login-link hr@demo.example --config out/demo.toml").success();
    assert!(value(&output(&link), "link").starts_with(&value(&told, "url")));
}

#[test]
fn a_second_run_in_the_same_folder_keeps_the_database_and_gives_a_new_key() {
    let desk = Desk::new(&[]);
    let first = output(&desk.karvon("demo --no-serve --out out").success());
    let second = output(&desk.karvon("demo --no-serve --out out").success());
    for name in ["organisation_demo", "organisation_mine", "assessment_id"] {
        assert_eq!(value(&first, name), value(&second, name));
    }
    assert_ne!(value(&first, "key"), value(&second, "key"));
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    // Whether or not the first port is free here, it is not free for the demo.
    let taken = TcpListener::bind("127.0.0.1:8080");
    let desk = Desk::new(&[]);
    let told = output(&desk.karvon("demo --no-serve --out out").success());
    assert_ne!(value(&told, "url"), "http://127.0.0.1:8080/");
    assert!(desk.text("out/demo.toml").contains("127.0.0.1:8"));
    drop(taken);
}

#[test]
fn settings_that_lie_around_are_not_those_of_the_demo() {
    let desk = Desk::new(&[("karvon.toml", "[server]\nbind = \"nowhere\"\n")]);
    let run = desk.command("demo --no-serve --out out").env("KARVON_DATABASE__URL", "postgres://real/one").assert();
    run.success();
}

#[test]
fn a_database_of_something_else_is_left_alone() {
    let desk = Desk::new(&[]);
    let told = output(&desk.karvon("demo --no-serve --out out").success());
    assert!(told.contains("karvon serve --config"), "{told}");
    std::fs::create_dir(desk.path("other")).unwrap();
    let settings = desk.text("out/demo.toml").replace("/out/", "/other/");
    desk.put("other/demo.toml", settings.as_bytes());
    desk.karvon("organisation create Mills --config other/demo.toml").success();
    let refused = desk.karvon("demo --no-serve --out other").code(2);
    assert!(errors(&refused).contains("holds no demo"), "{}", errors(&refused));
}

//! From where a request comes, and to which host it believes to go.

use std::net::{IpAddr, SocketAddr};

use actix_web::http::header::{HOST, HeaderMap};
use ipnet::IpNet;

use crate::config::Server;

/// The address of the client: the right-most entry of `X-Forwarded-For` that is no trusted proxy, read only where the
/// connection itself comes from one. An entry that is no address ends the search at the last one that was.
pub fn address(peer: Option<SocketAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Option<IpAddr> {
    let mut address = peer?.ip().to_canonical();
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").filter_map(|line| line.to_str().ok()).collect();
    let entries = lines.iter().flat_map(|line| line.split(',')).map(str::trim).collect::<Vec<_>>();
    for entry in entries.into_iter().rev() {
        if !is_trusted(&address) {
            break;
        }
        let Some(next) = read(entry) else { break };
        address = next;
    }
    Some(address)
}

/// An address as proxies write it: with a port or without, version 6 in brackets or not.
fn read(entry: &str) -> Option<IpAddr> {
    let bare = entry.strip_prefix('[').and_then(|entry| entry.strip_suffix(']')).unwrap_or(entry);
    let address = bare.parse().ok().or_else(|| entry.parse().ok().map(|address: SocketAddr| address.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// The hosts that requests may name: that of the public address, and that of this machine where the service listens on it.
#[derive(Clone, Debug)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// The hosts of a server.
    pub fn new(server: &Server) -> Self {
        let mut hosts = Vec::new();
        if let Some(host) = server.public_url.host_str() {
            if let Some(port) = server.public_url.port() {
                hosts.push(format!("{host}:{port}"));
            } else {
                let usual = server.public_url.port_or_known_default().unwrap_or_default();
                hosts.extend([host.to_owned(), format!("{host}:{usual}")]);
            }
        }
        let (bind, port) = (server.bind, server.bind.port());
        hosts.push(bind.to_string());
        if bind.ip().is_loopback() {
            hosts.extend(["localhost", "127.0.0.1", "[::1]"].map(|host| format!("{host}:{port}")));
        }
        Self(hosts)
    }

    /// Whether a request names one of them.
    pub fn knows(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.0.iter().any(|known| known.eq_ignore_ascii_case(host)))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(name: &'static str, values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        let peer = Some(SocketAddr::new(peer.parse().unwrap(), 5000));
        address(peer, &headers("x-forwarded-for", forwarded), &trusted).unwrap().to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
    }

    #[test]
    fn the_right_most_entry_that_is_no_proxy_counts() {
        assert_eq!(seen("10.0.0.1", &["1.1.1.1, 198.51.100.1, 10.2.3.4"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1", "198.51.100.1", "10.2.3.4"]), "198.51.100.1");
    }

    #[test]
    fn what_is_no_address_is_never_passed_over() {
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, unknown"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, x, 10.2.3.4"]), "10.2.3.4");
    }

    #[test]
    fn ports_and_brackets_are_taken_off() {
        assert_eq!(seen("::1", &["[2001:db8::7]:443"]), "2001:db8::7");
        assert_eq!(seen("::1", &["198.51.100.1:80"]), "198.51.100.1");
    }

    fn hosts(public_url: &str, bind: &str) -> Hosts {
        Hosts::new(&Server {
            bind: bind.parse().unwrap(),
            public_url: public_url.parse().unwrap(),
            trusted_proxies: Vec::new(),
            metrics_token: None,
        })
    }

    #[test]
    fn only_known_hosts_are_answered() {
        let hosts = hosts("https://karvon.example", "127.0.0.1:8080");
        for host in ["karvon.example", "KARVON.example:443", "localhost:8080", "127.0.0.1:8080"] {
            assert!(hosts.knows(&headers("host", &[host])), "{host}");
        }
        for host in ["evil.example", "karvon.example:8080", "localhost", ""] {
            assert!(!hosts.knows(&headers("host", &[host])), "{host}");
        }
        assert!(!hosts.knows(&HeaderMap::new()));
    }
}

//! karvon: command line and, later, service.

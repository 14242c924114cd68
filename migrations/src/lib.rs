//! Migrations of the service database. The command-line tool needs no database; the first migration arrives with the service.

//! Files in, rows and findings out.

//! Published lists and an organisation's own: how old they are and what they lack, newer versions of them, and which are used.
//!
//! The shipped lists stand inside the program. At the command line newer ones are kept in a folder, in the service in the
//! database; either way an import adds a version and changes no other. What an assessment of the service was made with travels
//! with its inputs, so that it can be made again anywhere.

mod carried;
mod folder;
mod own;
mod stored;

pub use carried::{Carried, CarriedError, CarriedList};
pub use folder::{ImportFailure, Imported, Lists, ListsError, Status, Wanted, import, open, open_for, prepare, status};
pub use own::{OwnFault, OwnList, OwnRow};
pub use stored::{
    AddError, Added, Found, NewList, UseError, activate, active, add, completeness, contents, deactivate, file, find,
    own_in_use, redo, shipped_id,
};

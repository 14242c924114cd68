//! Random bytes from the system.

use sea_orm::DbErr;

/// Bytes that nobody can guess.
///
/// # Errors
/// The system has none to give; then nothing that needs them may go on, as with a database that fails.
pub fn random<const N: usize>() -> Result<[u8; N], DbErr> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| DbErr::Custom(format!("no random bytes: {error}")))?;
    Ok(bytes)
}

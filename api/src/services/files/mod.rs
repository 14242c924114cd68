//! Files in the database: what they are, by their content, and their bytes in pieces.
//!
//! Originals of uploads, evidence and reports live in the database, so that one backup holds everything. A file is known by its
//! content, never by its name or by what a browser says; it is looked at by a virus scanner where one is set up; and what was
//! found infected is kept but never given out.

mod name;
pub mod scan;
mod sniff;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use thiserror::Error;
use uuid::Uuid;

use crate::db::entities::{file_chunks, files};
use crate::db::{OrganisationId, new_id, now};
use crate::digest::sha256;

pub use name::plain_name;
pub use scan::Scan;
pub use sniff::{MediaType, sniff, sniff_data};

/// Bytes of a piece.
const PIECE: usize = 1 << 20;

/// A file that is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewFile<'a> {
    /// Its name, as it was sent.
    pub name: &'a str,
    /// What it is.
    pub media_type: MediaType,
    /// Its content.
    pub bytes: &'a [u8],
    /// What the scanner said.
    pub scan: Scan,
}

/// A file that is not given out.
#[derive(Debug, Error)]
pub enum FileError {
    /// None of this organisation's.
    #[error("there is no file `{0}`")]
    Missing(Uuid),
    /// Its content was erased.
    #[error("the content of the file `{0}` was erased")]
    Erased(Uuid),
    /// The scanner found something.
    #[error("the file `{0}` is infected and is not given out")]
    Infected(Uuid),
    /// What is stored is not what was sent.
    #[error("the content of the file `{0}` was damaged in the database; restore a backup")]
    Damaged(Uuid),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Keeps a file. Must be called in a transaction.
///
/// # Errors
/// The database fails.
pub async fn store(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    file: NewFile<'_>,
) -> Result<files::Model, DbErr> {
    let model = files::Model {
        id: new_id(),
        organisation_id,
        name: plain_name(file.name),
        media_type: file.media_type.as_str().to_owned(),
        bytes: i64::try_from(file.bytes.len()).map_err(|error| DbErr::Type(error.to_string()))?,
        sha256: sha256(file.bytes),
        scan: file.scan.as_str().to_owned(),
        created_at: now(),
        erased_at: None,
    };
    files::Entity::insert(files::ActiveModel::from(model.clone())).exec_without_returning(connection).await?;
    for (seq, data) in (0..).zip(file.bytes.chunks(PIECE)) {
        let piece = file_chunks::ActiveModel { file_id: Set(model.id), seq: Set(seq), data: Set(data.to_vec()) };
        file_chunks::Entity::insert(piece).exec_without_returning(connection).await?;
    }
    Ok(model)
}

/// What is known about a file of an organisation, erased or not.
///
/// # Errors
/// The database fails.
pub async fn find(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Option<files::Model>, DbErr> {
    files::Entity::find_by_id(id).filter(files::Column::OrganisationId.eq(organisation_id)).one(connection).await
}

/// A file of an organisation with its content.
///
/// # Errors
/// [`FileError`].
pub async fn read(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<(files::Model, Vec<u8>), FileError> {
    let file = find(connection, organisation_id, id).await?.ok_or(FileError::Missing(id))?;
    if file.erased_at.is_some() {
        return Err(FileError::Erased(id));
    }
    if file.scan == Scan::Infected.as_str() {
        return Err(FileError::Infected(id));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(file.bytes).unwrap_or_default());
    let mut seq = 0;
    // Piece by piece, so that a large file is in memory once and not twice.
    while let Some(piece) = file_chunks::Entity::find_by_id((id, seq)).one(connection).await? {
        bytes.extend_from_slice(&piece.data);
        seq += 1;
    }
    if sha256(&bytes) == file.sha256 { Ok((file, bytes)) } else { Err(FileError::Damaged(id)) }
}

/// Erases the content of a file; that there was one stays known. `false` where there is none, or none any more.
///
/// # Errors
/// The database fails.
pub async fn erase(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<bool, DbErr> {
    let Some(file) = find(connection, organisation_id, id).await?.filter(|file| file.erased_at.is_none()) else {
        return Ok(false);
    };
    file_chunks::Entity::delete_many().filter(file_chunks::Column::FileId.eq(file.id)).exec(connection).await?;
    let erased = files::ActiveModel { id: Set(file.id), erased_at: Set(Some(now())), ..Default::default() };
    files::Entity::update(erased).exec(connection).await?;
    Ok(true)
}

/// Files of an organisation, the newest first.
///
/// # Errors
/// The database fails.
pub async fn all(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<Vec<files::Model>, DbErr> {
    files::Entity::find()
        .filter(files::Column::OrganisationId.eq(organisation_id))
        .order_by_desc(files::Column::CreatedAt)
        .all(connection)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::test_support::{TestDatabase, each, organisation};

    fn pdf(bytes: &[u8]) -> NewFile<'_> {
        NewFile { name: "../audit.pdf", media_type: MediaType::Pdf, bytes, scan: Scan::NotScanned }
    }

    #[tokio::test]
    async fn a_file_of_several_pieces_comes_back_as_it_was() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            for size in [0, 1, PIECE, PIECE + 1, 3 * PIECE] {
                let bytes: Vec<u8> = (0..size).map(|at| u8::try_from(at % 251).unwrap()).collect();
                let transaction = database.begin().await.unwrap();
                let stored = store(&transaction, ours, pdf(&bytes)).await.unwrap();
                transaction.commit().await.unwrap();
                let (file, read) = read(database.reader(), ours, stored.id).await.unwrap();
                assert_eq!((file.name.as_str(), file.media_type.as_str()), ("audit.pdf", "application/pdf"));
                assert!(read == bytes, "{size}");
                let pieces = file_chunks::Entity::find().filter(file_chunks::Column::FileId.eq(stored.id));
                assert_eq!(pieces.all(database.reader()).await.unwrap().len(), size.div_ceil(PIECE));
            }
        }
    }

    #[tokio::test]
    async fn a_file_of_another_organisation_is_not_there() {
        for TestDatabase { database, .. } in each().await {
            let (ours, theirs) = (organisation(&database).await, organisation(&database).await);
            let stored = store(database.writer(), ours, pdf(b"x")).await.unwrap();
            assert!(matches!(read(database.reader(), theirs, stored.id).await, Err(FileError::Missing(_))));
            assert!(!erase(database.writer(), theirs, stored.id).await.unwrap());
            assert_eq!(all(database.reader(), theirs).await.unwrap(), []);
        }
    }

    #[tokio::test]
    async fn what_was_erased_or_is_infected_is_not_given_out() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            let stored = store(database.writer(), ours, pdf(b"x")).await.unwrap();
            assert!(erase(database.writer(), ours, stored.id).await.unwrap());
            assert!(!erase(database.writer(), ours, stored.id).await.unwrap());
            assert!(matches!(read(database.reader(), ours, stored.id).await, Err(FileError::Erased(_))));
            assert_eq!(file_chunks::Entity::find().all(database.reader()).await.unwrap(), []);
            let infected = NewFile { scan: Scan::Infected, ..pdf(b"x") };
            let stored = store(database.writer(), ours, infected).await.unwrap();
            assert!(matches!(read(database.reader(), ours, stored.id).await, Err(FileError::Infected(_))));
        }
    }

    #[tokio::test]
    async fn a_damaged_file_is_an_error_and_not_a_shorter_file() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            let stored = store(database.writer(), ours, pdf(&vec![7; PIECE + 1])).await.unwrap();
            file_chunks::Entity::delete_by_id((stored.id, 1)).exec(database.writer()).await.unwrap();
            assert!(matches!(read(database.reader(), ours, stored.id).await, Err(FileError::Damaged(_))));
        }
    }
}

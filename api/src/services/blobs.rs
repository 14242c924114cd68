//! Large inputs and results: compressed, kept once an organisation by the hash of what they hold.
//!
//! They are stored as gzip, which is what most clients take, so that they can be sent as they are stored.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use thiserror::Error;

use crate::db::entities::{blob_chunks, blobs};
use crate::db::{OrganisationId, now};
use crate::digest::sha256;

/// Bytes of a piece.
const PIECE: usize = 1 << 20;
/// How hard to press: a network of 100,000 parties takes about a second, and ten times less room.
const LEVEL: u32 = 3;
/// How it is pressed.
const ENCODING: &str = "gzip";

/// A blob that cannot be had.
#[derive(Debug, Error)]
pub enum BlobError {
    /// None of this organisation's: never stored, or erased.
    #[error("there is no content with the hash `{0}`")]
    Missing(String),
    /// What is stored is not what was stored.
    #[error("the content with the hash `{0}` was damaged in the database; restore a backup")]
    Damaged(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Keeps bytes and gives their SHA-256; what is there already is not stored again. Must be called in a transaction.
///
/// # Errors
/// The database fails, or there is no thread to give.
pub async fn put(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    bytes: Vec<u8>,
) -> Result<String, DbErr> {
    let raw_bytes = size(bytes.len())?;
    let pressed = tokio::task::spawn_blocking(move || press(&bytes).map(|pressed| (sha256(&bytes), pressed)));
    let pressed = pressed.await.map_err(|error| DbErr::Custom(error.to_string()))?;
    let (hash, pressed) = pressed.map_err(|error| DbErr::Custom(error.to_string()))?;
    let row = blobs::ActiveModel {
        organisation_id: Set(organisation_id),
        sha256: Set(hash.clone()),
        raw_bytes: Set(raw_bytes),
        stored_bytes: Set(size(pressed.len())?),
        encoding: Set(ENCODING.to_owned()),
        created_at: Set(now()),
    };
    let added = blobs::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([blobs::Column::OrganisationId, blobs::Column::Sha256]).do_nothing().to_owned(),
        )
        .exec_without_returning(connection)
        .await?;
    if added == 0 {
        return Ok(hash);
    }
    for (seq, data) in (0..).zip(pressed.chunks(PIECE)) {
        let piece = blob_chunks::ActiveModel {
            organisation_id: Set(organisation_id),
            sha256: Set(hash.clone()),
            seq: Set(seq),
            data: Set(data.to_vec()),
        };
        blob_chunks::Entity::insert(piece).exec_without_returning(connection).await?;
    }
    Ok(hash)
}

/// The bytes of a hash.
///
/// # Errors
/// [`BlobError`].
pub async fn get(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    hash: &str,
) -> Result<Vec<u8>, BlobError> {
    let pressed = pressed(connection, organisation_id, hash).await?;
    let bytes = tokio::task::spawn_blocking(move || unpress(&pressed));
    let bytes = bytes.await.map_err(|error| DbErr::Custom(error.to_string()))?;
    match bytes {
        Ok(bytes) if sha256(&bytes) == hash => Ok(bytes),
        Ok(_) | Err(_) => Err(BlobError::Damaged(hash.to_owned())),
    }
}

/// The bytes of a hash as they are stored: one gzip stream.
///
/// # Errors
/// [`BlobError`]; damage is not looked for beyond the length.
pub async fn pressed(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    hash: &str,
) -> Result<Vec<u8>, BlobError> {
    let key = (organisation_id, hash.to_owned());
    let found = blobs::Entity::find_by_id(key).one(connection).await?;
    let found = found.ok_or_else(|| BlobError::Missing(hash.to_owned()))?;
    let mut bytes = Vec::with_capacity(usize::try_from(found.stored_bytes).unwrap_or_default());
    let mut seq = 0;
    while let Some(piece) =
        blob_chunks::Entity::find_by_id((organisation_id, hash.to_owned(), seq)).one(connection).await?
    {
        bytes.extend_from_slice(&piece.data);
        seq += 1;
    }
    let is_whole = i64::try_from(bytes.len()) == Ok(found.stored_bytes);
    if is_whole { Ok(bytes) } else { Err(BlobError::Damaged(hash.to_owned())) }
}

/// Erases the bytes of a hash; `false` where there are none. Must be called in a transaction.
///
/// # Errors
/// The database fails.
pub async fn erase(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    hash: &str,
) -> Result<bool, DbErr> {
    blob_chunks::Entity::delete_many()
        .filter(blob_chunks::Column::OrganisationId.eq(organisation_id))
        .filter(blob_chunks::Column::Sha256.eq(hash))
        .exec(connection)
        .await?;
    let erased = blobs::Entity::delete_by_id((organisation_id, hash.to_owned())).exec(connection).await?;
    Ok(erased.rows_affected > 0)
}

fn press(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn unpress(pressed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(pressed).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn size(bytes: usize) -> Result<i64, DbErr> {
    i64::try_from(bytes).map_err(|error| DbErr::Type(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::test_support::{TestDatabase, each, organisation};

    #[tokio::test]
    async fn what_is_put_comes_back_under_its_hash() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            // SHA-256 of "abc" (FIPS 180-4, appendix).
            let hash = put(database.writer(), ours, b"abc".to_vec()).await.unwrap();
            assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            assert_eq!(get(database.reader(), ours, &hash).await.unwrap(), b"abc");
        }
    }

    #[tokio::test]
    async fn what_does_not_press_spans_pieces_and_comes_back() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            let mut bytes = vec![0; 3 * PIECE];
            getrandom::fill(&mut bytes).unwrap();
            let hash = put(database.writer(), ours, bytes.clone()).await.unwrap();
            assert!(get(database.reader(), ours, &hash).await.unwrap() == bytes);
            assert!(blob_chunks::Entity::find().all(database.reader()).await.unwrap().len() >= 3);
        }
    }

    #[tokio::test]
    async fn the_same_bytes_are_stored_once_an_organisation_and_never_shared() {
        for TestDatabase { database, .. } in each().await {
            let (ours, theirs) = (organisation(&database).await, organisation(&database).await);
            let hash = put(database.writer(), ours, b"abc".to_vec()).await.unwrap();
            assert_eq!(put(database.writer(), ours, b"abc".to_vec()).await.unwrap(), hash);
            assert_eq!(blob_chunks::Entity::find().all(database.reader()).await.unwrap().len(), 1);
            assert!(matches!(get(database.reader(), theirs, &hash).await, Err(BlobError::Missing(_))));
            put(database.writer(), theirs, b"abc".to_vec()).await.unwrap();
            assert!(erase(database.writer(), theirs, &hash).await.unwrap());
            assert_eq!(get(database.reader(), ours, &hash).await.unwrap(), b"abc");
        }
    }

    #[tokio::test]
    async fn damage_is_an_error() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            let hash = put(database.writer(), ours, b"abc".to_vec()).await.unwrap();
            let other = blob_chunks::ActiveModel {
                organisation_id: Set(ours),
                sha256: Set(hash.clone()),
                seq: Set(0),
                data: Set(press(b"abd").unwrap()),
            };
            blob_chunks::Entity::update(other).exec(database.writer()).await.unwrap();
            assert!(matches!(get(database.reader(), ours, &hash).await, Err(BlobError::Damaged(_))));
            assert!(erase(database.writer(), ours, &hash).await.unwrap());
            assert!(matches!(get(database.reader(), ours, &hash).await, Err(BlobError::Missing(_))));
        }
    }
}

//! Many rows in few statements.

use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, Iterable};

/// Values of one statement; SQLite takes 32,766.
const VALUES: usize = 32_000;

/// Inserts rows, as many at once as a statement may hold.
///
/// # Errors
/// The database fails.
pub async fn insert_many<A>(connection: &impl ConnectionTrait, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Send,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count().max(1);
    let most = VALUES / columns;
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<A> = rows.by_ref().take(most).collect();
        if some.is_empty() {
            return Ok(());
        }
        A::Entity::insert_many(some).exec_without_returning(connection).await?;
    }
}

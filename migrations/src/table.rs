//! A table in one breath: columns, key, indexes, references.
//!
//! The kinds of columns are the few that both databases agree on. Texts sort by bytes on PostgreSQL too, so that a list has one
//! order everywhere.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Id,
    Text,
    Json,
    Instant,
    Day,
    Whole,
    Number,
    Flag,
    Bytes,
}

#[derive(Clone, Debug)]
struct Column {
    name: &'static str,
    kind: Kind,
    null: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unique {
    Yes,
    No,
}

#[derive(Clone, Debug)]
struct IndexOf {
    columns: &'static [&'static str],
    unique: Unique,
    /// Only rows whose `to_revision` is null.
    while_current: bool,
}

/// A table that is to be made.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    name: &'static str,
    columns: Vec<Column>,
    primary: &'static [&'static str],
    indexes: Vec<IndexOf>,
    references: Vec<(&'static str, &'static str)>,
}

impl Table {
    /// A table without columns.
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, columns: Vec::new(), primary: &[], indexes: Vec::new(), references: Vec::new() }
    }

    fn column(mut self, name: &'static str, kind: Kind) -> Self {
        self.columns.push(Column { name, kind, null: false });
        self
    }

    /// A UUID.
    pub(crate) fn id(self, name: &'static str) -> Self {
        self.column(name, Kind::Id)
    }

    /// Text of any length.
    pub(crate) fn text(self, name: &'static str) -> Self {
        self.column(name, Kind::Text)
    }

    /// A small JSON document.
    pub(crate) fn json(self, name: &'static str) -> Self {
        self.column(name, Kind::Json)
    }

    /// A moment in UTC.
    pub(crate) fn instant(self, name: &'static str) -> Self {
        self.column(name, Kind::Instant)
    }

    /// A calendar day.
    pub(crate) fn day(self, name: &'static str) -> Self {
        self.column(name, Kind::Day)
    }

    /// A whole number of 64 bits.
    pub(crate) fn whole(self, name: &'static str) -> Self {
        self.column(name, Kind::Whole)
    }

    /// A floating number of 64 bits.
    pub(crate) fn number(self, name: &'static str) -> Self {
        self.column(name, Kind::Number)
    }

    /// Yes or no.
    pub(crate) fn flag(self, name: &'static str) -> Self {
        self.column(name, Kind::Flag)
    }

    /// Bytes.
    pub(crate) fn bytes(self, name: &'static str) -> Self {
        self.column(name, Kind::Bytes)
    }

    /// The last column may be empty.
    pub(crate) fn null(mut self) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.null = true;
        }
        self
    }

    /// The primary key.
    pub(crate) fn primary(mut self, columns: &'static [&'static str]) -> Self {
        self.primary = columns;
        self
    }

    fn with_index(mut self, columns: &'static [&'static str], unique: Unique, while_current: bool) -> Self {
        self.indexes.push(IndexOf { columns, unique, while_current });
        self
    }

    /// No two rows agree in these columns.
    pub(crate) fn unique(self, columns: &'static [&'static str]) -> Self {
        self.with_index(columns, Unique::Yes, false)
    }

    /// Rows are looked up by these columns.
    pub(crate) fn index(self, columns: &'static [&'static str]) -> Self {
        self.with_index(columns, Unique::No, false)
    }

    /// No two current versions agree in these columns.
    pub(crate) fn unique_while_current(self, columns: &'static [&'static str]) -> Self {
        self.with_index(columns, Unique::Yes, true)
    }

    /// Current versions are looked up by these columns.
    pub(crate) fn index_while_current(self, columns: &'static [&'static str]) -> Self {
        self.with_index(columns, Unique::No, true)
    }

    /// The column holds the id of a row of another table. Tables that take many rows at once do without: a check per row would
    /// double the time of a large upload, and their rows are only ever written together with the row they belong to.
    pub(crate) fn references(mut self, column: &'static str, table: &'static str) -> Self {
        self.references.push((column, table));
        self
    }

    /// Makes the table and its indexes.
    pub(crate) async fn create(&self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let mut create = sea_orm_migration::prelude::Table::create();
        create.table(self.name);
        for column in &self.columns {
            let mut definition = ColumnDef::new(column.name);
            as_kind(&mut definition, column.kind, backend);
            if !column.null {
                definition.not_null();
            }
            create.col(definition);
        }
        let mut primary = Index::create();
        for column in self.primary {
            primary.col(*column);
        }
        create.primary_key(&mut primary);
        for (column, table) in &self.references {
            create.foreign_key(
                ForeignKey::create()
                    .name(format!("{}_{column}_fkey", self.name))
                    .from(self.name, *column)
                    .to(*table, "id"),
            );
        }
        manager.create_table(create).await?;
        for index in &self.indexes {
            manager.get_connection().execute_unprepared(&self.index_sql(index)).await?;
        }
        Ok(())
    }

    fn index_sql(&self, index: &IndexOf) -> String {
        let unique = if index.unique == Unique::Yes { "UNIQUE " } else { "" };
        let (suffix, condition) =
            if index.while_current { ("_current", " WHERE \"to_revision\" IS NULL") } else { ("", "") };
        let columns: Vec<String> = index.columns.iter().map(|column| format!("\"{column}\"")).collect();
        format!(
            "CREATE {unique}INDEX \"{}_{}{suffix}_idx\" ON \"{}\" ({}){condition}",
            self.name,
            index.columns.join("_"),
            self.name,
            columns.join(", ")
        )
    }
}

fn as_kind(definition: &mut ColumnDef, kind: Kind, backend: DbBackend) {
    match kind {
        Kind::Id => definition.uuid(),
        Kind::Text if backend == DbBackend::Postgres => definition.custom("text COLLATE \"C\""),
        Kind::Text => definition.text(),
        Kind::Json => definition.json(),
        Kind::Instant => definition.timestamp_with_time_zone(),
        Kind::Day => definition.date(),
        Kind::Whole => definition.big_integer(),
        Kind::Number => definition.double(),
        Kind::Flag => definition.boolean(),
        Kind::Bytes => definition.blob(),
    };
}

/// Makes tables, first to last.
pub(crate) async fn create_all(tables: &[Table], manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in tables {
        table.create(manager).await?;
    }
    Ok(())
}

/// Drops tables, last first.
pub(crate) async fn drop_all(tables: &[Table], manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        let mut drop = sea_orm_migration::prelude::Table::drop();
        manager.drop_table(drop.table(table.name).to_owned()).await?;
    }
    Ok(())
}

/// Adds the columns of these to tables that are there already. Each must be one that may be empty, since the rows have nothing
/// to put there.
pub(crate) async fn add_columns(tables: &[Table], manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let backend = manager.get_database_backend();
    for table in tables {
        for column in &table.columns {
            let mut definition = ColumnDef::new(column.name);
            as_kind(&mut definition, column.kind, backend);
            // One at a time: SQLite takes no more in one statement.
            let mut alter = sea_orm_migration::prelude::Table::alter();
            manager.alter_table(alter.table(table.name).add_column(definition).to_owned()).await?;
        }
    }
    Ok(())
}

/// Takes the columns of these away again, last first.
pub(crate) async fn drop_columns(tables: &[Table], manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        for column in table.columns.iter().rev() {
            let mut alter = sea_orm_migration::prelude::Table::alter();
            manager.alter_table(alter.table(table.name).drop_column(column.name).to_owned()).await?;
        }
    }
    Ok(())
}

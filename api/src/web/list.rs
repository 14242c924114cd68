//! A list as an answer: a page as JSON, or every row as a file.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::error::{ApiError, Code};
use crate::list::{Format, ListQuery, ListSpec, Page, export};

/// Answers a list query. `name` is the list's, and what an exported file and its sheet are called.
///
/// # Errors
/// More rows than a workbook holds.
pub fn answer(spec: &ListSpec, name: &str, query: &ListQuery, page: Page) -> Result<HttpResponse, ApiError> {
    let (bytes, kind, ending) = match query.format {
        Format::Json => return Ok(HttpResponse::Ok().json(page)),
        Format::Csv => (export::csv(spec, &page.items).map_err(ApiError::internal)?, "text/csv; charset=utf-8", "csv"),
        Format::Xlsx => {
            let too_many = |error: karvon_report::workbook::WorkbookError| match error {
                karvon_report::workbook::WorkbookError::TooManyRows { .. } => {
                    ApiError::new(Code::TooLarge).say(error.to_string())
                }
                karvon_report::workbook::WorkbookError::Write(_) => ApiError::internal(error),
            };
            let bytes = export::xlsx(spec, name, &page.items).map_err(too_many)?;
            (bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        }
        Format::Jsonl => (export::jsonl(&page.items).map_err(ApiError::internal)?, "application/x-ndjson", "jsonl"),
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")))
        .body(bytes))
}

//! Where the next page begins: the sort values of the last item, with the order that they belong to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// Writes a cursor.
pub(super) fn write(order: &str, values: &[Value]) -> String {
    URL_SAFE_NO_PAD.encode(Value::from(vec![Value::from(order), Value::from(values.to_vec())]).to_string())
}

/// Reads a cursor that was written for an order; `None` if it was not.
pub(super) fn read(cursor: &str, order: &str) -> Option<Vec<Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (of, values): (String, Vec<Value>) = serde_json::from_slice(&bytes).ok()?;
    (of == order).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_for_its_own_order_only() {
        let values = vec![Value::Null, Value::from("Ткач"), Value::from(0.25)];
        let cursor = write("-likelihood,party_id", &values);
        assert_eq!(read(&cursor, "-likelihood,party_id"), Some(values));
        assert_eq!(read(&cursor, "party_id"), None);
        assert_eq!(read("nonsense!", "party_id"), None);
    }
}

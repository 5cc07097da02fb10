//! Values of the type `any`.

use serde_json::{Map, Value};

use super::{Reader, Refused, Result};

/// Keys for `serde_json`'s own use, which it reads as something else.
pub(super) const PRIVATE: &str = "$serde_json::private::";

impl Reader<'_> {
    /// Any value.
    pub(crate) fn value(&mut self) -> Result<Value> {
        Ok(match self.token() {
            b'"' => Value::String(self.string()?),
            b'{' => Value::Object(self.map()?),
            b'[' => Value::Array(self.array()?),
            b't' => self.word(b"true").map(|()| Value::Bool(true))?,
            b'f' => self.word(b"false").map(|()| Value::Bool(false))?,
            b'n' => self.word(b"null").map(|()| Value::Null)?,
            _ => Value::Number(self.number()?),
        })
    }

    fn array(&mut self) -> Result<Vec<Value>> {
        let mut elements = Vec::new();
        self.open(b'[')?;
        if self.token() != b']' {
            loop {
                elements.push(self.value()?);
                if !self.comma(b']')? {
                    break;
                }
            }
        }
        self.close();
        Ok(elements)
    }

    fn map(&mut self) -> Result<Map<String, Value>> {
        let mut members = Map::new();
        self.open(b'{')?;
        if self.token() != b'}' {
            loop {
                self.token();
                let key = self.string()?;
                if members.is_empty() && key.starts_with(PRIVATE) {
                    return Err(Refused);
                }
                self.expect(b':')?;
                members.insert(key, self.value()?);
                if !self.comma(b'}')? {
                    break;
                }
            }
        }
        self.close();
        Ok(members)
    }
}

//! Numbers.

use serde_json::Number;

use super::{Reader, Refused, Result};

/// An integer as it stands in the text.
#[derive(Clone, Copy)]
pub(super) struct Integer {
    negative: bool,
    magnitude: u64,
}

impl Integer {
    #[inline]
    pub(super) fn signed<T: TryFrom<i64>>(self) -> Result<T> {
        let value = match self.negative {
            // The general way reads the negative zero as a float.
            true if self.magnitude == 0 => return Err(Refused),
            true => 0_i64.checked_sub_unsigned(self.magnitude).ok_or(Refused)?,
            false => i64::try_from(self.magnitude).map_err(|_| Refused)?,
        };
        T::try_from(value).map_err(|_| Refused)
    }

    #[inline]
    pub(super) fn unsigned<T: TryFrom<u64>>(self) -> Result<T> {
        match self.negative {
            true => Err(Refused),
            false => T::try_from(self.magnitude).map_err(|_| Refused),
        }
    }
}

impl Reader<'_> {
    /// An integer; a number that is written with a fraction is none.
    #[inline]
    pub(super) fn integer(&mut self) -> Result<Integer> {
        let integer = self.digits()?;
        match self.byte() {
            b'.' | b'e' | b'E' => Err(Refused),
            _ => Ok(integer),
        }
    }

    #[inline]
    pub(super) fn digits(&mut self) -> Result<Integer> {
        let negative = self.byte() == b'-';
        self.at += usize::from(negative);
        let start = self.at;
        let mut magnitude = 0_u64;
        loop {
            let digit = self.byte().wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            // Nineteen digits always fit; the rest is looked at below.
            magnitude = magnitude.wrapping_mul(10).wrapping_add(u64::from(digit));
            self.at += 1;
        }
        match self.at - start {
            0 => Err(Refused),
            1 => Ok(Integer {
                negative,
                magnitude,
            }),
            length => self.long(start, length, negative, magnitude),
        }
    }

    #[inline]
    fn long(&self, start: usize, length: usize, negative: bool, magnitude: u64) -> Result<Integer> {
        let digits = self.text.as_bytes().get(start..self.at);
        let digits = digits.ok_or(Refused)?;
        if digits.first() == Some(&b'0') {
            return Err(Refused);
        }
        let magnitude = match length {
            ..=19 => magnitude,
            _ => checked(digits)?,
        };
        Ok(Integer {
            negative,
            magnitude,
        })
    }

    /// Any number.
    pub(super) fn float(&mut self) -> Result<f64> {
        let start = self.at;
        if let Ok(integer) = self.integer() {
            if !integer.negative {
                return Ok(integer.magnitude as f64);
            }
            if let Ok(value) = integer.signed::<i64>() {
                return Ok(value as f64);
            }
        }
        self.at = start;
        let number: f64 = serde_json::from_str(self.number_text()?).map_err(|_| Refused)?;
        Ok(number)
    }

    /// Any number, as `any` has it.
    pub(super) fn number(&mut self) -> Result<Number> {
        let start = self.at;
        if let Ok(integer) = self.integer() {
            if !integer.negative {
                return Ok(integer.magnitude.into());
            }
            if let Ok(value) = integer.signed::<i64>() {
                return Ok(value.into());
            }
        }
        self.at = start;
        serde_json::from_str(self.number_text()?).map_err(|_| Refused)
    }

    /// Takes all that can be part of a number.
    pub(super) fn number_text(&mut self) -> Result<&str> {
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let rest = self.rest();
        let length = rest.iter().position(|byte| !is_part(byte));
        let end = self.at + length.unwrap_or(rest.len());
        let text = self.text.get(self.at..end).ok_or(Refused);
        self.at = end;
        text
    }
}

#[cold]
fn checked(digits: &[u8]) -> Result<u64> {
    let digits = str::from_utf8(digits).map_err(|_| Refused)?;
    digits.parse().map_err(|_| Refused)
}

//! Random numbers and texts of a schema.

use serde_json::{Map, Number, Value};

use super::text::{of_format, of_length, of_pattern};
use super::value::Drawer;
use crate::schema::OTHER_FORMAT;

impl Drawer<'_> {
    pub(super) fn integer(&mut self, flat: &Map<String, Value>) -> Option<Value> {
        let (lowest, highest) = match format(flat) {
            Some("int8") => (i8::MIN.into(), i8::MAX.into()),
            Some("uint8") => (0, u8::MAX.into()),
            Some("int16") => (i16::MIN.into(), i16::MAX.into()),
            Some("uint16") => (0, u16::MAX.into()),
            Some("int32") => (i32::MIN.into(), i32::MAX.into()),
            Some("uint32") => (0, u32::MAX.into()),
            Some("uint64" | "uint") => (0, i128::from(u64::MAX)),
            _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
        };
        let bound = |key: &str, exclusive: &str, step: i128| {
            let whole = |value: &Value| {
                let exact = value
                    .as_i64()
                    .map(i128::from)
                    .or(value.as_u64().map(i128::from));
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a bound with a fraction is far from the ends"
                )]
                exact.or(value.as_f64().map(|value| value as i128))
            };
            let inclusive = flat.get(key).and_then(whole);
            let exclusive = flat
                .get(exclusive)
                .and_then(whole)
                .map(|bound| bound + step);
            inclusive.into_iter().chain(exclusive)
        };
        let least = bound("minimum", "exclusiveMinimum", 1).fold(lowest, i128::max);
        let most = bound("maximum", "exclusiveMaximum", -1).fold(highest, i128::min);
        if least > most {
            return None;
        }
        let near = if least > 0 || most < 0 {
            least.max(most.min(0))
        } else {
            0
        };
        let drawn = match self.random.below(10) {
            0 => least,
            1 => most,
            _ => self.random.between(
                near.saturating_sub(500).max(least),
                near.saturating_add(500).min(most),
            ),
        };
        let step = flat
            .get("multipleOf")
            .and_then(Value::as_i64)
            .map_or(1, i128::from)
            .max(1);
        let drawn = drawn - drawn.rem_euclid(step);
        let drawn = if drawn < least { drawn + step } else { drawn };
        i64::try_from(drawn)
            .map(Number::from)
            .or_else(|_| u64::try_from(drawn).map(Number::from))
            .ok()
            .map(Value::Number)
    }

    /// Numbers of eighths, which are exact in any width.
    pub(super) fn number(&mut self, flat: &Map<String, Value>) -> Option<Value> {
        let bound = |keys: [&str; 2]| keys.iter().find_map(|key| flat.get(*key)?.as_f64());
        let least = bound(["minimum", "exclusiveMinimum"]);
        let most = bound(["maximum", "exclusiveMaximum"]);
        let step = flat
            .get("multipleOf")
            .and_then(Value::as_f64)
            .unwrap_or(0.125);
        let from = least.or(most.map(|most| most - 100.0)).unwrap_or(-100.0);
        let to = most.unwrap_or(from + 200.0);
        let steps = ((to - from) / step).clamp(0.0, 1600.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it was clamped"
        )]
        let drawn = u32::try_from(self.random.below(steps as usize + 1)).ok()?;
        let drawn = (from / step).ceil() * step + f64::from(drawn) * step;
        Number::from_f64(drawn).map(Value::Number)
    }

    pub(super) fn text(&mut self, flat: &Map<String, Value>) -> Option<String> {
        let length = |key: &str| {
            flat.get(key)
                .and_then(Value::as_u64)
                .and_then(|length| usize::try_from(length).ok())
        };
        let (least, most) = (length("minLength").unwrap_or(0), length("maxLength"));
        if let Some(pattern) = flat.get("pattern").and_then(Value::as_str) {
            return of_pattern(&mut self.random, pattern, least);
        }
        if let Some(text) = format(flat).and_then(|format| of_format(&mut self.random, format)) {
            return Some(text);
        }
        let most = most.unwrap_or(least.saturating_add(12));
        Some(of_length(&mut self.random, least, most, self.usage))
    }
}

/// The format of a value, whether it is held to it or not.
pub fn format(flat: &Map<String, Value>) -> Option<&str> {
    flat.get("format")
        .or_else(|| flat.get(OTHER_FORMAT))?
        .as_str()
}

/// The schema of what a text holds that is JSON.
pub fn written_in(flat: &Map<String, Value>) -> Option<&Value> {
    let media_type = flat.get("contentMediaType")?.as_str()?;
    flat.get("contentSchema")
        .filter(|_| media_type.contains("json"))
}

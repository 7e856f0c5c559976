//! Numbers compared as what they are written as, without the rounding of floating point.

use std::cmp::Ordering;

use super::Bound;

/// A number without its sign: `digits` times ten to the power of `exponent`.
struct Decimal {
    digits: u128,
    exponent: i32,
}

impl Decimal {
    /// The shortest decimal number that reads back as this one, which is what a document shows.
    fn new(number: Bound) -> Option<Self> {
        let number = match number {
            Bound::Integer(number) => {
                return Some(Self {
                    digits: number.unsigned_abs(),
                    exponent: 0,
                });
            }
            Bound::Number(number) => format!("{:e}", number.abs()),
        };
        let (mantissa, exponent) = number.split_once('e')?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent: i32 = exponent.parse().ok()?;
        Some(Self {
            digits: format!("{whole}{fraction}").parse().ok()?,
            exponent: exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?,
        })
    }
}

/// Whether `number` is a multiple of `step`, each read as a decimal number, so that 19.99 is one of 0.01. What cannot
/// be told counts as a multiple.
pub(super) fn is_multiple(number: Bound, step: Bound) -> bool {
    let (Some(number), Some(step)) = (Decimal::new(number), Decimal::new(step)) else {
        return true;
    };
    if number.digits == 0 || step.digits == 0 {
        return true;
    }
    let shift = number.exponent.saturating_sub(step.exponent);
    if shift < 0 {
        let scaled = 10_u128
            .checked_pow(shift.unsigned_abs())
            .and_then(|scale| scale.checked_mul(step.digits));
        // A step too large to be held is larger than the number.
        return scaled.is_some_and(|step| number.digits.is_multiple_of(step));
    }
    let remainder = (0..shift).try_fold(number.digits % step.digits, |remainder, _| {
        remainder.checked_mul(10).map(|scaled| scaled % step.digits)
    });
    remainder.is_none_or(|remainder| remainder == 0)
}

/// Where `number` stands to `bound`; nothing for a number that is none.
pub(super) fn compare(number: Bound, bound: Bound) -> Option<Ordering> {
    match (number, bound) {
        (Bound::Integer(number), Bound::Integer(bound)) => Some(number.cmp(&bound)),
        (Bound::Number(number), Bound::Number(bound)) => number.partial_cmp(&bound),
        (Bound::Integer(number), Bound::Number(bound)) => compare_mixed(number, bound),
        (Bound::Number(number), Bound::Integer(bound)) => {
            compare_mixed(bound, number).map(Ordering::reverse)
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "rounding keeps the order, and what it makes equal is whole and compared again"
)]
fn compare_mixed(whole: i128, number: f64) -> Option<Ordering> {
    match (whole as f64).partial_cmp(&number)? {
        Ordering::Equal => Some(whole.cmp(&(number as i128))),
        unequal => Some(unequal),
    }
}

//! A point in time, as it was written.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::{self, Debug, Display, Formatter};
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::{Decode, Encode, Fault, Input, Shape};

/// A point in time (RFC 3339) that remembers how it was written, so that it is written back the same.
///
/// Offsets may also be written `+0200` and `+02`. A time without one, which RFC 3339 does not allow and many APIs send, is
/// taken for UTC, and is written back without one.
///
/// It is a [`jiff::Timestamp`] in all but that: compared, ordered and hashed by the instant, whatever the offset. Nine
/// digits of a second are kept. Years up to 9999 can be written, but instants end 22 hours before that year does; what
/// lies beyond, such as the customary `9999-12-31T23:59:59Z` for "never", counts as the last instant there is.
#[derive(Clone, Copy)]
pub struct Timestamp {
    instant: jiff::Timestamp,
    /// What clocks at the offset showed.
    local: DateTime,
    /// What stands between date and time.
    separator: u8,
    /// A second 60, which clocks do not show.
    leap: bool,
    /// The number of digits behind the point of the second.
    digits: u8,
    zone: Zone,
}

#[derive(Clone, Copy)]
enum Zone {
    /// `Z`, or `z`.
    Utc(u8),
    /// The sign, and minutes to that side of UTC. `-00:00` is UTC, and says that the offset is not known.
    Offset(u8, u16, Spelling),
    /// Nothing, which counts as UTC.
    Unwritten,
}

/// How the two numbers of an offset are written.
#[derive(Clone, Copy)]
enum Spelling {
    /// `02:00`.
    Colon,
    /// `0200`.
    Digits,
    /// `02`.
    Hours,
}

impl Timestamp {
    /// The instant itself.
    pub const fn instant(self) -> jiff::Timestamp {
        self.instant
    }

    fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.as_bytes().split_first_chunk()?;
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else {
            return None;
        };
        let (time, rest) = rest.split_first_chunk()?;
        let &[separator, h1, h2, b':', n1, n2, b':', s1, s2] = time else {
            return None;
        };
        if !matches!(separator, b'T' | b't' | b' ') {
            return None;
        }
        let year = i16::from(pair([y1, y2])?) * 100 + i16::from(pair([y3, y4])?);
        let (month, day) = (pair([m1, m2])?, pair([d1, d2])?);
        let (hour, minute, second) = (pair([h1, h2])?, pair([n1, n2])?, pair([s1, s2])?);
        let (nanosecond, digits, rest) = fraction(rest)?;
        let zone = Zone::parse(rest)?;
        let leap = second == 60;
        let second = if leap { 59 } else { second };
        let local = DateTime::new(year, month, day, hour, minute, second, nanosecond).ok()?;
        // The one way to fail is a date past the last instant.
        let instant = zone
            .offset()?
            .to_timestamp(local)
            .unwrap_or(jiff::Timestamp::MAX);
        Some(Self {
            instant,
            local,
            separator,
            leap,
            digits,
            zone,
        })
    }

    fn text(&self) -> String {
        let mut text = Vec::with_capacity("2000-01-31T00:00:00.000000000+00:00".len());
        let Self {
            local, separator, ..
        } = *self;
        if local.year() < 0 {
            text.push(b'-');
        }
        let year = local.year().unsigned_abs();
        let second = if self.leap { 60 } else { local.second() };
        let ([y1, y2], [y3, y4]) = (digits(year / 100), digits(year % 100));
        let ([m1, m2], [d1, d2]) = (clock(local.month()), clock(local.day()));
        let ([h1, h2], [n1, n2]) = (clock(local.hour()), clock(local.minute()));
        let [s1, s2] = clock(second);
        text.extend_from_slice(&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, separator]);
        text.extend_from_slice(&[h1, h2, b':', n1, n2, b':', s1, s2]);
        if self.digits > 0 {
            text.push(b'.');
        }
        let mut rest = local.subsec_nanosecond().unsigned_abs();
        for _ in 0..self.digits {
            text.push(digit(rest / 100_000_000));
            rest = rest % 100_000_000 * 10;
        }
        self.zone.write(&mut text);
        // Never anything but ASCII.
        String::from_utf8(text).unwrap_or_default()
    }
}

/// The number that two digits stand for.
fn pair([ten, one]: [u8; 2]) -> Option<i8> {
    let both = ten.is_ascii_digit() && one.is_ascii_digit();
    both.then(|| (ten - b'0') * 10 + (one - b'0'))
        .and_then(|number| i8::try_from(number).ok())
}

fn digit(number: u32) -> u8 {
    u8::try_from(number).map_or(b'0', |number| b'0' + number % 10)
}

/// A number below 100 as two digits.
fn digits(number: u16) -> [u8; 2] {
    [digit(u32::from(number) / 10), digit(u32::from(number) % 10)]
}

/// A part of a date or a time as two digits.
fn clock(number: i8) -> [u8; 2] {
    digits(number.unsigned_abs().into())
}

/// The nanoseconds, how many digits they were written with, and what follows.
fn fraction(text: &[u8]) -> Option<(i32, u8, &[u8])> {
    let Some(text) = text.strip_prefix(b".") else {
        return Some((0, 0, text));
    };
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    let end = end.unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).filter(|_| end > 0)?;
    let mut nanoseconds = 0;
    for place in 0..9 {
        let digit = digits.get(place).map_or(0, |digit| digit - b'0');
        nanoseconds = nanoseconds * 10 + i32::from(digit);
    }
    Some((nanoseconds, u8::try_from(end.min(9)).ok()?, rest))
}

impl Zone {
    fn parse(text: &[u8]) -> Option<Self> {
        let (sign, hours, minutes, spelling) = match *text {
            [] => return Some(Self::Unwritten),
            [letter @ (b'Z' | b'z')] => return Some(Self::Utc(letter)),
            [sign, h1, h2, b':', m1, m2] => (sign, [h1, h2], [m1, m2], Spelling::Colon),
            [sign, h1, h2, m1, m2] => (sign, [h1, h2], [m1, m2], Spelling::Digits),
            [sign, h1, h2] => (sign, [h1, h2], *b"00", Spelling::Hours),
            _ => return None,
        };
        let (hours, minutes) = (pair(hours)?, pair(minutes)?);
        if !matches!(sign, b'+' | b'-') || hours > 23 || minutes > 59 {
            return None;
        }
        let minutes = u16::from(hours.unsigned_abs()) * 60 + u16::from(minutes.unsigned_abs());
        Some(Self::Offset(sign, minutes, spelling))
    }

    fn offset(self) -> Option<Offset> {
        match self {
            Self::Utc(_) | Self::Unwritten => Some(Offset::UTC),
            Self::Offset(sign, minutes, _) => {
                let seconds = i32::from(minutes) * 60;
                Offset::from_seconds(if sign == b'-' { -seconds } else { seconds }).ok()
            }
        }
    }

    fn write(self, text: &mut Vec<u8>) {
        let (sign, minutes, spelling) = match self {
            Self::Utc(letter) => return text.push(letter),
            Self::Unwritten => return,
            Self::Offset(sign, minutes, spelling) => (sign, minutes, spelling),
        };
        let ([h1, h2], [m1, m2]) = (digits(minutes / 60), digits(minutes % 60));
        text.extend_from_slice(&[sign, h1, h2]);
        match spelling {
            Spelling::Colon => text.extend_from_slice(&[b':', m1, m2]),
            Spelling::Digits => text.extend_from_slice(&[m1, m2]),
            Spelling::Hours => {}
        }
    }
}

impl From<jiff::Timestamp> for Timestamp {
    /// Written in UTC, with as many digits as it needs.
    fn from(instant: jiff::Timestamp) -> Self {
        let local = Offset::UTC.to_datetime(instant);
        let (mut fraction, mut digits) = (local.subsec_nanosecond(), 9);
        while digits > 0 && fraction % 10 == 0 {
            (fraction, digits) = (fraction / 10, digits - 1);
        }
        Self {
            instant,
            local,
            separator: b'T',
            leap: false,
            digits,
            zone: Zone::Utc(b'Z'),
        }
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.instant
    }
}

impl Deref for Timestamp {
    type Target = jiff::Timestamp;

    fn deref(&self) -> &jiff::Timestamp {
        &self.instant
    }
}

impl FromStr for Timestamp {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::parse(text)
            .ok_or_else(|| Fault::new("expected a date and time such as 2000-01-31T23:59:59Z"))
    }
}

impl Display for Timestamp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl Debug for Timestamp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.instant == other.instant
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant.cmp(&other.instant)
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

impl PartialEq<jiff::Timestamp> for Timestamp {
    fn eq(&self, other: &jiff::Timestamp) -> bool {
        self.instant == *other
    }
}

impl PartialEq<Timestamp> for jiff::Timestamp {
    fn eq(&self, other: &Timestamp) -> bool {
        *self == other.instant
    }
}

impl PartialOrd<jiff::Timestamp> for Timestamp {
    fn partial_cmp(&self, other: &jiff::Timestamp) -> Option<Ordering> {
        self.instant.partial_cmp(other)
    }
}

impl PartialOrd<Timestamp> for jiff::Timestamp {
    fn partial_cmp(&self, other: &Timestamp) -> Option<Ordering> {
        self.partial_cmp(&other.instant)
    }
}

impl Encode for Timestamp {
    fn shape(&self) -> Shape<'_> {
        Shape::Text(Cow::Owned(self.text()))
    }
}

impl Decode for Timestamp {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let mut timestamp = None;
        input.text(&mut |text| {
            timestamp = Some(text.parse()?);
            Ok(())
        })?;
        timestamp.ok_or_else(|| Fault::new("expected a string"))
    }
}

//! Random text: of a format, of a pattern, of a length.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::random::Random;

/// Letters that encodings trip over, besides plain ones.
const LETTERS: [char; 24] = [
    'a', 'b', 'c', 'X', 'Y', 'Z', '0', '1', '9', '-', '_', '.', '~', ' ', '/', '?', '&', '=', '%',
    '+', '"', '\\', 'ü', '🚀',
];

/// Letters that may stand anywhere, even in a header.
const PLAIN: usize = 13;

/// Where a text goes, which decides what it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Into JSON, a query or a path.
    Anywhere,
    /// Into a header or a cookie, or between delimiters.
    Plain,
}

/// A text of these lengths, in characters.
pub fn of_length(random: &mut Random, least: usize, most: usize, usage: Use) -> String {
    let length = least + random.below(most.saturating_sub(least).min(12) + 1);
    let letters = match usage {
        Use::Anywhere => &LETTERS[..],
        Use::Plain => LETTERS.get(..PLAIN).unwrap_or(&LETTERS),
    };
    let mut text = String::new();
    for _ in 0..length {
        text.extend(random.pick(letters));
    }
    text
}

/// A text of a format; `None` where the format says nothing.
pub fn of_format(random: &mut Random, format: &str) -> Option<String> {
    let number = |random: &mut Random, limit| random.below(limit);
    let day = |random: &mut Random| {
        format!(
            "{:04}-{:02}-{:02}",
            1970 + number(random, 130),
            1 + number(random, 12),
            1 + number(random, 28)
        )
    };
    let time = |random: &mut Random| {
        let (hour, minute, second) = (number(random, 24), number(random, 60), number(random, 60));
        let fraction = match random.below(4) {
            0 => String::new(),
            digits => format!(".{:0digits$}", number(random, 10)),
        };
        let zone = random.pick(&["Z", "Z", "+02:00", "-05:30"]).copied();
        format!(
            "{hour:02}:{minute:02}:{second:02}{fraction}{}",
            zone.unwrap_or("Z")
        )
    };
    let hexadecimal = |random: &mut Random, digits: usize| {
        let text = format!("{:016x}", random.next());
        text.get(..digits).unwrap_or(&text).to_owned()
    };
    Some(match format {
        "date-time" | "datetime" => format!("{}T{}", day(random), time(random)),
        "date" => day(random),
        "time" => time(random),
        "duration" => format!("P{}DT{}H", number(random, 9), number(random, 24)),
        "byte" => {
            let texts = ["", "AA==", "aGVsbG8=", "//79", "AAEC"];
            (*random.pick(&texts)?).to_owned()
        }
        "uuid" => format!(
            "{}-{}-4{}-8{}-{}",
            hexadecimal(random, 8),
            hexadecimal(random, 4),
            hexadecimal(random, 3),
            hexadecimal(random, 3),
            hexadecimal(random, 12)
        ),
        "uri" | "url" | "uri-reference" => {
            format!("https://example.com/{}?a=b%20c", hexadecimal(random, 6))
        }
        "email" | "idn-email" => format!("{}@example.com", hexadecimal(random, 6)),
        "hostname" => format!("{}.example.com", hexadecimal(random, 6)),
        "ipv4" => format!("192.0.2.{}", number(random, 256)),
        "ipv6" => format!("2001:db8::{:x}", number(random, 65536)),
        _ => return None,
    })
}

/// A text that a pattern matches, of `least` characters where the pattern leaves it open; `None` for a pattern that is beyond this.
pub fn of_pattern(random: &mut Random, pattern: &str, least: usize) -> Option<String> {
    let pattern = &without_lookaround(pattern);
    let bytes = regex_syntax::ParserBuilder::new()
        .unicode(false)
        .utf8(false)
        .build()
        .parse(pattern)
        .ok();
    let hir = bytes.or_else(|| regex_syntax::Parser::new().parse(pattern).ok())?;
    let mut out = Vec::new();
    write(random, &hir, least, &mut out)?;
    String::from_utf8(out).ok()
}

/// A pattern without the groups that look ahead or back: what is drawn may not match it then, which a judge sees.
fn without_lookaround(pattern: &str) -> String {
    let mut kept = String::new();
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        let is_group = ["(?=", "(?!", "(?<=", "(?<!"]
            .iter()
            .any(|start| rest.starts_with(start));
        let end = if is_group {
            group_end(rest)
        } else {
            letter.len_utf8()
        };
        let (part, after) = rest.split_at(end);
        match part {
            _ if is_group => {}
            "\\" => {
                let next = after.chars().next().map_or(0, char::len_utf8);
                kept += part;
                kept += after.get(..next).unwrap_or_default();
                rest = after.get(next..).unwrap_or_default();
                continue;
            }
            _ => kept += part,
        }
        rest = after;
    }
    kept
}

/// Where the group ends that a text begins with.
fn group_end(text: &str) -> usize {
    let (mut depth, mut is_escaped) = (0, false);
    for (index, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '(' => depth += 1,
            ')' if depth == 1 => return index + 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn write(random: &mut Random, hir: &Hir, length: usize, out: &mut Vec<u8>) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.extend(&*literal.0),
        HirKind::Class(Class::Bytes(class)) => {
            let ranges: Vec<(u8, u8)> = class
                .ranges()
                .iter()
                .map(|range| (range.start().max(b' '), range.end().min(b'~')))
                .filter(|(start, end)| start <= end)
                .collect();
            let (start, end) = random.pick(&ranges).copied()?;
            out.push(u8::try_from(random.between(start.into(), end.into())).ok()?);
        }
        HirKind::Class(Class::Unicode(class)) => {
            let range = random.pick(class.ranges()).copied()?;
            let code = random.between(
                u32::from(range.start()).into(),
                u32::from(range.end()).into(),
            );
            let letter = u32::try_from(code).ok().and_then(char::from_u32)?;
            out.extend(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).ok()?;
            let most = repetition.max.and_then(|most| usize::try_from(most).ok());
            let least = if most.is_none() {
                least.max(length)
            } else {
                least
            };
            let spread = match most {
                None if length > 0 => 0,
                most => most.unwrap_or(least + 4).saturating_sub(least).min(8),
            };
            for _ in 0..least + random.below(spread + 1) {
                write(random, &repetition.sub, 0, out)?;
            }
        }
        HirKind::Capture(capture) => write(random, &capture.sub, length, out)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(random, part, length, out)?;
            }
        }
        HirKind::Alternation(parts) => write(random, random.clone().pick(parts)?, length, out)?,
    }
    Some(())
}

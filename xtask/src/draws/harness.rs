//! The part of the program that is the same for all documents.

/// The expression of a client that the crate's own mock answers.
pub const MOCKED: &str = "Some(api::mock::Mock::new().blocking_builder().max_retries(0).build()?)";

/// What calls are made by, and show what came by.
pub const REST: &str = r#"type Call = fn(&api::blocking::Client, &Draw) -> Result<Value, String>;

struct Draw {
    number: usize,
    inputs: Value,
    form: u64,
    /// The form that the answer is asked for in.
    answer: u64,
    fails: bool,
    /// Whether the body of the failure is read into its type.
    is_read: bool,
}

impl Draw {
    fn has(&self, index: usize) -> bool {
        self.inputs.get(index.to_string()).is_some()
    }

    fn find<T: serde::de::DeserializeOwned>(&self, index: usize) -> Result<Option<T>, String> {
        let value = self.inputs.get(index.to_string());
        let read = |value: &Value| serde_json::from_value(value.clone());
        value.map(read).transpose().map_err(|error| format!("an argument cannot be made: {error}"))
    }

    fn get<T: serde::de::DeserializeOwned>(&self, index: usize) -> Result<T, String> {
        self.find(index)?.ok_or_else(|| "an argument is missing".to_owned())
    }
}

/// The value as JSON. What is read as none of its alternatives comes back as it was as well, so that only its name tells.
fn shown<T: serde::Serialize + std::fmt::Debug + ?Sized>(value: &T) -> Result<Value, String> {
    let debug = format!("{value:?}");
    if let Some(at) = debug.find("Unknown(Object {") {
        let before = debug[..at].char_indices().rev().nth(79).map_or(0, |(start, _)| start);
        let around: String = debug[before..].chars().take(400).collect();
        return Err(format!("the answer is read as none of its alternatives at: {around}"));
    }
    serde_json::to_value(value).map_err(|error| error.to_string())
}

macro_rules! headers {
    ($from:expr $(, $name:literal => $constant:path)*) => {{
        let mut all = serde_json::Map::new();
        $(all.insert($name.to_owned(), header($from.header($constant)));)*
        Value::Object(all)
    }};
}

fn header<T: serde::Serialize + std::fmt::Debug>(read: Result<Option<T>, api::Error>) -> Value {
    match read {
        Ok(value) => shown(&value).unwrap_or_default(),
        Err(fault) => json!({ "fault": fault.to_string() }),
    }
}

fn hexadecimal(bytes: impl AsRef<[u8]>) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::new();
    for byte in bytes.as_ref() {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

fn parts<B: AsRef<[u8]>>(parts: impl Iterator<Item = Result<B, api::Error>>) -> Result<Value, String> {
    let mut all = Vec::new();
    for part in parts {
        all.extend_from_slice(part.map_err(|error| error.to_string())?.as_ref());
    }
    Ok(hexadecimal(all).into())
}

fn whole<B: AsRef<[u8]>>(all: Result<B, api::Error>) -> Result<Value, String> {
    parts(std::iter::once(all))
}

fn read(mut reader: impl std::io::Read) -> Result<Value, String> {
    let mut all = Vec::new();
    reader.read_to_end(&mut all).map_err(|error| error.to_string())?;
    Ok(hexadecimal(all).into())
}

fn items<T: serde::Serialize + std::fmt::Debug>(items: impl Iterator<Item = Result<T, api::Error>>) -> Result<Value, String> {
    let mut all = Vec::new();
    for item in items {
        all.push(shown(&item.map_err(|error| error.to_string())?)?);
    }
    Ok(all.into())
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (address, list) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let builder = api::blocking::Client::builder().base_url(address).max_retries(0);
    let client = builderCREDENTIALS.build()?;
    let mocked: Option<api::blocking::Client> = MOCKED;
    for line in std::fs::read_to_string(list)?.lines() {
        let mut line: Value = serde_json::from_str(line)?;
        let index = |key: &str| line.get(key).and_then(Value::as_u64).and_then(|index| usize::try_from(index).ok());
        let (call, number) = (index("call").unwrap_or_default(), index("number").unwrap_or_default());
        let form = line["form"].as_u64().unwrap_or_default();
        let answer = line["answer"].as_u64().unwrap_or_default();
        let (fails, is_read) = (line["fails"] == true, line["is_read"] == true);
        let mut draw = Draw { number, form, answer, fails: false, is_read, inputs: line["inputs"].take() };
        let mock = mocked.as_ref().and_then(|client| CALLS[call](client, &draw).err());
        draw.fails = fails;
        let outcome = match CALLS[call](&client, &draw) {
            Ok(shown) => json!({ "number": number, "shown": shown, "mock": mock }),
            Err(fault) => json!({ "number": number, "fault": fault, "mock": mock }),
        };
        println!("{outcome}");
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Values may be nested deep.
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    let thread = thread.spawn(|| run().map_err(|error| error.to_string()))?;
    thread.join().map_err(|_| "the program ended too early")??;
    Ok(())
}
"#;

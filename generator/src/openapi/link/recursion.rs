//! `$recursiveRef`, the older form of `$dynamicRef`: it means the schema around it that says so.

use serde_json::Value;

/// Makes a plain reference of every `$recursiveRef` in a file: to the outermost schema around it with a
/// `$recursiveAnchor`, and to the component that it stands in when there is none. A file whose text has none is left alone.
pub fn settle(tree: &mut Value, text: &str) {
    if text.contains("$recursiveRef") {
        below(tree, &mut String::new(), None, false);
    }
}

fn below(value: &mut Value, pointer: &mut String, around: Option<&str>, is_anchored: bool) {
    let anchors = value.get("$recursiveAnchor") == Some(&Value::Bool(true));
    let is_new = !is_anchored && (anchors || is_component(pointer));
    let own = is_new.then(|| pointer.clone());
    let around = own.as_deref().or(around);
    let is_anchored = is_anchored || anchors;
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                step(item, pointer, &index.to_string(), around, is_anchored);
            }
        }
        Value::Object(members) => {
            if let (Some(around), Some(Value::String(_)), None) =
                (around, members.get("$recursiveRef"), members.get("$ref"))
            {
                members.remove("$recursiveRef");
                members.insert("$ref".to_owned(), format!("#{around}").into());
            }
            for (key, member) in members {
                if member.is_object() || member.is_array() {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    step(member, pointer, &key, around, is_anchored);
                }
            }
        }
        _ => {}
    }
}

fn step(
    value: &mut Value,
    pointer: &mut String,
    key: &str,
    around: Option<&str>,
    is_anchored: bool,
) {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(key);
    below(value, pointer, around, is_anchored);
    pointer.truncate(length);
}

/// Whether this is the pointer of a schema among the components.
fn is_component(pointer: &str) -> bool {
    let name = pointer.strip_prefix("/components/schemas/");
    name.is_some_and(|name| !name.contains('/'))
}

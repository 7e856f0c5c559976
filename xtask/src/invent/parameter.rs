//! Parameters: every place, and every style that the place allows.

use serde_json::{Map, Value, json};

use super::names::{name, plain_name, unused};
use super::{Inventor, set};

/// A place, a style and whether it explodes, with what such a parameter can hold: scalars, lists, objects.
const STYLES: [(&str, &str, bool, &str); 17] = [
    ("path", "simple", false, "sl"),
    ("path", "simple", true, "slo"),
    ("path", "label", false, "sl"),
    ("path", "label", true, "slo"),
    ("path", "matrix", false, "sl"),
    ("path", "matrix", true, "slo"),
    ("query", "form", true, "sl"),
    ("query", "form", true, "sl"),
    ("query", "form", true, "sl"),
    ("query", "form", false, "slo"),
    ("query", "spaceDelimited", false, "l"),
    ("query", "pipeDelimited", false, "l"),
    ("query", "deepObject", true, "o"),
    ("header", "simple", false, "sl"),
    ("header", "simple", true, "slo"),
    ("cookie", "form", false, "sl"),
    ("cookie", "form", true, "s"),
];

impl Inventor {
    /// A path parameter of this name.
    pub(super) fn path_parameter(&mut self, name: &str) -> Value {
        let mut parameter = self.parameter_in("path", name);
        set(&mut parameter, "required", true);
        parameter
    }

    /// Some parameters of other places; `used` are the names in each place.
    pub(super) fn parameters(&mut self, most: usize, used: &mut Vec<String>) -> Vec<Value> {
        let mut all = Vec::new();
        for _ in 0..self.random.below(most + 1) {
            let place = match self.random.below(10) {
                0..7 => "query",
                7 | 8 => "header",
                _ => "cookie",
            };
            let name = match place {
                // What leads from page to page.
                "query" if self.chance(10) => self
                    .one_of(&[
                        "page",
                        "per_page",
                        "limit",
                        "offset",
                        "cursor",
                        "page_token",
                    ])
                    .to_owned(),
                "query" => name(&mut self.random),
                _ => plain_name(&mut self.random),
            };
            // Names of headers do not differ by case; those of other places may.
            let known = format!("{place} {name}");
            let is_new = unused(&known, used) == known;
            if !is_new || name.is_empty() {
                continue;
            }
            let mut parameter = self.parameter_in(place, &name);
            if self.chance(25) {
                set(&mut parameter, "required", true);
            }
            if self.chance(5) {
                set(&mut parameter, "deprecated", true);
            }
            all.push(self.shared("parameters", parameter));
        }
        all
    }

    fn parameter_in(&mut self, place: &str, name: &str) -> Value {
        let mut parameter = json!({ "name": name, "in": place });
        self.describe(&mut parameter);
        if place == "query" && self.chance(8) {
            let schema = self.schema(super::schema::Place::Free, 1);
            set(
                &mut parameter,
                "content",
                json!({ "application/json": { "schema": schema } }),
            );
            return parameter;
        }
        let styles: Vec<_> = STYLES.iter().filter(|(own, ..)| *own == place).collect();
        let Some((_, style, explode, shapes)) = self.random.pick(&styles).copied() else {
            return parameter;
        };
        let shapes: Vec<char> = shapes.chars().collect();
        let schema = loop {
            let schema = match self.random.pick(&shapes) {
                Some('l') => self.flat_list(),
                Some('o') => self.flat_object(),
                _ => self.flat_scalar(place),
            };
            // Headers and cookies have no way to hold more.
            if matches!(place, "path" | "query") || schema.to_string().is_ascii() {
                break schema;
            }
        };
        set(&mut parameter, "schema", schema);
        let usual = matches!(*style, "form") == *explode;
        if !usual || self.chance(30) {
            set(&mut parameter, "explode", *explode);
        }
        if !matches!(
            (place, *style),
            ("path" | "header", "simple") | ("query" | "cookie", "form")
        ) || self.chance(20)
        {
            set(&mut parameter, "style", *style);
        }
        if place == "query" && *style == "form" && self.chance(5) {
            set(&mut parameter, "allowReserved", true);
        }
        parameter
    }

    /// A scalar that a parameter can hold; in a path, never empty.
    fn flat_scalar(&mut self, place: &str) -> Value {
        if place == "path" && self.chance(70) {
            return json!({ "type": "string", "minLength": 1 });
        }
        loop {
            let schema = self.scalar();
            let has_empty = schema.get("enum").is_some_and(|values| {
                values
                    .as_array()
                    .is_some_and(|values| values.contains(&json!("")))
            });
            let is_open =
                schema.get("type") == Some(&json!("string")) && schema.get("enum").is_none();
            if place != "path" || !(has_empty || is_open) {
                return schema;
            }
        }
    }

    fn flat_list(&mut self) -> Value {
        let items = self.flat_scalar("path");
        let mut schema = json!({ "type": "array", "items": items });
        if self.chance(20) {
            set(&mut schema, "minItems", 1);
        }
        if self.chance(20) {
            set(&mut schema, "maxItems", 4);
        }
        schema
    }

    fn flat_object(&mut self) -> Value {
        let mut members = Map::new();
        for index in 0..=self.random.below(3) {
            // A dot needs no escape, so that a label of such names could not be read.
            let name = plain_name(&mut self.random).replace('.', "_");
            members.insert(format!("{name}{index}"), self.flat_scalar("path"));
        }
        json!({ "type": "object", "properties": members, "additionalProperties": false })
    }
}

//! The reference of a crate as a static site: its pages of Markdown as HTML, with a search that needs no server.

mod page;

use std::collections::BTreeMap;

use serde_json::json;

/// The script of the search.
const SEARCH: &str = include_str!("search.js");

/// The look of every page.
const STYLE: &str = include_str!("style.css");

/// Where the documentation by rustdoc stands in the site.
pub const RUSTDOC: &str = "api";

/// Makes the files of a site, by path, of the pages below a crate's `docs`; `library` is the crate's name in Rust.
pub fn build(pages: &BTreeMap<String, String>, library: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("style.css".to_owned(), STYLE.to_owned()),
        ("search.js".to_owned(), SEARCH.to_owned()),
    ]);
    let mut index = Vec::new();
    for (path, text) in pages {
        let made = page::make(path, text, &format!("{RUSTDOC}/{library}/index.html"));
        for entry in made.entries {
            index.push(json!({
                "title": entry.title,
                "url": made.path.clone() + &entry.anchor,
                "summary": entry.summary,
                "text": entry.text.to_lowercase(),
            }));
        }
        files.insert(made.path, made.html);
    }
    let index = format!(
        "window.SEARCH_INDEX = {};\n",
        serde_json::Value::from(index)
    );
    files.insert("index.js".to_owned(), index);
    files
}

#[cfg(test)]
mod tests {
    use super::build;

    #[test]
    fn pages_link_to_pages_and_nothing_of_them_is_markup() {
        let pages = [
            (
                "README.md",
                "# All\n\n- [`a`](x/a.md): about a\n- [T](types.md#t)\n",
            ),
            (
                "types.md",
                "# Types\n\n## T\n\n<script>alert(1)</script>\n\n![i](https://example.com/i.png)\n",
            ),
            ("x/a.md", "# `a`\n\n[All](../README.md)\n\nDoes a\n"),
        ];
        let pages = pages.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let files = build(&pages.into(), "lib");
        assert!(files["index.html"].contains("<a href=\"x/a.html\">"));
        assert!(files["index.html"].contains("<a href=\"types.html#t\">"));
        assert!(files["x/a.html"].contains("<a href=\"../index.html\">"));
        assert!(files["x/a.html"].contains("src=\"../search.js\""));
        assert!(files["types.html"].contains("<h2 id=\"t\">"));
        assert!(files["types.html"].contains("&lt;script&gt;"));
        assert!(!files["types.html"].contains("<img"));
        assert!(files["index.js"].contains("\"url\":\"x/a.html\""));
        assert!(files["index.js"].contains("\"url\":\"types.html#t\""));
    }
}

//! A page of Markdown as one of HTML, and what the search knows of it.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// A page of the site.
pub struct Page {
    /// Its path.
    pub path: String,
    /// All of it.
    pub html: String,
    /// What can be found in it: the page, or each section of one that lists things.
    pub entries: Vec<Entry>,
}

/// What the search finds.
#[derive(Default)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// Its place in the page: empty, or `#` and a name.
    pub anchor: String,
    /// The first words about it.
    pub summary: String,
    /// All words about it.
    pub text: String,
}

/// Makes a page; `rustdoc` is where the crate's documentation begins.
pub fn make(path: &str, text: &str, rustdoc: &str) -> Page {
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, Options::ENABLE_TABLES)
        .map(tamed)
        .collect();
    let entries = find(&mut events, path.starts_with("types"));
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    let root = "../".repeat(path.matches('/').count());
    let title = entries.first().map_or("", |entry| entry.title.as_str());
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{root}style.css\">\n</head>\n\
         <body data-root=\"{root}\">\n<header><div><a href=\"{root}index.html\">All calls</a> \
         <a href=\"{root}{rustdoc}\">Rust documentation</a>\n\
         <search><input id=\"search\" type=\"search\" placeholder=\"Search: press /\" aria-label=\"Search\" role=\"combobox\" \
         aria-controls=\"results\" aria-expanded=\"false\" autocomplete=\"off\">\
         <ul id=\"results\" role=\"listbox\" aria-label=\"Results\"></ul></search></div></header>\n\
         <main>\n{body}</main>\n<script src=\"{root}index.js\"></script>\n<script src=\"{root}search.js\"></script>\n\
         </body>\n</html>\n",
        title = escaped(title),
    );
    let path = target(path);
    Page {
        path,
        html,
        entries,
    }
}

/// The page that a page of Markdown becomes.
fn target(path: &str) -> String {
    let path = path.strip_suffix(".md").unwrap_or(path);
    match path.strip_suffix("README") {
        Some(folder) => format!("{folder}index.html"),
        None => format!("{path}.html"),
    }
}

/// Markup becomes text, images become links, and links lead to pages of the site.
fn tamed(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }
            | Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            },
        ) => {
            let is_remote = dest_url.contains("://");
            let (page, anchor) = dest_url.split_once('#').unwrap_or((&dest_url, ""));
            let dest_url = if is_remote {
                dest_url
            } else if anchor.is_empty() {
                target(page).into()
            } else {
                CowStr::from(format!("{}#{anchor}", target(page)))
            };
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            })
        }
        Event::End(TagEnd::Image) => Event::End(TagEnd::Link),
        other => other,
    }
}

/// Gives headings their anchors, and lists what can be found: each section where `by_section`, or else the page.
fn find(events: &mut [Event<'_>], by_section: bool) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut heading: Option<(usize, String)> = None;
    let mut in_link = false;
    let mut anchors = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some((at, String::new())),
            Event::End(TagEnd::Heading(_)) => {
                let Some((start, title)) = heading.take() else {
                    continue;
                };
                let anchor = slug(&title, &mut taken);
                if by_section || entries.is_empty() {
                    let is_page = entries.is_empty();
                    entries.push(Entry {
                        title,
                        anchor: if is_page {
                            String::new()
                        } else {
                            format!("#{anchor}")
                        },
                        ..Entry::default()
                    });
                }
                anchors.push((start, anchor));
            }
            Event::Start(Tag::Link { .. }) => in_link = true,
            Event::End(TagEnd::Link) => in_link = false,
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                if let Some(entry) = entries.last_mut() {
                    // What stands before is a link to the index, or the first paragraph.
                    if entry.summary.is_empty() && !entry.text.trim().is_empty() {
                        entry.summary = entry.text.trim().to_owned();
                    }
                    entry.text.push(' ');
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(entry) = entries.last_mut() {
                    entry.text.push(' ');
                }
            }
            Event::Text(text) | Event::Code(text) => match (&mut heading, entries.last_mut()) {
                (Some((_, title)), _) => title.push_str(text),
                (None, Some(entry)) if !(in_link && &**text == "All calls") => {
                    entry.text.push_str(text);
                }
                _ => {}
            },
            _ => {}
        }
    }
    for (at, anchor) in anchors {
        if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(at) {
            *id = Some(anchor.into());
        }
    }
    entries
}

/// The anchor that readers of Markdown give to a heading.
fn slug(title: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let slug: String = title
        .to_lowercase()
        .chars()
        .filter(|each| each.is_alphanumeric() || "-_ ".contains(*each))
        .map(|each| if each == ' ' { '-' } else { each })
        .collect();
    let times = taken.entry(slug.clone()).or_default();
    *times += 1;
    match *times - 1 {
        0 => slug,
        before => format!("{slug}-{before}"),
    }
}

/// Text between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

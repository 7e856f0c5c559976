//! Diagnostics as text for people.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::position::{Mark, Site, sites};
use super::text::{Location, body, visible, window};
use super::{Diagnostic, Severity, Source, Spot};

/// The diagnostics as text, sorted by source (in the order of `sources`) and position, with a blank line between two.
///
/// A diagnostic is a header in the form `file:line:column: error[code]: message`, the line of the source with the
/// culprit underlined, `help: ` and what to do, and `override: ` and the configuration's key. What comes from a document
/// is cut to a readable length and freed of characters that a terminal would obey or hide. With `color` set, the text
/// carries ANSI escape sequences.
pub fn render(diagnostics: &[Diagnostic], sources: &[Source], color: bool) -> String {
    let mut found = diagnostics
        .iter()
        .zip(sites(diagnostics, sources))
        .collect::<Vec<_>>();
    found.sort_by_cached_key(|(diagnostic, site)| {
        let Diagnostic {
            place,
            severity,
            code,
            message,
            ..
        } = diagnostic;
        let position = site.as_ref().map(|site| (site.source, site.location()));
        // A source that nobody handed over has no position and comes last.
        (
            position.is_none(),
            position,
            place.clone(),
            *severity,
            *code,
            message.clone(),
        )
    });
    let printer = Printer { sources, color };
    let blocks = found
        .into_iter()
        .map(|(diagnostic, site)| printer.block(diagnostic, site.as_ref()));
    blocks.collect::<Vec<_>>().join("\n")
}

struct Printer<'a> {
    sources: &'a [Source],
    color: bool,
}

impl Printer<'_> {
    /// One diagnostic, ending in a line break.
    fn block(&self, diagnostic: &Diagnostic, site: Option<&Site>) -> String {
        let mut block = self.header(diagnostic, site.map(Site::location));
        if let Some(site) = site {
            if let Some(mark) = &site.mark {
                block.push_str(&self.excerpt(diagnostic.severity, site.source, mark));
            }
            // Without this line, nothing would tell where a place is that the text does not have.
            if let (Spot::Node { pointer, .. }, false) = (&diagnostic.place.spot, site.exact) {
                block.push_str(&self.note("at", pointer));
            }
        }
        if let Some(help) = &diagnostic.help {
            block.push_str(&self.note("help", help));
        }
        if let Some(key) = &diagnostic.key {
            block.push_str(&self.note("override", key));
        }
        block
    }

    fn header(&self, diagnostic: &Diagnostic, location: Option<Location>) -> String {
        let bold = Style::new().effects(Effects::BOLD);
        let severity = match diagnostic.severity {
            Severity::Error => AnsiColor::BrightRed,
            Severity::Warning => AnsiColor::Yellow,
        };
        let file = visible(&diagnostic.place.source);
        let place = match location {
            Some(Location { line, column }) => format!("{file}:{line}:{column}"),
            None => file,
        };
        let kind = format!("{}[{}]", diagnostic.severity, diagnostic.code);
        format!(
            "{}: {}: {}\n",
            self.paint(bold, &place),
            self.paint(severity.on_default().effects(Effects::BOLD), &kind),
            self.paint(bold, &visible(&diagnostic.message)),
        )
    }

    fn excerpt(&self, severity: Severity, source: usize, mark: &Mark) -> String {
        let text = self
            .sources
            .get(source)
            .map_or("", |source| body(&source.text));
        let window = window(text, mark.start.byte, mark.length);
        let snippet = Snippet::source(window.text)
            .line_start(mark.start.location.line)
            .annotation(AnnotationKind::Primary.span(window.mark));
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let renderer = if self.color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        // The window is already cut; the renderer's own cut counts from the line's start.
        let excerpt = renderer
            .term_width(4096)
            .render(&[Group::with_level(level).element(snippet)]);
        excerpt + "\n"
    }

    fn note(&self, name: &str, text: &str) -> String {
        let style = AnsiColor::BrightCyan.on_default().effects(Effects::BOLD);
        format!("{}: {}\n", self.paint(style, name), visible(text))
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.color {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

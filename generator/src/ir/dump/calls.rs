//! Calls that others make, as text: those that an answer leads to, and those of the API itself.

use std::fmt::{self, Write};

use super::super::{Api, Operation, Webhook};

impl Api {
    pub(super) fn link_lines(
        &self,
        operation: &Operation,
        indent: &str,
        out: &mut String,
    ) -> fmt::Result {
        for link in &operation.links {
            let target = self.operation(link.target);
            let (method, path) =
                target.map_or(("", ""), |target| (target.method.as_str(), &*target.path));
            write!(out, "{indent}    leads by {} to {method} {path}", link.name)?;
            for (name, value) in &link.parameters {
                write!(out, " {name}={value}")?;
            }
            let body = link.body.as_deref();
            writeln!(
                out,
                "{}{}",
                body.map_or("", |_| " body="),
                body.unwrap_or_default()
            )?;
        }
        Ok(())
    }

    pub(super) fn webhook_lines(&self, webhook: &Webhook, out: &mut String) -> fmt::Result {
        write!(
            out,
            "receives {} = {}",
            webhook.names.join(" | "),
            webhook.method.as_str()
        )?;
        match &webhook.callback {
            None => writeln!(out)?,
            Some(callback) => {
                let operations = callback
                    .operations
                    .iter()
                    .filter_map(|id| self.operation(*id));
                let operations: Vec<String> = operations
                    .map(|operation| format!("{} {}", operation.method.as_str(), operation.path))
                    .collect();
                writeln!(out, " {} of {}", callback.expression, operations.join(", "))?;
            }
        }
        for header in &webhook.headers {
            let mark = if header.required { "!" } else { "" };
            let slot = self.slot_text(&header.slot);
            writeln!(
                out,
                "  header {}{mark} {:?} {slot}",
                header.name, header.form
            )?;
        }
        if let Some(payload) = &webhook.payload {
            let slot = self.slot_text(&payload.slot);
            let media_types = payload.media_types.join(" ");
            writeln!(out, "  payload {:?} {media_types} {slot}", payload.reading)?;
        }
        for sign in &webhook.signs {
            writeln!(
                out,
                "  {:?} {:?} {}",
                sign.force,
                sign.place,
                sign.values.join(" | ")
            )?;
        }
        for reply in &webhook.replies {
            let ty = reply.ty.as_ref().map(|ty| self.type_text(ty));
            writeln!(out, "  answer {} {}", reply.status, ty.unwrap_or_default())?;
        }
        Ok(())
    }
}

//! Draws the requests and the answers to them.

use std::collections::BTreeMap;

use openapi_client_generator::{Call, openapi};
use serde_json::Value;

use super::answer::Reply;
use super::coverage::Coverage;
use super::document::{Operation, complete};
use super::text::Use;
use super::value::{Drawer, Room};
use crate::random::Random;
use crate::schema::Direction;
use crate::schema::judge::{Judge, Judgement};

/// How often a value is drawn before it is given up.
const TRIES: usize = 100;

/// A request to make, and the answer to it.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The operation, by its place in the list of calls.
    pub call: usize,
    /// The values of the parameters, by their place in the operation.
    pub parameters: BTreeMap<usize, Value>,
    /// The body, and which form of it.
    pub body: Option<(usize, Value)>,
    /// The form that the answer is asked for in.
    pub form: usize,
    /// The answer.
    pub reply: Reply,
}

/// The two judges of a document.
pub struct Judges {
    pub request: Judge,
    pub answer: Judge,
}

impl Judges {
    /// The judge of what travels this way.
    pub fn of(&mut self, direction: Direction) -> &mut Judge {
        match direction {
            Direction::Request => &mut self.request,
            Direction::Answer => &mut self.answer,
        }
    }
}

/// Why something is not drawn.
pub type Reason = String;

/// Draws a request of an operation, and the answer to it.
pub struct Drawing<'a> {
    pub random: Random,
    pub call: &'a Call,
    pub operation: &'a Operation,
    pub judges: &'a mut Judges,
    pub coverage: &'a mut Coverage,
}

impl Drawing<'_> {
    /// A draw of the call with this index; the same random numbers give the same.
    pub fn draw(mut self, index: usize) -> Result<Draw, Reason> {
        let parameters = self.parameters()?;
        let mut body = match &self.operation.body {
            Some(wanted) if wanted.is_required || self.random.chance(70) => self.body(wanted)?,
            _ => None,
        };
        let (form, reply) = self.reply()?;
        self.switch(form, body.as_mut().map(|(_, body)| body));
        let draw = Draw {
            call: index,
            parameters,
            body,
            form,
            reply,
        };
        self.coverage.drew(self.operation, self.call, &draw);
        Ok(draw)
    }

    /// Makes a body ask for the form of the answer, or not for another, where it says anything of that.
    fn switch(&self, form: usize, body: Option<&mut Value>) {
        let mut switches = self
            .call
            .forms
            .iter()
            .filter_map(|form| form.switch.as_ref());
        let switch = switches.next().zip(body.and_then(Value::as_object_mut));
        let member = switch.and_then(|(switch, members)| members.get_mut(switch));
        let is_on = self
            .call
            .forms
            .get(form)
            .is_some_and(|form| form.switch.is_some());
        if let Some(member) = member.filter(|member| is_on || **member == Value::Bool(true)) {
            *member = Value::Bool(is_on);
        }
    }

    /// A value that is as its schema says, by a judge; otherwise why the last one drawn is not.
    pub fn value(
        &mut self,
        schema: &str,
        direction: Direction,
        (usage, room): (Use, Room),
    ) -> Result<Value, Reason> {
        let mut reason = "its schema allows none that can be drawn".to_owned();
        for _ in 0..TRIES {
            let judge = self.judges.of(direction);
            let pointer = judge.target(schema);
            let tree = judge.tree();
            let mut drawer = Drawer {
                tree,
                random: Random::new(self.random.next()),
                direction,
                usage,
                room,
            };
            let schema_there = tree.pointer(&pointer).unwrap_or(&Value::Bool(false));
            let Some(drawn) = drawer.draw(schema_there, 0) else {
                continue;
            };
            match judge.judge(schema, &drawn) {
                Judgement::Valid => return Ok(drawn),
                Judgement::Invalid(why) | Judgement::Unknown(why) => reason = why,
            }
        }
        Err(reason)
    }

    /// Any value at all.
    pub fn anything(&mut self) -> Value {
        let mut drawer = Drawer {
            tree: &Value::Null,
            random: Random::new(self.random.next()),
            direction: Direction::Answer,
            usage: Use::Anywhere,
            room: Room::JSON,
        };
        drawer.draw(&Value::Bool(true), 0).unwrap_or_default()
    }
}

/// The document as a plain tree.
pub fn tree(document: &openapi_client_generator::Source) -> Value {
    let mut tree = openapi::parse(document, &mut Vec::new()).unwrap_or_default();
    complete(&mut tree);
    tree
}

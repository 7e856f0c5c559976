//! Shows that the comparison can fail: each change to a small document is found where it was made.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails is a test that fails"
)]

use serde_json::Value;

use crate::compare::{Difference, Intended, differences, problems};
use crate::wire::{parse, wire_form};

const DOCUMENT: &str = "
openapi: 3.0.3
servers: [{url: 'https://one.example'}]
security: [{token: []}]
paths:
  /things/{id}:
    post:
      summary: Changes a thing
      x-api-token-group: [Write, Read]
      parameters:
        - $ref: '#/components/parameters/Id'
        - name: tags
          in: query
          style: form
          explode: false
          schema: {type: array, items: {type: string}}
        - {name: size, in: query, schema: {type: integer, default: 10, maximum: 100}}
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Change'}}
      responses:
        '200':
          description: Done.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Answer'}}
        4XX: {description: Refused.}
components:
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: string, maxLength: 32}}
  schemas:
    Change:
      type: object
      properties:
        kind: {type: string, enum: [small, large]}
        password: {type: string, minLength: 8, writeOnly: true, x-sensitive: true}
      required: [kind, password]
    Base:
      type: object
      properties: {ok: {type: boolean}}
      required: [ok]
    Answer:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          properties:
            result: {type: object, nullable: true}
            made: {type: string, format: date-time, readOnly: true}
          required: [made]
  securitySchemes:
    token: {type: http, scheme: bearer}
";

/// A change of the document, what it becomes, and the end of the path that is to be reported.
const CHANGES: &str = "
    one.example              | two.example           | servers
    scheme: bearer           | scheme: basic         | securitySchemes > token > scheme
    security: [{token: []}]  | security: []          | security > token
    /things/{id}:            | /thing/{id}:          | operations > POST /things/{id}
    post:                    | put:                  | operations > POST /things/{id}
    [Write, Read]            | [Write]               | POST /things/{id} > x-api-token-group
    summary: Changes a thing | deprecated: true      | POST /things/{id} > deprecated
    summary: Changes a thing | security: []          | POST /things/{id} > security > token
    name: size, in: query    | name: size, in: header | parameters > query size
    in: query, schema        | in: query, required: true, schema | query size > required
    style: form              | style: pipeDelimited  | query tags > style
    explode: false           | explode: true         | query tags > explode
    type: integer            | type: number          | query size > schema > type
    maximum: 100             | maximum: 10           | query size > schema > maximum
    default: 10              | default: 20           | query size > schema > default
    maxLength: 32            | maxLength: 64         | path id > schema > maxLength
    required: true           | required: false       | requestBody > required
    application/json         | text/json             | requestBody > content > application/json
    [kind, password]         | [kind]                | application/json > schema > required
    kind: {type: string      | sort: {type: string   | schema > properties > kind
    [small, large]           | [small]               | kind > enum
    minLength: 8,            |                       | password > minLength
    , writeOnly: true        |                       | password > writeOnly
    , x-sensitive: true      |                       | password > x-sensitive
    '200'                    | '201'                 | responses > 200
    4XX: {description: Refused.} |                   | responses > 4XX
    required: [made]         | required: []          | application/json > schema > required
    , nullable: true         |                       | result > nullable
    , readOnly: true         |                       | made > readOnly
    date-time                | date                  | made > format
    properties: {ok          | properties: {title: {type: string}, ok | properties > title
";

/// What only people read, what has no order on the wire, and two ways to say one thing.
const NO_CHANGES: &str = "
    summary: Changes a thing | operationId: changeThing
    summary: Changes a thing | tags: [Things]
    summary: Changes a thing | security: [{token: []}]
    description: Done.       | x-docs: elsewhere
    maxLength: 32            | maxLength: 32, title: T, description: D, example: E
    [kind, password]         | [password, kind]
    [small, large]           | [large, small]
    [Write, Read]            | [Read, Write]
    in: query, schema        | in: query, required: false, style: form, explode: true, schema
    $ref: '#/components/schemas/Change' | allOf: [{$ref: '#/components/schemas/Change'}]
    - $ref: '#/components/schemas/Base' | - {properties: {ok: {type: boolean}}, required: [ok]}
";

/// What makes a document one that cannot be compared, and the complaint.
const FAULTS: &str = "
    schemas/Change'    | schemas/Missing'                              | leads nowhere
    ok: {type: boolean | ok: {$ref: '#/components/schemas/Base'        | contains itself
    Id: {name: id      | Id: {$ref: '#/components/parameters/Id'       | leads back to itself
    - type: object     | - type: array                                 | disagree on `type`
";

/// The cells of a table above.
fn rows<const COLUMNS: usize>(table: &str) -> impl Iterator<Item = [&str; COLUMNS]> {
    table.trim().lines().map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        cells.try_into().unwrap()
    })
}

fn edited(from: &str, to: &str) -> Value {
    assert!(DOCUMENT.contains(from), "the document has no `{from}`");
    parse(&DOCUMENT.replacen(from, to, 1)).unwrap()
}

/// The differences that replacing `from` by `to` makes.
fn changed(from: &str, to: &str) -> Vec<Difference> {
    let theirs = parse(DOCUMENT).unwrap();
    let wire = |document| wire_form(&document).unwrap();
    differences(&wire(edited(from, to)), &wire(theirs))
}

#[test]
fn every_kind_of_change_is_found_where_it_was_made() {
    for [from, to, place] in rows(CHANGES) {
        let found = changed(from, to);
        assert!(
            found.iter().any(|found| found.path.ends_with(place)),
            "`{from}` became `{to}`, and {place} is not in {found:#?}"
        );
    }
}

#[test]
fn what_the_wire_does_not_show_is_no_difference() {
    for [from, to] in rows(NO_CHANGES) {
        let found = changed(from, to);
        assert!(found.is_empty(), "`{from}` became `{to}`: {found:#?}");
    }
}

#[test]
fn a_document_that_cannot_be_compared_is_refused() {
    for [from, to, complaint] in rows(FAULTS) {
        let error = wire_form(&edited(from, to)).unwrap_err();
        assert!(error.contains(complaint), "`{from}` became `{to}`: {error}");
    }
    assert!(parse("a: 1\na: 2").unwrap_err().contains("duplicate"));
}

const SMALLER: Intended = Intended {
    path: "** > path id > * > maxLength",
    ours: Some("16"),
    theirs: Some("32"),
    places: 1,
    reason: "a test",
};

#[test]
fn an_intended_difference_is_no_problem() {
    let found = changed("maxLength: 32", "maxLength: 16");
    assert!(problems(&found, &[SMALLER]).is_empty());
}

#[test]
fn a_difference_outside_of_the_table_is_a_problem() {
    let found = changed("maxLength: 32", "maxLength: 16");
    let reported = problems(&found, &[]).join("\n");
    assert!(
        reported.contains("path id > schema > maxLength"),
        "{reported}"
    );
    assert!(
        reported.contains("ours:   16") && reported.contains("theirs: 32"),
        "{reported}"
    );
}

#[test]
fn an_entry_covers_only_the_values_that_it_names() {
    let found = changed("maxLength: 32", "maxLength: 8");
    assert_eq!(problems(&found, &[SMALLER]).len(), 2);
    let found = changed(", maxLength: 32", "");
    assert_eq!(problems(&found, &[SMALLER]).len(), 2);
}

#[test]
fn an_entry_that_covers_fewer_places_than_it_says_is_a_problem() {
    let reported = problems(&[], &[SMALLER]).join("\n");
    assert!(
        reported.contains("intended in 1 places, found in 0"),
        "{reported}"
    );
}

#[test]
fn an_entry_that_covers_more_places_than_it_says_is_a_problem() {
    let wider = Intended {
        path: "** > type",
        ours: Some(r#""text""#),
        theirs: Some(r#""string""#),
        ..SMALLER
    };
    let mut found = changed("type: string, enum", "type: text, enum");
    assert!(problems(&found, &[wider]).is_empty());
    found.extend(changed("type: string, maxLength", "type: text, maxLength"));
    assert_eq!(problems(&found, &[wider]).len(), 1);
}

import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/domain/manifest/json-value.ts';
import { normaliseSchema } from '../../../src/domain/manifest/normalise-schema.ts';

const root = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });
const property = (schema: JsonObject) => normaliseSchema(root({ a: schema })).schema.properties;
const codes = (schema: JsonObject) => normaliseSchema(schema).notes.map((note) => `${note.pointer} ${note.code}`);

describe('normaliseSchema', () => {
  it('renames min and max', () => {
    expect(property({ type: 'number', min: 1, max: 5 })).to.deep.equal({
      a: { type: 'number', minimum: 1, maximum: 5 },
    });
  });

  it('lifts "required" of a property to the list beside the properties, which may be there already', () => {
    const required = { a: { required: true }, b: { required: true } };
    expect(normaliseSchema(root(required)).schema.required).to.deep.equal(['a', 'b']);
    expect(normaliseSchema(root(required, { required: ['b', 'c'] })).schema.required).to.deep.equal(['b', 'c', 'a']);
  });

  it('keeps the stricter limit where both are written', () => {
    expect(property({ min: 1, minimum: 3, max: 9, maximum: 5 })).to.deep.equal({ a: { minimum: 3, maximum: 5 } });
    expect(property({ minimum: 3, min: 7 })).to.deep.equal({ a: { minimum: 7 } });
  });

  it('keeps a limit that is no number, so that it is refused', () => {
    expect(property({ min: 'x' })).to.deep.equal({ a: { minimum: 'x' } });
    expect(property({ min: 'x', minimum: 2 })).to.deep.equal({ a: { minimum: 'x' } });
    expect(property({ minimum: 2, min: 'x' })).to.deep.equal({ a: { minimum: 'x' } });
    expect(property({ minimum: 'y', min: 'x' })).to.deep.equal({ a: { minimum: 'y' } });
  });

  it('leaves a property called min, max or enum alone', () => {
    const schema = root({ min: { type: 'string' }, max: {}, enum: {}, required: {} });
    expect(normaliseSchema(schema)).to.deep.equal({ schema, notes: [] });
  });

  it('adds type: object to the outermost schema only', () => {
    expect(normaliseSchema({ properties: { a: { properties: {} } } })).to.deep.equal({
      schema: { type: 'object', properties: { a: { properties: {} } } },
      notes: [{ pointer: '', code: 'missing_type', message: 'The schema lacks "type: object"; it is taken as that.' }],
    });
  });

  it('drops what ties a schema to another document, and stray words', () => {
    const schema = root(
      { a: { $id: 'x', ref: 'y', nullable: true } },
      { $schema: 'z', $async: true, id: 'i', name: 'n' },
    );
    expect(normaliseSchema(schema).schema).to.deep.equal(root({ a: {} }));
    expect(codes(schema)).to.deep.equal([' stray_name'.replace(' ', '/name '), '/properties/a/ref stray_ref']);
  });

  it('drops keywords without a value, but not constants and defaults', () => {
    const schema = root({ a: { title: null, const: null, default: null } }, { required: null });
    expect(normaliseSchema(schema).schema).to.deep.equal(root({ a: { const: null, default: null } }));
    expect(codes(schema)).to.deep.equal(['/required empty_keyword', '/properties/a/title empty_keyword']);
  });

  it('takes a property that says nothing as one that takes any value', () => {
    expect(normaliseSchema(root({ a: null, b: {} })).schema).to.deep.equal(root({ a: {}, b: {} }));
    expect(codes(root({ a: null }))).to.deep.equal(['/properties empty_property']);
  });

  it('lifts required: true of a property to its parent', () => {
    const schema = root({ a: { required: true }, b: { required: false }, c: {} }, { required: ['c'] });
    expect(normaliseSchema(schema).schema).to.deep.equal(root({ a: {}, b: {}, c: {} }, { required: ['c', 'a'] }));
    expect(codes(schema)).to.deep.equal(['/properties required_on_property']);
  });

  it('drops repeated and missing options', () => {
    expect(property({ enum: ['x', 'y', 'x'] })).to.deep.equal({ a: { enum: ['x', 'y'] } });
    expect(property({ oneOf: [{ const: 1, title: 'one' }, { const: 1 }] })).to.deep.equal({
      a: { oneOf: [{ const: 1, title: 'one' }] },
    });
    expect(property({ enum: [] })).to.deep.equal({ a: {} });
    expect(property({ oneOf: [] })).to.deep.equal({ a: {} });
  });

  it('lets the options decide the type where they differ', () => {
    expect(property({ type: 'number', enum: ['x'] })).to.deep.equal({ a: { type: 'string', enum: ['x'] } });
    expect(property({ type: 'string', enum: [1, true] })).to.deep.equal({
      a: { type: ['integer', 'boolean'], enum: [1, true] },
    });
    expect(property({ type: 'number', enum: [1, 2.5] })).to.deep.equal({ a: { type: 'number', enum: [1, 2.5] } });
    expect(property({ type: ['string', 'null'], enum: ['x', null] })).to.deep.equal({
      a: { type: ['string', 'null'], enum: ['x', null] },
    });
    expect(property({ type: 5, enum: ['x'] })).to.deep.equal({ a: { type: 5, enum: ['x'] } });
  });

  it('leaves a oneOf of other than constants alone', () => {
    const schema = { type: 'number', oneOf: [{ minimum: 1 }, { const: 'a' }] };
    expect(property(schema)).to.deep.equal({ a: schema });
    expect(property({ type: 'number', oneOf: ['a'] })).to.deep.equal({ a: { type: 'number', oneOf: ['a'] } });
  });

  it('keeps $ref with its siblings, noting a type beside it', () => {
    const schema = root({ a: { $ref: '#/definitions/x', type: 'string', title: 'A' } });
    expect(normaliseSchema(schema).schema).to.deep.equal(schema);
    expect(codes(schema)).to.deep.equal(['/properties/a/type type_beside_ref']);
  });

  it('reaches schemas in every keyword that holds some', () => {
    const inner = { min: 1 };
    const schema = root(
      {},
      {
        items: [inner],
        allOf: [inner, true],
        definitions: { x: { items: inner, not: inner } },
        dependencies: { a: ['b'], c: inner },
        additionalProperties: false,
      },
    );
    expect(normaliseSchema(schema).schema).to.deep.equal(
      root(
        {},
        {
          items: [{ minimum: 1 }],
          allOf: [{ minimum: 1 }, true],
          definitions: { x: { items: { minimum: 1 }, not: { minimum: 1 } } },
          dependencies: { a: ['b'], c: { minimum: 1 } },
          additionalProperties: false,
        },
      ),
    );
  });

  it('changes nothing the second time, whatever the schema', () => {
    fc.assert(
      fc.property(untidySchema, (schema) => {
        const once = normaliseSchema(schema).schema;
        expect(normaliseSchema(once).schema).to.deep.equal(once);
      }),
      { numRuns: 200 },
    );
  });
});

const scalar = fc.oneof(
  fc.constantFrom('x', 'placeholder', 'number', 'string', ''),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);

/** An inner schema, three levels deep at most. */
const inner = (tie: fc.LetrecTypedTie<{ schema: JsonObject }>) =>
  fc.oneof({ maxDepth: 3, depthIdentifier: 'schema' }, fc.constant<JsonObject>({ min: 1 }), tie('schema'));

const untidySchema = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc
    .dictionary(
      fc.constantFrom(
        'type',
        'name',
        'ref',
        '$ref',
        '$id',
        'min',
        'max',
        'minimum',
        'maximum',
        'enum',
        'required',
        'nullable',
        'title',
        'const',
        'default',
        'zzz',
      ),
      fc.oneof(scalar, fc.array(scalar, { maxLength: 4 })),
      { maxKeys: 5 },
    )
    .chain((own) =>
      fc
        .record(
          {
            properties: fc.dictionary(fc.constantFrom('a', 'b', 'min', 'name'), fc.oneof(scalar, inner(tie)), {
              maxKeys: 3,
            }),
            oneOf: fc.array(fc.oneof(inner(tie), fc.record({ const: scalar })), { maxLength: 3 }),
            items: inner(tie),
            definitions: fc.dictionary(fc.constantFrom('x', 'y'), inner(tie), { maxKeys: 2 }),
          },
          { requiredKeys: [] },
        )
        .map((nested) => ({ ...own, ...nested }) as JsonObject),
    ),
})).schema;

import { expect } from 'chai';
import { checkDynamicConfigs } from '../../../src/domain/manifest/check-dynamic-configs.ts';
import { checkJsonValue } from '../../../src/domain/manifest/check-json-value.ts';
import { describeField } from '../../../src/domain/manifest/describe-field.ts';
import { listDynamicProperties, optionsReference } from '../../../src/domain/manifest/dynamic-property.ts';
import type { JsonObject, JsonValue } from '../../../src/domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../../src/domain/manifest/manifest.ts';
import { normaliseUiSchema } from '../../../src/domain/manifest/normalise-ui-schema.ts';
import { resolveOptions } from '../../../src/domain/manifest/resolve-options.ts';
import { titledSchema } from '../../../src/domain/manifest/titled-schema.ts';
import { toValidatingSchema } from '../../../src/domain/manifest/to-validating-schema.ts';

const schemas = (
  a: JsonValue,
  definitions: JsonObject = {},
  ui: JsonObject | null = null,
  metadata: JsonObject | null = null,
): ReleaseSchemas => {
  const configSchema: JsonObject = { type: 'object', properties: { a, parent: {} }, definitions };
  return {
    configSchema,
    configUiSchema: ui === null ? null : normaliseUiSchema(ui, configSchema).uiSchema,
    metadataSchema: metadata === null ? null : { type: 'object', properties: metadata },
  };
};
const X: JsonObject = { $ref: '#/definitions/x' };
const only = (release: ReleaseSchemas) => listDynamicProperties(release)[0];
const CONTROL: JsonObject = { type: 'Control', scope: '#/properties/a' };

describe('listDynamicProperties', () => {
  it('finds references to options in definitions and metadata', () => {
    expect(only(schemas({ ...X, type: 'string' }, { x: { enum: ['placeholder'] } }))).to.deep.equal({
      property: 'a',
      source: 'x',
      kind: 'definition',
      holds: 'one',
      isMultiSelect: false,
      types: ['string'],
      dependsOn: null,
      builtIn: undefined,
      placeholder: 'placeholder',
    });
    expect(only(schemas({ $ref: '#/metadata/x' }, {}, null, { x: { default: ['eu'] } }))).to.deep.include({
      kind: 'metadata',
      types: [],
      builtIn: ['eu'],
    });
  });

  it('takes the type of the placeholder too, and of the definition where the property has none', () => {
    const definition = { type: 'number', oneOf: [{ const: 'Placeholder ' }] };
    expect(only(schemas({ ...X, type: 'integer' }, { x: definition }))?.types).to.deep.equal(['integer', 'string']);
    expect(only(schemas(X, { x: definition }))?.types).to.deep.equal(['number', 'string']);
  });

  it('keeps options that the manifest itself brings', () => {
    expect(only(schemas(X, { x: { enum: ['eu', 'us'] } }))?.builtIn).to.deep.equal(['eu', 'us']);
    expect(
      only(schemas({ $ref: '#/metadata/x' }, {}, null, { x: { default: { de: ['Kiel'] } } }))?.builtIn,
    ).to.deep.equal({ de: ['Kiel'] });
  });

  it('tells what the manifest calls its placeholder', () => {
    const called = (x: JsonValue) => only(schemas(X, { x }))?.placeholder;
    expect(called({ oneOf: [{ const: 'placeholder', title: 'Not yet' }] })).to.equal('Not yet');
    expect(called({ oneOf: [{ const: 'placeholder' }] })).to.equal('placeholder');
    expect(called({ enum: ['Placeholder '] })).to.equal('Placeholder');
    expect(called({ enum: ['eu'] })).to.equal(null);
    expect(only(schemas(X))?.placeholder).to.equal(null);
  });

  it('knows which configs hold lists', () => {
    const list = { type: 'array', items: { enum: ['placeholder'] } };
    expect(only(schemas({ type: 'array', items: X }))?.holds).to.equal('list');
    expect(only(schemas({ type: 'array', ...X }))?.holds).to.equal('list');
    expect(only(schemas(X, { x: list }))).to.deep.include({ holds: 'either', builtIn: undefined });
    expect(only(schemas({ type: 'string', ...X }, {}, { ...CONTROL, type: 'MultiSelectControl' }))?.holds).to.equal(
      'either',
    );
  });

  it('leaves references to ordinary schemas alone', () => {
    const definitions = [
      { type: 'object' },
      { minimum: 1 },
      { oneOf: [{ type: 'string' }] },
      { items: { minimum: 1 } },
      true,
    ];
    for (const x of definitions) expect(listDynamicProperties(schemas(X, { x })), JSON.stringify(x)).to.deep.equal([]);
    for (const $ref of ['#', '#/properties/b', '#/definitions/x/y', 'x', 5])
      expect(listDynamicProperties(schemas({ $ref }))).to.deep.equal([]);
    expect(optionsReference(X, null)).to.deep.equal({ source: 'x', kind: 'definition' });
    expect(only(schemas({ $ref: '#/metadata/x' }))).to.deep.include({ builtIn: undefined, types: [] });
    expect(listDynamicProperties(schemas(true))).to.deep.equal([]);
    expect(listDynamicProperties({ configSchema: null, configUiSchema: null, metadataSchema: null })).to.deep.equal([]);
  });
});

describe('resolveOptions', () => {
  const dependent = only(schemas(X, {}, { ...CONTROL, options: { dependsOn: 'parent' } }));
  const free = only(schemas(X));
  const resolve = (dynamic: typeof free, metadata: JsonObject, configs: JsonObject = {}) => {
    if (dynamic === undefined) throw new Error('no dynamic config');
    const options = resolveOptions(dynamic, metadata, configs);
    return options.kind === 'options'
      ? options.options.map((option) => `${String(option.const)}=${option.title}`)
      : options.reason;
  };

  it('reads values and constants with titles, skipping what is neither', () => {
    expect(
      resolve(free, { x: ['a', 1, { const: 2, title: 'two' }, { const: 3 }, [], { title: 'x' }, { const: [] }] }),
    ).to.deep.equal(['a=a', '1=1', '2=two', '3=3']);
    expect(resolve(free, { x: [] })).to.deep.equal([]);
  });

  it('tells apart what is not fetched and what is not usable', () => {
    expect(resolve(free, {})).to.equal('not_fetched');
    expect(resolve(free, { x: [{ const: 'placeholder' }] })).to.equal('not_fetched');
    expect(resolve(free, { x: 5 })).to.equal('unusable');
    expect(resolve(free, { x: { a: ['b'] } })).to.equal('unusable');
    expect(resolve(free, { x: [[]] })).to.equal('unusable');
  });

  it('takes the options of the parent, of each where it is a list', () => {
    const x = { x: { de: ['Kiel'], 7: ['Rom'], bad: 'x' } };
    expect(resolve(dependent, x, { parent: 'de' })).to.deep.equal(['Kiel=Kiel']);
    expect(resolve(dependent, x, { parent: ['de', 7, 'bad', 'toString'] })).to.deep.equal(['Kiel=Kiel', 'Rom=Rom']);
    expect(resolve(dependent, x, { parent: Array.from({ length: 100_000 }, () => 'de') })).to.deep.equal(['Kiel=Kiel']);
    expect(resolve(dependent, x)).to.equal('parent_unset');
    expect(resolve(dependent, x, { parent: null })).to.equal('parent_unset');
    expect(resolve(dependent, { x: ['a'] })).to.deep.equal(['a=a']);
  });
});

describe('checkDynamicConfigs', () => {
  const check = (a: JsonObject, value: JsonValue, x?: JsonValue) => {
    const release = schemas(a);
    const metadata: JsonObject = x === undefined ? {} : { x };
    const { issues, warnings } = checkDynamicConfigs(
      listDynamicProperties(release),
      release.configSchema ?? {},
      { a: value },
      metadata,
    );
    return [...issues, ...warnings].map((note) => note.code);
  };

  it('faults a wrong type and warns about what it can not check or is no longer offered', () => {
    expect(check({ ...X, type: 'string' }, 5)).to.deep.equal(['type']);
    expect(check({ ...X, type: 'string' }, ['b'])).to.deep.equal(['type']);
    expect(check({ type: 'array', items: X }, 'b')).to.deep.equal(['type']);
    expect(check({ ...X, type: 'string' }, 'b')).to.deep.equal(['not_fetched']);
    expect(check({ ...X, type: 'string' }, 5, [5])).to.deep.equal([]);
    expect(check({ ...X, type: 'string' }, 'b', [5])).to.deep.equal(['no_longer_offered']);
    expect(check(X, true, [5])).to.deep.equal(['no_longer_offered']);
    expect(check({ type: 'array', items: X }, [5], [5])).to.deep.equal([]);
  });

  it('holds a dependent config to what its parent offers, and names the parent', () => {
    const release = schemas(X, {}, { ...CONTROL, options: { dependsOn: 'parent' } });
    const warn = (parent: JsonValue, x: JsonValue) =>
      checkDynamicConfigs(listDynamicProperties(release), release.configSchema ?? {}, { a: 'Kiel', parent }, { x })
        .warnings;
    expect(warn('de', { de: ['Kiel'] })).to.deep.equal([]);
    expect(warn('fr', { de: ['Kiel'] })[0]).to.deep.include({
      code: 'no_longer_offered',
      message: '"a" holds a value that is not offered for the chosen value of "parent".',
    });
    expect(warn('fr', ['Paris'])[0]?.message).to.equal('"a" holds a value that is no longer offered.');
  });

  it('leaves unset configs alone', () => {
    const release = schemas(X);
    expect(checkDynamicConfigs(listDynamicProperties(release), {}, {}, {})).to.deep.equal({ issues: [], warnings: [] });
  });
});

describe('toValidatingSchema', () => {
  it('leaves out what options decide, and keeps the siblings', () => {
    const release = schemas({ ...X, type: 'string', minLength: 2 });
    expect(toValidatingSchema(release.configSchema ?? {}, true).properties).to.deep.equal({
      a: { minLength: 2 },
      parent: {},
    });
  });

  it('turns a oneOf of constants into an enum', () => {
    const release = schemas({ oneOf: [{ const: 1 }, { const: 2 }] });
    expect(toValidatingSchema(release.configSchema ?? {}, true).properties).to.deep.include({ a: { enum: [1, 2] } });
    expect(toValidatingSchema({ enum: [1], oneOf: [{ const: 1 }] }, true)).to.deep.equal({
      enum: [1],
      oneOf: [{ const: 1 }],
    });
  });

  it('leaves out required and the conditions that turn on it', () => {
    const conditions = { anyOf: [{ required: ['a'] }], not: { allOf: [{ required: ['b'] }] }, oneOf: [{ minimum: 1 }] };
    expect(
      toValidatingSchema({ required: ['a'], minProperties: 1, dependencies: {}, ...conditions }, false),
    ).to.deep.equal({
      oneOf: [{ minimum: 1 }],
    });
  });
});

describe('names and values', () => {
  it('calls a field by its title, else by its name', () => {
    const schema: JsonObject = {
      properties: { a: { title: 'Account', items: { properties: { b: { title: 'b' } } } }, c: true },
    };
    expect(describeField(schema, ['a'])).to.equal('"Account" (a)');
    expect(describeField(schema, ['a', '0'])).to.equal('"a.0"');
    expect(describeField({ properties: { b: { title: 'b' } } }, ['b'])).to.equal('"b"');
    expect(describeField(schema, ['c', 'd', 'e'])).to.equal('"c.d.e"');
    expect(describeField(schema, [])).to.equal('The whole');
  });

  it('titles properties as the form labels them', () => {
    const release = schemas(
      { title: 'old' },
      {},
      {
        elements: [
          { ...CONTROL, label: 'New' },
          { type: 'Control' },
          { type: 'Control', scope: '#/properties/parent' },
        ],
      },
    );
    expect(titledSchema(release).properties).to.deep.equal({ a: { title: 'New' }, parent: {} });
    expect(
      titledSchema({ ...release, configSchema: { type: 'object', properties: { a: true } } }).properties,
    ).to.deep.equal({ a: true });
    expect(titledSchema({ ...release, configSchema: null })).to.deep.equal({ type: 'object' });
  });

  it('finds names, texts and depths that no schema may allow', () => {
    const codes = (value: JsonValue) => checkJsonValue(value).map((issue) => `${issue.pointer} ${issue.code}`);
    expect(codes({ a: [1, null, 'x', { b: true }] })).to.deep.equal([]);
    expect(codes(JSON.parse('[{"__proto__":1},{"constructor":1,"prototype":1}]'))).to.have.members([
      '/0 forbidden_name',
      '/1 forbidden_name',
      '/1 forbidden_name',
    ]);
    expect(codes({ a: 'x\0', b: '\ud800', 'c\0': 1 })).to.have.members(['/a nul', '/b bad_unicode', ' nul']);
    let deep: JsonValue = 'x';
    for (let level = 0; level < 64; level += 1) deep = [deep];
    expect(codes(deep)).to.deep.equal([]);
    expect(codes([deep])[0]).to.match(/too_deep$/);
  });
});

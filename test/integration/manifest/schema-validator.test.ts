import { expect } from 'chai';
import { createSchemaValidator, type SchemaValidator } from '../../../src/adapters/manifest/schema-validator.ts';
import type { JsonObject } from '../../../src/domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../../src/domain/manifest/manifest.ts';
import { normaliseSchema } from '../../../src/domain/manifest/normalise-schema.ts';
import { normaliseUiSchema } from '../../../src/domain/manifest/normalise-ui-schema.ts';

const release = (
  config: JsonObject,
  ui: JsonObject | null = null,
  metadata: JsonObject | null = null,
): ReleaseSchemas => {
  const configSchema = normaliseSchema(config).schema;
  return {
    configSchema,
    configUiSchema: ui === null ? null : normaliseUiSchema(ui, configSchema).uiSchema,
    metadataSchema: metadata === null ? null : normaliseSchema(metadata).schema,
  };
};

const properties = (all: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties: all,
  ...more,
});

describe('schema validator', () => {
  let validator: SchemaValidator;
  before(() => {
    validator = createSchemaValidator({ timeLimitMs: 30_000 });
  });
  after(() => validator.close());

  const check = async (
    schemas: ReleaseSchemas,
    configs: unknown,
    metadata: JsonObject = {},
    isRequiredAsked = true,
  ) => {
    const input = { configs: configs as JsonObject, metadata, isRequiredAsked };
    const { ok, issues, warnings } = await validator.validateConfigs(schemas, input);
    expect(ok).to.equal(issues.length === 0);
    return [
      ...issues.map((issue) => `fault ${issue.pointer} ${issue.code}`),
      ...warnings.map((one) => `warning ${one.pointer} ${one.code}`),
    ];
  };

  it('holds static configs to their schema and names the field in plain words', async () => {
    const schemas = release(
      properties(
        {
          name: { type: 'string', pattern: '^[a-z]+$' },
          count: { type: 'integer', min: 1, max: 5 },
          day: { type: 'string', format: 'date' },
          at: { type: 'string', format: 'time' },
          plan: {
            type: 'string',
            oneOf: [
              { const: 's', title: 'Small' },
              { const: 'l', title: 'Large' },
            ],
          },
        },
        { required: ['name'] },
      ),
      { type: 'VerticalLayout', elements: [{ type: 'Control', scope: '#/properties/name', label: 'Your name' }] },
    );
    const right = { name: 'abc', count: 5, day: '2026-02-28', at: '13:45:00', plan: 's' };
    expect(await check(schemas, right)).to.deep.equal([]);
    const wrong = { name: 'A', count: 6, day: '2026-02-30', at: '25:00:00', plan: 'm' };
    expect(await check(schemas, wrong)).to.have.members([
      'fault /name pattern',
      'fault /count maximum',
      'fault /day format',
      'fault /at format',
      'fault /plan enum',
    ]);
    const { issues } = await validator.validateConfigs(schemas, { configs: {}, metadata: {}, isRequiredAsked: true });
    expect(issues[0]?.message).to.equal('"Your name" (name) is required.');
  });

  it('does not ask for required configs when a tenant is created or for init', async () => {
    const schemas = release(
      properties({ a: { type: 'string' } }, { required: ['a'], oneOf: [{ required: ['a'] }, { required: ['b'] }] }),
    );
    expect(await check(schemas, {}, {}, false)).to.deep.equal([]);
    expect(await check(schemas, { a: 1 }, {}, false)).to.deep.equal(['fault /a type']);
    expect(await check(schemas, {}, {}, true)).to.include('fault /a required');
  });

  it('warns about a config that the release does not have', async () => {
    expect(await check(release(properties({})), { b: 1 })).to.deep.equal(['warning /b unknown_config']);
    expect(await check(release(properties({}, { additionalProperties: false })), { b: 1 })).to.deep.equal([
      'fault /b additionalProperties',
    ]);
  });

  it('refuses names and texts that no schema may allow, and configs that are no object', async () => {
    expect(await check(release({}), JSON.parse('{"a":{"__proto__":1}}'))).to.deep.equal(['fault /a forbidden_name']);
    expect(await check(release({}), { a: 'x\0' })).to.deep.equal(['fault /a nul']);
    expect(await check(release({}), ['a'])).to.deep.equal(['fault  type']);
    expect(await check({ configSchema: null, configUiSchema: null, metadataSchema: null }, {})).to.deep.equal([]);
  });

  describe('dynamic configs', () => {
    const oldStyle = release(
      properties(
        { user: { type: 'number', $ref: '#/definitions/users' } },
        { definitions: { users: { oneOf: [{ const: 'placeholder', title: 'Placeholder' }] } }, required: ['user'] },
      ),
    );

    it('takes any value of the type, or of the placeholder, with a warning while nothing is fetched', async () => {
      expect(await check(oldStyle, { user: 'U1' })).to.deep.equal(['warning /user not_fetched']);
      expect(await check(oldStyle, { user: 5 })).to.deep.equal(['warning /user not_fetched']);
      expect(await check(oldStyle, { user: true })).to.deep.equal(['fault /user type']);
      expect(await check(oldStyle, { user: 'U1' }, { users: ['placeholder'] })).to.deep.equal([
        'warning /user not_fetched',
      ]);
    });

    it('checks against the fetched options, and keeps a value no longer offered with a warning', async () => {
      const metadata = { users: [{ const: 'U1', title: 'Ada' }, 7] };
      expect(await check(oldStyle, { user: 'U1' }, metadata)).to.deep.equal([]);
      expect(await check(oldStyle, { user: 7 }, metadata)).to.deep.equal([]);
      expect(await check(oldStyle, { user: 'U2' }, metadata)).to.deep.equal(['warning /user no_longer_offered']);
      expect(await check(oldStyle, {}, metadata)).to.deep.equal(['fault /user required']);
    });

    it('lets the options decide the type', async () => {
      const schemas = release(properties({ a: { type: 'string', $ref: '#/definitions/x' } }));
      expect(await check(schemas, { a: 1 })).to.deep.equal(['fault /a type']);
      expect(await check(schemas, { a: 1 }, { x: [1, 2] })).to.deep.equal([]);
    });

    it('takes the options of 1.0 from the metadata, else from the default of its schema', async () => {
      const metadata = properties({ regions: { type: 'array', default: ['eu', 'us'] } });
      const schemas = release(properties({ region: { type: 'string', $ref: '#/metadata/regions' } }), null, metadata);
      expect(await check(schemas, { region: 'eu' })).to.deep.equal([]);
      expect(await check(schemas, { region: 'ap' })).to.deep.equal(['warning /region no_longer_offered']);
      expect(await check(schemas, { region: 'ap' }, { regions: ['ap'] })).to.deep.equal([]);
    });

    it('lets the parent decide the options of a dependent selector', async () => {
      const ui = { type: 'Control', scope: '#/properties/city', options: { dependsOn: 'land' } };
      const schemas = release(
        properties({ land: { type: 'string' }, city: { type: 'string', $ref: '#/definitions/cities' } }),
        ui,
      );
      const metadata = { cities: { de: ['Kiel'], fr: [{ const: 'Lyon', title: 'Lyon' }] } };
      expect(await check(schemas, { land: 'de', city: 'Kiel' }, metadata)).to.deep.equal([]);
      expect(await check(schemas, { land: 'fr', city: 'Kiel' }, metadata)).to.deep.equal([
        'warning /city no_longer_offered',
      ]);
      expect(await check(schemas, { land: 'xx', city: 'Kiel' }, metadata)).to.deep.equal([
        'warning /city no_longer_offered',
      ]);
      expect(await check(schemas, { city: 'Kiel' }, metadata)).to.deep.equal(['warning /city parent_unset']);
    });

    it('checks each value of a list', async () => {
      const schemas = release(
        properties({
          tags: { type: 'array', items: { type: 'string', $ref: '#/definitions/tags' } },
          more: { $ref: '#/definitions/tags' },
        }),
        { type: 'MultiSelectControl', scope: '#/properties/more' },
      );
      expect(await check(schemas, { tags: ['a'], more: ['a'] }, { tags: ['a', 'b'] })).to.deep.equal([]);
      expect(await check(schemas, { tags: ['c'], more: 'a' }, { tags: ['a', 'b'] })).to.deep.equal([
        'warning /tags no_longer_offered',
      ]);
      expect(await check(schemas, { tags: 'a' }, { tags: ['a', 'b'] })).to.include('fault /tags type');
      expect(await check(schemas, { tags: [1] })).to.include('fault /tags type');
    });

    it('takes one value where the config holds one', async () => {
      expect(await check(oldStyle, { user: ['U1'] })).to.deep.equal(['fault /user type']);
    });

    it('warns where the integration printed no usable options', async () => {
      expect(await check(oldStyle, { user: 'U1' }, { users: 'x' })).to.deep.equal(['warning /user unusable']);
      expect(await check(oldStyle, { user: 'U1' }, { users: [[1]] })).to.deep.equal(['warning /user unusable']);
    });
  });

  describe('metadata', () => {
    const metadata = (schemas: ReleaseSchemas, value: unknown, isRequiredAsked = true) =>
      validator.validateMetadata(schemas, { metadata: value as JsonObject, isRequiredAsked });

    it('takes any object without a schema', async () => {
      expect((await metadata(release({}), { a: [1] })).ok).to.equal(true);
      expect((await metadata(release({}), [1])).ok).to.equal(false);
    });

    it('holds it to the schema and allows extra keys', async () => {
      const schemas = release(
        {},
        null,
        properties({ a: { type: 'array', items: { type: 'string' } } }, { required: ['a'] }),
      );
      expect((await metadata(schemas, { a: ['x'], b: 1 })).ok).to.equal(true);
      expect((await metadata(schemas, { a: [1] })).issues.map((issue) => issue.pointer)).to.deep.equal(['/a/0']);
      expect((await metadata(schemas, {})).ok).to.equal(false);
      expect((await metadata(schemas, {}, false)).ok).to.equal(true);
    });
  });

  it('compiles a usable release and says what is wrong with another', async () => {
    expect(await validator.compile(release(properties({ a: { type: 'string' } })))).to.deep.include({ ok: true });
    const endless = await validator.compile(release({ type: 'object', allOf: [{ $ref: '#' }] }));
    expect(endless.issues.map((issue) => issue.code)).to.deep.equal(['schema_unusable']);
    const pattern = await validator.compile(release(properties({ a: { pattern: '(?=a)' } })));
    expect(pattern.issues[0]?.message).to.contain('look-around');
  });

  it('answers a pattern that would keep another engine busy for ever', async () => {
    const schemas = release(properties({ a: { type: 'string', pattern: '^(a+)+$' } }));
    expect(await check(schemas, { a: `${'a'.repeat(50_000)}!` })).to.deep.equal(['fault /a pattern']);
  });
});

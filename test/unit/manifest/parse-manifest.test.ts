import { expect } from 'chai';
import { parseManifest } from '../../../src/adapters/manifest/parse-manifest.ts';
import { manifestText, parsed, places, refused } from './manifest-text.ts';

describe('parseManifest: keys', () => {
  it('reads a whole manifest into JSON', () => {
    const text = [
      'version: 1.0',
      'base: Python:3.13',
      'build: pip install -r requirements.txt',
      'run: python -m ledger',
      'connectors: [ledger, shop-oauth]',
      'configs:',
      '  schema: {type: object, properties: {region: {$ref: "#/metadata/regions"}}}',
      '  uischema: {type: VerticalLayout, elements: [{type: Control, scope: "#/properties/region", label: Region}]}',
      'metadata_schema:',
      '  schema: {type: object, properties: {regions: {type: array, default: [placeholder]}}}',
      '  uischema: {type: VerticalLayout, elements: []}',
    ].join('\n');
    const { manifest, warnings } = parsed(text);
    expect(warnings).to.deep.equal([]);
    expect(manifest).to.deep.include({
      version: '1.0',
      base: { language: 'python', version: '3.13' },
      build: 'pip install -r requirements.txt',
      run: 'python -m ledger',
      connectors: ['ledger', 'shop-oauth'],
      metadataSchema: { type: 'object', properties: { regions: { type: 'array', default: ['placeholder'] } } },
    });
    expect(JSON.parse(JSON.stringify(manifest))).to.deep.equal(manifest);
  });

  it('takes version 0.4 and 1.0 as numbers and as text', () => {
    const versions = ['0.4', '"0.4"', '1.0', '"1.0"', '1'].map(
      (version) => parsed(`version: ${version}\nbase: go\nrun: x`).manifest.version,
    );
    expect(versions).to.deep.equal(['0.4', '0.4', '1.0', '1.0', '1.0']);
  });

  it('takes a missing version as 0.4 with a warning', () => {
    for (const text of ['base: go\nrun: x', 'version:\nbase: go\nrun: x']) {
      const { manifest, warnings } = parsed(text);
      expect(manifest.version).to.equal('0.4');
      expect(warnings.map((warning) => warning.code)).to.deep.equal(['version_missing']);
    }
  });

  it('takes another version of 0.x or 1.x as the nearest, with a warning', () => {
    for (const [text, version] of Object.entries({
      '0.2': '0.4',
      '0.5': '0.4',
      '"0.4.1"': '0.4',
      '0.9': '1.0',
      '1.1': '1.0',
    })) {
      const { manifest, warnings } = parsed(`base: go\nrun: x\nversion: ${text}`);
      expect(manifest.version, text).to.equal(version);
      expect(warnings.map((warning) => warning.code)).to.deep.equal(['version_unknown']);
    }
  });

  it('refuses any other version', () => {
    expect(places(refused('base: go\nrun: x\nversion: 2.0'))).to.deep.equal(['3:1 version_unknown']);
    expect(places(refused('base: go\nrun: x\nversion: [0.4]'))).to.deep.equal(['3:1 version_unknown']);
  });

  it('refuses a missing run, also an empty one', () => {
    expect(places(refused('version: 0.4\nbase: go'))).to.deep.equal(['1:1 run_missing']);
    expect(places(refused('version: 0.4\nbase: go\nrun:'))).to.deep.equal(['3:1 run_missing']);
    expect(places(refused('version: 0.4\nbase: go\nrun: "  "'))).to.deep.equal(['3:1 run_missing']);
  });

  it('refuses a run or build that is not one command', () => {
    expect(places(refused('version: 0.4\nbase: go\nbuild: {a: b}\nrun: [a, b]'))).to.deep.equal([
      '3:1 command_not_text',
      '4:1 command_not_text',
    ]);
  });

  it('takes a command that YAML would read as another type as it is written', () => {
    expect(parsed('version: 0.4\nbase: go\nbuild: true\nrun: 0x10').manifest).to.include({
      build: 'true',
      run: '0x10',
    });
  });

  it('takes a missing or empty build as none', () => {
    expect(parsed(manifestText()).manifest.build).to.equal(null);
    expect(parsed(manifestText('build: ""')).manifest.build).to.equal(null);
  });

  it('refuses a missing base, one that is no text and an unknown language', () => {
    expect(places(refused('run: x\nversion: 0.4'))).to.deep.equal(['1:1 base_missing']);
    expect(places(refused('run: x\nversion: 0.4\nbase: 22'))).to.deep.equal(['3:1 base_not_text']);
    expect(places(refused('run: x\nversion: 0.4\nbase: cobol:85'))).to.deep.equal(['3:1 base_unknown']);
  });

  it('warns about a version of the base that it uses in part', () => {
    expect(places(parsed('run: x\nversion: 0.4\nbase: node:20-alpine').warnings)).to.deep.equal(['3:1 base_version']);
  });

  it('warns about unknown keys, on top and in its sections', () => {
    const { warnings } = parsed(manifestText('owner: me\nconfigs:\n  schemas: {}\nmetadata_schema: {}'));
    expect(places(warnings)).to.deep.equal(['4:1 unknown_key', '6:3 unknown_key', '7:1 metadata_schema_ignored']);
  });

  it('reads connectors as a list of names', () => {
    expect(parsed(manifestText('connectors:')).manifest.connectors).to.deep.equal([]);
    expect(parsed(manifestText('connectors: shop')).manifest.connectors).to.deep.equal(['shop']);
    const { manifest, warnings } = parsed(manifestText('connectors:\n - shop\n - mail # kept\n - shop'));
    expect(manifest.connectors).to.deep.equal(['shop', 'mail']);
    expect(places(warnings)).to.deep.equal(['7:4 connector_repeated']);
    expect(places(refused(manifestText('connectors: {a: b}')))).to.deep.equal(['4:1 connectors_not_list']);
    expect(places(refused(manifestText('connectors: [a, {name: b}]')))).to.deep.equal(['4:17 connector_not_text']);
  });

  it('finds all faults in one go', () => {
    expect(refused('version: 3\nbase: cobol').map((issue) => issue.code)).to.deep.equal([
      'version_unknown',
      'base_unknown',
      'run_missing',
    ]);
  });
});

describe('parseManifest: untidy files are accepted with warnings', () => {
  const schema = (lines: string) => manifestText(`configs:\n  schema:\n${lines}`);

  it('$ref with a sibling type', () => {
    const text = schema(
      '    type: object\n    definitions: {x: {enum: [placeholder]}}\n    properties: {a: {type: string, $ref: "#/definitions/x"}}',
    );
    expect(places(parsed(text).warnings)).to.deep.equal(['8:22 type_beside_ref']);
  });

  it('type: number over string constants', () => {
    const text = schema('    type: object\n    properties:\n      a: {type: number, oneOf: [{const: b, title: B}]}');
    const { manifest, warnings } = parsed(text);
    expect(places(warnings)).to.deep.equal(['8:11 type_differs_from_options']);
    expect(manifest.configSchema).to.have.nested.property('properties.a.type', 'string');
  });

  it('a stray ref, schema.name and a missing type: object', () => {
    const { manifest, warnings } = parsed(schema('    name: mine\n    properties:\n      a: {type: string, ref: x}'));
    expect(places(warnings)).to.deep.equal(['6:5 stray_name', '5:3 missing_type', '8:25 stray_ref']);
    expect(manifest.configSchema).to.deep.equal({ properties: { a: { type: 'string' } }, type: 'object' });
  });

  it('a property that is called name or ref is none of these', () => {
    const text = schema('    type: object\n    properties: {name: {type: string}, ref: {type: string}, id: {}}');
    expect(parsed(text).warnings).to.deep.equal([]);
    expect(parsed(text).manifest.configSchema?.properties).to.have.all.keys('name', 'ref', 'id');
  });

  it('a Control whose scope is not in the schema', () => {
    const text = `${schema('    type: object\n    properties: {a: {type: string}}')}
  uischema:
    type: VerticalLayout
    elements:
      - {type: Control, scope: "#/properties/a"}
      - {type: Control, scope: "#/properties/b"}`;
    expect(places(parsed(text).warnings)).to.deep.equal(['12:25 ui_scope_unknown']);
  });

  it('a layout that is a list, or nothing that could be drawn', () => {
    expect(parsed(manifestText('configs: {uischema: [{type: Divider}]}')).manifest.configUiSchema).to.deep.equal({
      type: 'VerticalLayout',
      admin: false,
      elements: [{ type: 'Divider' }],
    });
    expect(places(parsed(manifestText('configs: {uischema: form}')).warnings)).to.deep.equal(['4:11 ui_not_mapping']);
  });

  it('options that nothing in the manifest prepares', () => {
    const text = schema('    type: object\n    properties: {a: {$ref: "#/definitions/x"}, b: {$ref: "#/metadata/y"}}');
    expect(places(parsed(text).warnings)).to.deep.equal(['7:22 options_undefined', '7:52 options_undefined']);
  });

  it('references to ordinary schemas of the same document', () => {
    const text = schema(
      '    {type: object, definitions: {o: {type: object}}, allOf: [{}], properties: {a: {$ref: "#/definitions/o"}, b: {$ref: "#/allOf/0"}}}',
    );
    expect(parsed(text).warnings).to.deep.equal([]);
  });

  it('a tag that is unknown', () => {
    expect(places(parsed(manifestText('x: !mine 1')).warnings)).to.deep.equal(['4:4 yaml_tag', '4:1 unknown_key']);
  });
});

describe('parseManifest: text', () => {
  it('reads bytes, byte order marks and CRLF', () => {
    const text = `\uFEFF${manifestText('nmae: x').replaceAll('\n', '\r\n')}`;
    const fromText = parseManifest(text, 'p');
    expect(parseManifest(new TextEncoder().encode(text), 'p')).to.deep.equal(fromText);
    expect(fromText.ok && places(fromText.warnings)).to.deep.equal(['4:1 unknown_key']);
    expect(fromText.ok && fromText.manifest.run).to.equal('node .');
  });

  it('writes aliases out', () => {
    const { manifest } = parsed(
      manifestText(
        'configs: {schema: {type: object, properties: {a: &s {type: string}, b: *s, &k c: *s, d: {title: *k}}}}',
      ),
    );
    expect(manifest.configSchema?.properties).to.deep.include({ b: { type: 'string' }, c: { type: 'string' } });
  });

  it('takes keys as they are written', () => {
    const { manifest } = parsed(
      manifestText('configs: {schema: {type: object, properties: {1: {}, true: {}, null: {}}}}'),
    );
    expect(manifest.configSchema?.properties).to.have.all.keys('1', 'true', 'null');
  });
});

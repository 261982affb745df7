import { expect } from 'chai';
import { parseManifest } from '../../../src/adapters/manifest/parse-manifest.ts';
import { manifestText, places, refused } from './manifest-text.ts';

describe('parseManifest: broken files are refused with line and column', () => {
  const CASES: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['an empty file', '', '1:1 empty_file'],
    ['a file of comments', '# nothing\n', '1:1 empty_file'],
    ['text instead of a mapping', 'hello', '1:1 not_a_mapping'],
    ['a list instead of a mapping', '- a', '1:1 not_a_mapping'],
    ['indentation with tabs', manifestText('configs:\n\tschema: 1'), '5:1 yaml_syntax'],
    ['quotes that are not closed', manifestText('x: "a'), '4:6 yaml_syntax'],
    ['a second key on a line', 'version: 0.4\nbase: node: 22', '2:7 yaml_syntax'],
    ['a value that starts with @', manifestText('x: @a'), '4:4 yaml_syntax'],
    ['a key twice', manifestText('run: x'), '4:1 duplicate_key'],
    ['a key twice, once quoted', manifestText('"run": x'), '4:1 duplicate_key'],
    ['__proto__', manifestText('__proto__: {a: b}'), '4:1 forbidden_name'],
    ['constructor', manifestText('a: {constructor: b}'), '4:5 forbidden_name'],
    ['prototype', manifestText('a: [{"prototype": b}]'), '4:6 forbidden_name'],
    ['a key that is a list', manifestText('? [a]\n: b'), '4:3 key_not_text'],
    ['two documents', manifestText('---\na: b'), '4:1 several_documents'],
    ['YAML 1.1', `%YAML 1.1\n---\n${manifestText()}`, '1:1 yaml_version'],
    ['numbers without an end', manifestText('x: .inf'), '4:4 not_json'],
    ['an alias without an anchor', manifestText('x: *a'), '4:4 unknown_alias'],
    ['an alias to what it stands in', manifestText('x: &a [*a]'), '4:8 endless_alias'],
    ['an escaped NUL', manifestText('x: "\\0"'), '4:4 bad_text'],
    ['half a surrogate pair', manifestText('x: "\\uD800"'), '4:4 bad_text'],
    ['a NUL', 'run: \0', '1:6 nul'],
    ['bytes that are not UTF-8', new Uint8Array([114, 117, 110, 58, 32, 0xff]), '1:6 not_utf8'],
    ['more than 256 KiB', `# ${'a'.repeat(256 * 1024)}`, '1:1 too_large'],
    ['more than 64 levels', `x: ${'['.repeat(65)}${']'.repeat(65)}`, '1:68 too_deep'],
    ['very many levels', '['.repeat(200_000), '1:66 too_deep'],
    ['more parts than a manifest has', '-\n'.repeat(40_000), '30000:2 too_many_parts'],
  ];
  for (const [name, text, place] of CASES) {
    it(name, () => {
      expect(places(refused(text))[0]).to.equal(place);
    });
  }

  it('an alias bomb', () => {
    const levels = Array.from({ length: 8 }, (_, level) => {
      const items = level === 0 ? 'a' : Array.from({ length: 9 }, () => `*l${level - 1}`).join(', ');
      return `l${level}: &l${level} [${items}]`;
    });
    expect(refused(manifestText(levels.join('\n')))[0]?.code).to.equal('too_many_aliases');
  });

  it('few aliases to much', () => {
    const list = `a: &a [${'1,'.repeat(1_000)}]\n`;
    const uses = Array.from({ length: 30 }, (_, index) => `b${index}: *a`).join('\n');
    expect(refused(manifestText(list + uses))[0]?.code).to.equal('too_many_values');
    const text = `a: &a ${'x'.repeat(100_000)}\n`;
    expect(refused(manifestText(text + uses))[0]?.code).to.equal('too_much_text');
  });

  it('a schema that is not a JSON Schema', () => {
    const schema = (text: string) => places(refused(manifestText(`configs:\n  schema: ${text}`)));
    expect(schema('true')).to.deep.equal(['5:3 not_json_schema']);
    expect(schema('[a]')).to.deep.equal(['5:3 not_json_schema']);
    expect(schema('{type: array}')).to.deep.equal(['5:12 schema_not_object']);
    expect(schema('{type: object, properties: []}')).to.deep.equal(['5:26 not_json_schema']);
    expect(schema('{type: object, properties: {a: {type: text}}}')).to.deep.equal(['5:43 not_json_schema']);
    expect(schema('{type: object, properties: {a: {min: x}}}')).to.deep.equal(['5:43 not_json_schema']);
    expect(schema('{type: object, properties: {a: {minLength: -1}}}')).to.deep.equal(['5:43 not_json_schema']);
    expect(places(refused(manifestText('configs: [a]')))).to.deep.equal(['4:1 section_not_mapping']);
  });

  it('a $ref that leaves the document or names nothing', () => {
    const schema = (ref: string) =>
      places(refused(manifestText(`configs:\n  schema: {type: object, properties: {a: {$ref: ${ref}}}}`)));
    expect(schema('"http://example.com/schema"')).to.deep.equal(['5:43 ref_leaves_document']);
    expect(schema('other.yaml#/definitions/x')).to.deep.equal(['5:43 ref_leaves_document']);
    expect(schema('"#/nothing/here"')).to.deep.equal(['5:43 ref_unknown']);
    expect(schema('5')).to.deep.equal(['5:43 not_json_schema', '5:43 ref_not_text']);
  });

  it('a pattern that needs more than linear time, with the place in it', () => {
    const schema = (pattern: string) =>
      refused(manifestText(`configs:\n  schema: {type: object, properties: {a: {pattern: '${pattern}'}}}`))[0];
    expect(schema('ab(?=c)')).to.deep.include({ line: 5, column: 43, code: 'pattern_not_linear' });
    expect(schema('ab(?=c)')?.message).to.contain('"(?="').and.to.contain('character 3');
    expect(schema('(a)\\1')?.message).to.contain('character 4');
    expect(schema('[a')?.code).to.equal('pattern_not_linear');
    expect(schema('a'.repeat(2_001))?.message).to.contain('longer than 2000 characters');
    const byName = manifestText('configs:\n  schema: {type: object, patternProperties: {"(?!a)": {}}}');
    expect(places(refused(byName))).to.deep.equal(['5:46 pattern_not_linear']);
  });

  it('names file, place and what to do', () => {
    expect(parseManifest('version: 0.4\nbase: go', 'apps/a/PANDIUM.yaml')).to.deep.equal({
      ok: false,
      issues: [
        {
          file: 'apps/a/PANDIUM.yaml',
          line: 1,
          column: 1,
          pointer: '/run',
          code: 'run_missing',
          message: 'There is no "run"; add the command that starts the integration, e.g. "run: node .".',
        },
      ],
    });
  });
});

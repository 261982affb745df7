import { expect } from 'chai';
import fc from 'fast-check';
import { parseManifest } from '../../../src/adapters/manifest/parse-manifest.ts';

/** Parts that YAML gives a meaning to, and parts of a manifest. */
const part = fc.constantFrom(
  ...[
    '\n',
    '\n  ',
    '\r\n',
    '\t',
    ' ',
    ': ',
    '- ',
    '? ',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '!t ',
    '|\n',
    '>-\n',
  ],
  ...[
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '<<',
    '~',
    '\0',
    '\uFEFF',
    '\uD800',
    '@',
    '`',
    '\\x',
    '.inf',
    '__proto__',
    'constructor',
  ],
  ...[
    'version',
    'base',
    'run',
    'configs',
    'schema',
    'uischema',
    'properties',
    'type',
    '$ref',
    'enum',
    'oneOf',
    'const',
    'node:22',
  ],
);
const fragments = fc.array(part, { maxLength: 60 }).map((parts) => parts.join(''));
const HEAD = 'version: 0.4\nbase: node\nrun: x\nconfigs:\n  schema: ';
const hostile = fc.oneof(
  fragments,
  fragments.map((text) => HEAD + text),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

function expectPlacesInside(text: string): void {
  const result = parseManifest(text, 'PANDIUM.yaml');
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const notes = result.ok ? result.warnings : result.issues;
  if (!result.ok) expect(notes).to.not.have.length(0);
  for (const { line, column, message } of notes) {
    expect(line).to.be.within(1, lines.length);
    expect(column).to.be.within(1, (lines[line - 1] ?? '').length + 1);
    expect(message).to.match(/^[^\n]+\.$/);
  }
}

describe('parseManifest on hostile YAML', () => {
  it('never throws, and each fault stands inside the file', () => {
    fc.assert(fc.property(hostile, expectPlacesInside), { numRuns: 1_000 });
  });

  it('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parseManifest(bytes, 'p')),
      { numRuns: 300 },
    );
  });

  it('takes any JSON for a schema or a layout: accepted or refused, and storable as JSON', () => {
    const file = fc.record({ schema: fc.jsonValue({ maxDepth: 4 }), uischema: fc.jsonValue({ maxDepth: 4 }) });
    const check = (configs: unknown): void => {
      const text = JSON.stringify({ version: 0.4, base: 'node', run: 'x', configs });
      expectPlacesInside(text);
      const result = parseManifest(text, 'p');
      if (result.ok) expect(JSON.parse(JSON.stringify(result.manifest))).to.deep.equal(result.manifest);
    };
    fc.assert(fc.property(file, check), { numRuns: 300 });
  });

  // The bounds on parts, levels and values end each of these; without them some recurse or search without end.
  for (const part of [
    '[',
    '{a: ',
    '- ',
    '? ',
    '&a ',
    '! ',
    '{,',
    '} ',
    '"a" "b"\n',
    '---\n',
    '%TAG ! x\n',
    '*a ',
    'a: &a\n',
    '<<: ',
  ]) {
    it(`refuses 256 KiB of ${JSON.stringify(part)}`, () => {
      const text = part.repeat(Math.floor((256 * 1024) / part.length));
      expect(parseManifest(text, 'p').ok).to.equal(false);
      expectPlacesInside(text);
    });
  }
});

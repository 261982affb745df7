import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import fc from 'fast-check';
import { LineSplitter } from '../../../src/adapters/run-logs/line-splitter.ts';
import { createRedactor, NO_SECRETS } from '../../../src/base/redaction/redactor.ts';
import { ENCODINGS } from '../../support/secret-encodings.ts';

const SECRET = 'pa"ss/wörd+1&<x> y\\z';
const MARK = '[redacted]';

/** What a process writes, cut into chunks anywhere, as lines. */
function linesOf(secrets: readonly string[], chunks: readonly Buffer[], maxLineBytes = 65_536): string[] {
  const splitter = new LineSplitter(maxLineBytes, createRedactor(secrets).lines());
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()].map((line) => line.text);
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index] as number, end));
}

describe('redaction', () => {
  const redactor = createRedactor([SECRET]);

  for (const [name, encode] of Object.entries(ENCODINGS)) {
    it(`takes a secret out that is written as ${name}, whatever stands around it`, () => {
      for (const before of ['', 'a', 'ab', 'abc', 'C:\\dir\\tmp/', '100% ']) {
        const encoded = encode(SECRET);
        expect(redactor.text(`${before}${encoded} end`), before).to.equal(`${before}${MARK} end`);
      }
    });
  }

  it('takes it out of the base64 of a longer text, at each of its offsets', () => {
    for (const before of ['', 'u', 'us', 'user:']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const line = Buffer.from(`${before}${SECRET}, and more`).toString(encoding);
        const cleaned = redactor.text(line);
        expect(cleaned).to.contain(MARK);
        const left = cleaned.split(MARK).map((part) => Buffer.from(part, encoding).toString('latin1'));
        expect(left.join('')).not.to.match(/ss|rd\+1|y\\z/);
      }
    }
  });

  it('takes the lines of a key out one by one', () => {
    const body = Array.from({ length: 3 }, (_, index) => Buffer.alloc(48, index + 65).toString('base64'));
    const key = ['-----BEGIN KEY-----', ...body, '-----END KEY-----', ''].join('\n');
    const lines = linesOf([key], [Buffer.from(`first\n${key}last\n`)]);
    expect(lines).to.deep.equal(['first', MARK, MARK, MARK, MARK, MARK, 'last']);
    expect(createRedactor([key]).text(JSON.stringify({ key }))).to.equal(`{"key":"${MARK}"}`);
  });

  it('follows base64 and hex over lines that a tool wrapped, to the last character', () => {
    const secret = 'A-token.of-70-characters_'.padEnd(70, '0123456789');
    for (const encoded of [Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex')]) {
      const wrapped = encoded.replaceAll(/.{60}/g, '$&\n');
      expect(linesOf([secret], [Buffer.from(`${wrapped}\nend\n`)]).join('')).to.match(/^(\[redacted\]=*)+end$/);
    }
  });

  it('finds a long value that was truncated', () => {
    const secret = Array.from({ length: 100 }, (_, index) => `part${index}`).join('.');
    expect(createRedactor([secret]).text(`token=${secret.slice(40, 300)}… (shortened)`)).to.equal(
      `token=${MARK}… (shortened)`,
    );
  });

  it('decides at the place where a line is cut by what would have come', () => {
    const secret = 'a-secret-value';
    for (let before = 80; before <= 101; before += 1) {
      const line = `${'x'.repeat(before)}${secret}${'y'.repeat(5_000)}`;
      const [cut] = linesOf([secret], [Buffer.from(`${line}\n`)], 100);
      const expected = before < 100 ? `${'x'.repeat(before)}${MARK}` : 'x'.repeat(100);
      expect(cut?.slice(0, before + MARK.length).replace(/y*$/, '')).to.equal(expected);
    }
  });

  it('leaves a part of a secret that is not all of it, and values under 4 bytes', () => {
    expect(redactor.text('pa"ss')).to.equal('pa"ss');
    expect(createRedactor(['abc', ''])).to.equal(NO_SECRETS);
  });

  it('leaves text without a secret exactly as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(redactor.text(text)).to.equal(text);
      }),
    );
  });

  it('lets nothing of a random secret through, however it is encoded and its bytes are cut', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }).filter((one) => one.trim().length >= 8);
    const pieces = fc.array(
      fc.record({
        before: fc.stringMatching(/^[ -~]{0,6}$/),
        secret: fc.nat(2),
        encoding: fc.constantFrom(...Object.keys(ENCODINGS)),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 3, maxLength: 3 }),
        pieces,
        fc.array(fc.nat(5_000)),
        (secrets, parts, cuts) => {
          const written = parts.map((part) => {
            const encoded = (ENCODINGS[part.encoding] as (text: string) => string)(secrets[part.secret] as string);
            return { line: `${part.before} ${encoded} .`, encoded };
          });
          const bytes = Buffer.from(`${written.map(({ line }) => line).join('\n')}\n`);
          const lines = linesOf(secrets, cutAt(bytes, cuts));
          for (const [index, { encoded }] of written.entries()) {
            expect(lines[index]).to.contain(MARK);
            expect(lines[index]).not.to.contain(encoded.trim());
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds with its table of shifts what a plain search finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\\', '%', '2'), maxLength: 60 });
    const secrets = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '2'), minLength: 4, maxLength: 9 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(secrets, letters, (known, text) => {
        if (known.some((one) => text.includes(one))) expect(createRedactor(known).finds(text)).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it('reads a flood of a secret and a flood of escapes in time that grows with their length', async () => {
    const secret = 'z'.repeat(100_000);
    const flood = Readable.from([Buffer.from(`${secret}\n`), Buffer.from(`${'%2525'.repeat(20_000)}\n`)]);
    const bytes = await buffer(flood);
    expect(linesOf([secret], [bytes])).to.have.length(2);
  });
});

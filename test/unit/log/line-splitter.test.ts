import { expect } from 'chai';
import fc from 'fast-check';
import { LineSplitter } from '../../../src/adapters/run-logs/line-splitter.ts';
import { NO_SECRETS } from '../../../src/base/redaction/redactor.ts';

function split(chunks: readonly Buffer[], maxLineBytes = 100): { text: string; cutBytes: number }[] {
  const splitter = new LineSplitter(maxLineBytes, NO_SECRETS.lines());
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

describe('LineSplitter', () => {
  it('splits at line feeds and keeps a last line without one', () => {
    expect(split([Buffer.from('a\n\nb\r\nc')]).map((line) => line.text)).to.deep.equal(['a', '', 'b', 'c']);
  });

  it('answers the same lines however the bytes are cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.array(fc.nat(400), { maxLength: 8 }),
        (text, cuts) => {
          const bytes = Buffer.from(text.toWellFormed());
          const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
          const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index] as number, end));
          expect(split(chunks)).to.deep.equal(split([bytes]));
        },
      ),
    );
  });

  it('cuts a line at its limit, counts the rest, and never in the middle of a character', () => {
    expect(split([Buffer.from(`${'x'.repeat(9)}éyy\nz`)], 10)).to.deep.equal([
      { text: 'x'.repeat(9), cutBytes: 3 },
      { text: 'z', cutBytes: 0 },
    ]);
  });

  it('makes NUL and invalid UTF-8 readable', () => {
    expect(split([Buffer.from([0x61, 0x00, 0xff, 0x62, 0x0a])])[0]?.text).to.equal('a\ufffd\ufffdb');
  });
});

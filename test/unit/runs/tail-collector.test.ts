import { Readable } from 'node:stream';
import { expect } from 'chai';
import { collectTail } from '../../../src/app/runs/tail-collector.ts';

const streamOf = (...chunks: string[]): Readable => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

describe('collectTail', () => {
  it('keeps all of a short stream', async () => {
    expect(await collectTail(streamOf('a\n', 'b\n'), 100)).to.deep.equal({ text: 'a\nb\n', isCut: false });
  });

  it('keeps the last bytes of a long stream and says that it was cut', async () => {
    expect(await collectTail(streamOf(...Array.from({ length: 50 }, () => 'x'.repeat(7)), 'END'), 10)).to.deep.equal({
      text: 'xxxxxxxEND',
      isCut: true,
    });
  });

  it('makes NUL and invalid UTF-8 readable', async () => {
    const stream = Readable.from([Buffer.from([0x61, 0x00, 0xff])]);
    expect((await collectTail(stream, 10)).text).to.equal('a\ufffd\ufffd');
  });
});

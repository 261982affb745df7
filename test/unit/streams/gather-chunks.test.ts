import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { gatherChunks } from '../../../src/base/streams/gather-chunks.ts';

describe('gathering chunks', () => {
  it('passes the same bytes on, in larger pieces', async () => {
    const parts = [1, 700, 300, 24, 5_000, 3].map((size) => randomBytes(size));
    const pieces: Buffer[] = [];
    for await (const piece of Readable.from(parts).pipe(gatherChunks(1_000))) pieces.push(piece as Buffer);
    for (const piece of pieces.slice(0, -1)) expect(piece.length).to.be.greaterThan(1_000);
    expect(pieces.length).to.be.lessThan(parts.length);
    expect(Buffer.concat(pieces).equals(Buffer.concat(parts))).to.equal(true);
  });

  it('makes nothing of nothing', async () => {
    const pieces = await Readable.from([]).pipe(gatherChunks(10)).toArray();
    expect(pieces).to.deep.equal([]);
  });
});

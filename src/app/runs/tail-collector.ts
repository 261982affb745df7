import type { Readable } from 'node:stream';

export interface CollectedTail {
  readonly text: string;
  /** Whether something before the tail was dropped. */
  readonly isCut: boolean;
}

/** Reads a stream to its end and keeps its last `maxBytes`. */
export async function collectTail(stream: Readable, maxBytes: number): Promise<CollectedTail> {
  let chunks: Buffer[] = [];
  let size = 0;
  let isCut = false;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      // Compacted at twice the limit, so that a flood costs a copy per mebibyte and not one per chunk.
      if (size > 2 * maxBytes) {
        chunks = [Buffer.concat(chunks).subarray(-maxBytes)];
        size = maxBytes;
        isCut = true;
      }
    }
  } catch {
    // A destroyed pipe ends like one that was closed.
  }
  const tail = Buffer.concat(chunks);
  const kept = tail.length > maxBytes ? tail.subarray(-maxBytes) : tail;
  return { text: kept.toString('utf8').replaceAll('\u0000', '\ufffd'), isCut: isCut || tail.length > maxBytes };
}

import { broken, readDeltaSize } from './pack-scan.ts';

/**
 * Makes an object out of its base and a delta whose result size the caller has checked.
 * @throws GitError repository
 * @see https://git-scm.com/docs/gitformat-pack
 */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const source = readDeltaSize(delta, 0);
  const target = readDeltaSize(delta, source.end);
  if (source.value !== base.length) throw broken('a delta has another base');
  const result = Buffer.alloc(target.value);
  let read = target.end;
  let written = 0;
  while (read < delta.length) {
    const instruction = delta[read] ?? 0;
    read += 1;
    if (instruction === 0) throw broken('a delta has an unknown instruction');
    const isCopy = (instruction & 128) !== 0;
    const piece = isCopy
      ? copyPiece(delta, read, instruction)
      : { start: read, length: instruction, end: read + instruction };
    const from = isCopy ? base : delta;
    if (piece.start + piece.length > from.length || written + piece.length > result.length)
      throw broken('a delta is too long');
    from.copy(result, written, piece.start, piece.start + piece.length);
    written += piece.length;
    read = piece.end;
  }
  if (written !== result.length) throw broken('a delta is too short');
  return result;
}

function copyPiece(delta: Buffer, start: number, instruction: number): { start: number; length: number; end: number } {
  let end = start;
  const numbers = [0, 0, 0, 0, 0, 0, 0];
  for (let bit = 0; bit < 7; bit += 1) {
    if ((instruction & (1 << bit)) === 0) continue;
    numbers[bit] = delta[end] ?? 0;
    end += 1;
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = numbers;
  const length = e + f * 256 + g * 65_536;
  return { start: a + b * 256 + c * 65_536 + d * 16_777_216, length: length === 0 ? 65_536 : length, end };
}

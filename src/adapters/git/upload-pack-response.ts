import { broken } from './pack-scan.ts';

/** What a server's response to a fetch holds. */
export interface UploadPackResponse {
  readonly pack: Buffer;
  /** The server's own complaint, null where there is none. */
  readonly complaint: string | null;
}

/**
 * Parses the response of git-upload-pack: pkt-lines, of which those of side band 1 are the pack.
 * @throws GitError repository
 * @see https://git-scm.com/docs/gitprotocol-pack
 */
export function readUploadPackResponse(answer: Buffer): UploadPackResponse {
  const packParts: Buffer[] = [];
  let complaint: string | null = null;
  let offset = 0;
  while (offset < answer.length) {
    const digits = answer.toString('latin1', offset, offset + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw broken('a line has no length');
    const length = Number.parseInt(digits, 16);
    const line = answer.subarray(offset + 4, offset + Math.max(length, 4));
    if (offset + length > answer.length) throw broken('it ends too early');
    if (line[0] === 1) packParts.push(line.subarray(1));
    else if (line[0] === 3) complaint = textOf(line.subarray(1));
    else if (line.toString('latin1', 0, 4) === 'ERR ') complaint = textOf(line.subarray(4));
    offset += Math.max(length, 4);
  }
  return { pack: Buffer.concat(packParts), complaint };
}

/** Printable, short: it is the server's text and goes into our sentence. */
function textOf(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200);
}

import type { Readable } from 'node:stream';

/** Reads on to the end of a stream, and fails if it failed: what follows a tar's end is still part of the artifact's digest. */
export async function drain(tar: Readable): Promise<void> {
  if (tar.errored !== null) throw tar.errored;
  if (tar.readableEnded) return;
  for await (const _chunk of tar);
}

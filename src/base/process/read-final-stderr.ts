import type { ChildProcess } from 'node:child_process';
import { finished } from 'node:stream/promises';

const TIMEOUT_MS = 1_000;

/** Waits for the end of a child's stderr, which may come after the child's own; not for long, as a grandchild may hold it open. */
export async function readFinalStderr({ stderr }: ChildProcess): Promise<void> {
  if (stderr === null) return;
  await finished(stderr, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => undefined);
}

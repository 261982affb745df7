import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Writes `text`, waiting where the client reads slowly; false once the client is gone. */
export async function writeChunk(response: ServerResponse, text: string, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  if (response.write(text)) return true;
  await once(response, 'drain', { signal }).catch(() => {});
  return !signal.aborted;
}

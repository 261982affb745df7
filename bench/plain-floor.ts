import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface PlainFloorRequest {
  readonly count: number;
  /** How many at a time. */
  readonly concurrency: number;
  /** Before each start, in milliseconds. */
  readonly pauseMs: number;
}

export interface PlainFloorResult {
  /** Start → first stderr line committed. */
  readonly latenciesMs: readonly number[];
  readonly perSecond: number;
}

/** The same node child in plain bubblewrap, its line and its result in the hub's PostgreSQL, without queue, limits or egress. */
export interface PlainFloor {
  readonly pid: number;
  measure(request: PlainFloorRequest): Promise<PlainFloorResult>;
  close(): Promise<void>;
}

/** Starts the process that runs the plain children (or a peer's script that does); it is small, as starting a child costs more from a large process. */
export async function openPlainFloor(
  databaseUrl: string,
  script: string = join(import.meta.dirname, 'plain-floor-main.ts'),
): Promise<PlainFloor> {
  const child = fork(script, [databaseUrl]);
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${script} ended with ${code}`)));
  ended.catch(() => {});
  const answer = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), ended]))[0];
  await answer();
  return {
    pid: child.pid ?? 0,
    measure: (request) => {
      const result = answer();
      child.send(request);
      return result as Promise<PlainFloorResult>;
    },
    close: async () => {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

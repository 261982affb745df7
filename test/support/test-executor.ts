import { join } from 'node:path';
import { RunExecutor, type RunExecutorDeps } from '../../src/app/runs/run-executor.ts';

const MIB = 1024 * 1024;

/** What each test has of its own; the rest is set for small processes of this Node, unless a test says otherwise. */
export type TestExecutorDeps = Pick<RunExecutorDeps, 'db' | 'sandbox' | 'schemas' | 'releaseFiles'> &
  Partial<RunExecutorDeps>;

/** The real executor of `test-worker`, with limits and an environment for tests. */
export function createTestExecutor(parts: TestExecutorDeps): RunExecutor {
  return new RunExecutor({
    ...{ workerId: 'test-worker', slots: 4, environmentName: 'test', onError: () => {}, onSlotFree: () => {} },
    toolchains: { find: async () => nodeOfThisProcess() },
    credentials: { open: async () => ({}) },
    limits: { timeMs: 60_000, memoryBytes: 256 * MIB, cpus: 1, processes: 64, diskBytes: 64 * MIB, logBytes: 10 * MIB },
    attemptLimits: ATTEMPT_LIMITS,
    ...parts,
  });
}

export const ATTEMPT_LIMITS: RunExecutorDeps['attemptLimits'] = {
  ...{ graceMs: 2_000, stdoutBytes: MIB, logLineBytes: 64 * 1024 },
};

/** The Node that runs these tests, bound into the sandbox where it doesn't lie under /usr. */
function nodeOfThisProcess() {
  const from = join(process.execPath, '..', '..');
  const to = '/hub/toolchains/node-test';
  return {
    mounts: [{ from, to }],
    env: { HOME: '/hub/home', TMPDIR: '/tmp', LANG: 'C.UTF-8', PATH: `${to}/bin:/usr/bin:/bin` },
  };
}

import type { RunExecutor, RunExecutorDeps } from '../../src/app/runs/run-executor.ts';
import type { RunFixtureOptions } from './run-fixture.ts';
import { type RunSandbox, useRunSandbox } from './run-sandbox.ts';

/** The integration of these tests: what it does is its config `act`. */
const MAIN = `
const act = process.env.PAN_CFG_ACT;
console.error('hello from ' + process.env.PAN_CTX_TENANT_NAME + ' ' + process.env.PAN_CTX_RUN_MODE);
if (act === 'state') console.log(JSON.stringify({ seen: [process.env.PAN_CTX_RUN_MODE], extra: 1 }));
if (act === 'fail') process.exit(3);
if (act === 'environment') console.error(JSON.stringify(process.env));
if (act === 'sleep') { process.on('SIGTERM', () => { console.error('stopping'); process.exit(0); }); setInterval(() => {}, 1000); }
if (act === 'stubborn') { process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); }
if (act === 'lookups') (async () => { for (const name of ['a.test', 'b.test', 'A.test']) await require('node:dns').promises.lookup(name).catch((error) => console.error(error.code)); })();
if (act === 'bytes') process.stderr.write(Buffer.from([0x61, 0x00, 0xff, 0x62, 0x0a]));
if (act === 'long') process.stderr.write('x'.repeat(200000) + '\\nafter\\n');
if (act === 'longline') process.stdout.write('{"a":"' + 'x'.repeat(1200000) + '"}\\n');
`;

const ACT = { type: 'object', properties: { act: { type: 'string' } } };

interface RunRow {
  readonly phase: string;
  readonly failure: { class: string; reason: string | null; exit_code: number | null; message: string } | null;
  readonly log_line_count: number;
  readonly is_log_complete: boolean;
  readonly stdout_line: string | null;
}

/** Runs of an integration that does what its config `act` says; can be used in hooks and tests. */
export interface ActingRuns extends Pick<RunSandbox, 'db' | 'logOf'> {
  /** Most tests' executor. */
  readonly executor: RunExecutor;
  anotherExecutor(parts?: Partial<RunExecutorDeps>): RunExecutor;
  /** An admitted run that does so. */
  begin(act: string, options?: RunFixtureOptions): Promise<{ tenantId: number; runId: number }>;
  runOf(runId: number): Promise<RunRow>;
  /** Waits until its process has said something. */
  untilLogged(runId: number): Promise<void>;
}

/** Gives the enclosing suite such runs in a real sandbox. */
export function useActingRuns(): ActingRuns {
  const runs = useRunSandbox({ 'main.js': MAIN });
  let executor: RunExecutor | undefined;
  before(() => {
    executor = runs.executor();
  });
  return {
    get db() {
      return runs.db;
    },
    get executor() {
      if (!executor) throw new Error('the executor is there from the before hooks on');
      return executor;
    },
    anotherExecutor: (parts) => runs.executor(parts),
    begin: (act, options = {}) =>
      runs.begin(
        { configs: { act }, ...options, manifest: { configSchema: ACT, ...options.manifest } },
        { body: Buffer.from('{"a":1}') },
      ),
    runOf: async (runId) => (await runs.db.query<RunRow>(`select * from runs where id = $1`, [runId]))[0] as RunRow,
    logOf: (runId) => runs.logOf(runId),
    untilLogged: async (runId) => {
      while ((await runs.logOf(runId)).length === 0) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

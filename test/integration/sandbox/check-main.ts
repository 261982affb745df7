import { createBubblewrapSandbox } from '../../../src/adapters/sandbox/create-bubblewrap-sandbox.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { newHubId, runIn } from './sandbox-harness.ts';

// A worker's start on a host that lacks something. Arguments: data folder, `required` or `rlimits-accepted`. Prints JSON: the refusal or
// null, what was logged, and what a sandbox with a copy of a release printed.
const [dataDirectory = '', cgroup = 'required', release = ''] = process.argv.slice(2);
const logged: string[] = [];

process.stdout.write(`${JSON.stringify(await start())}\n`);

async function start(): Promise<object> {
  try {
    const sandbox = await createBubblewrapSandbox({
      ...{ hubId: newHubId(), ownerId: 'worker', dataDirectory, poolSize: 1 },
      cgroup: cgroup === 'rlimits-accepted' ? cgroup : 'required',
      log: (level, message) => logged.push(`${level}: ${message}`),
    });
    try {
      await sandbox.check();
      const volume = release === '' ? ({ kind: 'empty' } as const) : ({ kind: 'copy-of', directory: release } as const);
      const { stdout } = await runIn(sandbox, 'ls; echo x >written', { volume, mounts: [] });
      return { refusal: null, logged, stdout };
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'sandbox_unavailable') return { refusal: error.message, logged };
    throw error;
  }
}

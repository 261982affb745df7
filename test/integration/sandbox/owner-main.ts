import { createBubblewrapSandbox } from '../../../src/adapters/sandbox/create-bubblewrap-sandbox.ts';
import type { SandboxNetwork } from '../../../src/adapters/sandbox/sandbox.ts';
import { specOf } from './sandbox-harness.ts';

// An owner to be killed. Arguments: hub id, data folder, how many sandboxes, their deadline in milliseconds. Says `started` once they run;
// with the word `early` it says so before they do, so that the kill meets them at some point of their start.
const [hubId = '', dataDirectory = '', count = '1', deadlineMs = '60000', when = ''] = process.argv.slice(2);

const sandbox = await createBubblewrapSandbox({
  ...{ hubId, ownerId: 'victim', dataDirectory, poolSize: 2, cgroup: 'required', log: () => undefined },
});
const env = { PATH: '/usr/bin:/bin', MARK: hubId };
const command = 'trap "" TERM; echo up; (setsid sleep 1000 &) ; while :; do sleep 1; done';
const NETWORKS: readonly SandboxNetwork[] = [
  { kind: 'internet', openHosts: [], allowedHosts: ['allowed.test'] },
  { kind: 'none' },
  { kind: 'internet', openHosts: [] },
];
const starts = Array.from({ length: Number(count) }, async (_, index) => {
  // The first one has a name server beside it.
  const network = NETWORKS[index % NETWORKS.length] ?? { kind: 'none' };
  const started = await sandbox.start(specOf(command, { env, network, deadlineMs: Number(deadlineMs) }));
  await new Promise((resolve) => started.stdout.once('data', resolve));
});
if (when === 'early') process.stdout.write('started\n');
await Promise.all(starts);
if (when !== 'early') process.stdout.write('started\n');

import { awaitOutput, openContainers, specOf } from './sandbox-harness.ts';

// An owner of containers to be killed. Arguments: hub id, data folder, the engine (JSON), the deadline in milliseconds. Says `started` once
// one with a network and one without run.
const [hubId = '', dataDirectory = '', engine = '', deadlineMs = '60000'] = process.argv.slice(2);

const { sandbox } = await openContainers(JSON.parse(engine), { hubId, dataDirectory });
const env = { PATH: '/usr/bin:/bin', MARK: hubId };
const command = 'trap "" TERM; echo up; (setsid sleep 1000 &) ; while :; do sleep 1; done';
await Promise.all(
  [{ kind: 'internet', openHosts: [] } as const, { kind: 'none' } as const].map(async (network) => {
    const started = await sandbox.start(specOf(command, { env, network, deadlineMs: Number(deadlineMs) }));
    await awaitOutput(started.stdout, 'up');
  }),
);
process.stdout.write('started\n');

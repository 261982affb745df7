import type { BuildMirrors } from '../src/adapters/build-mirrors/build-mirrors.ts';
import type { Sandbox, SandboxLimits } from '../src/adapters/sandbox/sandbox.ts';
import type { RunFetch } from '../src/adapters/toolchains/fetch-toolchain.ts';
import { toolchainEnvironment } from '../src/adapters/toolchains/toolchain-environment.ts';
import { collectEnd } from '../src/app/builds/pipe-to-sandbox.ts';

const DEADLINE_MS = 180_000;

let count = 0;

/** Fetches toolchains as a build fetches packages: in a sandbox without rights, by way of the build mirrors. */
export function createToolchainFetch(
  openSandbox: () => Promise<Sandbox>,
  mirrors: () => Promise<BuildMirrors>,
  limits: SandboxLimits,
): RunFetch {
  return async ({ command, env, directory, client }) => {
    const { openHosts, ...settings } = await mirrors();
    count += 1;
    const sandbox = await openSandbox();
    const process = await sandbox.start({
      id: `toolchain-${globalThis.process.pid}-${count}`,
      command,
      workingDirectory: '',
      env: { ...toolchainEnvironment(client), ...settings.env, ...env },
      volume: { kind: 'directory', directory },
      mounts: [...client.mounts, ...settings.mounts],
      files: settings.files,
      network: { kind: 'internet', openHosts },
      limits,
      deadlineMs: DEADLINE_MS,
    });
    process.stdin.end();
    const [exit, stdout, stderr] = await Promise.all([
      process.exited,
      collectEnd(process.stdout),
      collectEnd(process.stderr),
    ]);
    return { exitCode: exit.exitCode, stdout, stderr: exit.startFailure ?? stderr };
  };
}

import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { AppError } from '../../errors/app-error.ts';
import type { Sandbox, SandboxProcess, SandboxSpec } from './sandbox.ts';

const MAX_PROBE_MS = 20_000;
const MEBIBYTE = 1024 * 1024;

/**
 * Starts a probe in a full sandbox and looks at what it sees, with a listener of this process as the thing out of reach.
 * @throws AppError `sandbox_unavailable` naming what does not hold
 */
export async function checkIsolation(sandbox: Sandbox, { uid }: { readonly uid: number }): Promise<void> {
  const listener = await listen();
  try {
    const port = portOf(listener);
    const started = await sandbox.start(probeSpec(port, uid));
    const output = await outputOf(started);
    const exit = await started.exited;
    const issue = exit.startFailure ?? findIssue(output);
    if (issue !== null) throw new AppError('sandbox_unavailable', `${issue} ${output.stderr.trim()}`.trim());
  } finally {
    listener.close();
  }
}

/**
 * Prints one line for each thing that holds. What it tries needs a tool, so a tool that isn't there is a failure, not a success; but
 * images seldom have `ip`, and the kernel's list of routes says the same.
 */
const PROBE = `
  exec 2>&1
  command -v unshare >/dev/null && command -v bash >/dev/null && echo tools
  test "$(id -u)" = "$EXPECTED_UID" && echo uid
  grep -q '^CapEff:[[:space:]]*0*$' /proc/self/status && grep -q '^CapBnd:[[:space:]]*0*$' /proc/self/status && echo capabilities
  grep -q '^NoNewPrivs:[[:space:]]*1$' /proc/self/status && echo privileges
  grep -q '^Seccomp:[[:space:]]*2$' /proc/self/status && echo filter
  test "$$" -lt 10 && test ! -e /proc/$HUB_PID/environ && echo processes
  echo x >/hub/app/probe && rm /hub/app/probe && echo x >/hub/home/probe && echo x >/tmp/probe && echo disk
  test ! -r /etc/shadow && test ! -e /sys/fs && ! (echo x >/usr/probe) && echo system
  ! unshare --user true && echo namespaces
  if command -v ip >/dev/null; then ip route get $METADATA_ADDRESS 2>/dev/null | grep -q dev || echo routes
  else grep -q "^[*][[:space:]]$METADATA_NETWORK[[:space:]]" /proc/net/route && echo routes; fi
  ! bash --norc -c 'exec 9<>/dev/tcp/10.0.2.2/'$HUB_PORT && ! bash --norc -c 'exec 9<>/dev/tcp/127.0.0.1/'$HUB_PORT && echo network
  echo end
`;

const EXPECTED: Readonly<Record<string, string>> = {
  tools: 'Isolation can not be tried where sandboxes have no bash or no unshare (util-linux): add them to the image.',
  uid: 'A sandbox runs under a wrong user.',
  capabilities: 'A sandbox keeps capabilities.',
  privileges: 'A sandbox may gain privileges.',
  filter: 'The seccomp filter is not in force: the kernel needs CONFIG_SECCOMP_FILTER.',
  processes: 'A sandbox sees processes of the host.',
  disk: 'A sandbox can not write to its disk.',
  system: "A sandbox reaches files of the host's system.",
  namespaces: 'A sandbox may make namespaces of its own.',
  routes: 'A sandbox has a route to a blocked range.',
  network: "A sandbox reaches this host's loopback.",
  end: 'The probe of the sandbox did not come to its end.',
};

function probeSpec(port: number, uid: number): SandboxSpec {
  return {
    id: `check-${randomBytes(6).toString('hex')}`,
    command: PROBE,
    workingDirectory: '',
    env: {
      ...{ PATH: '/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/hub/home', TMPDIR: '/tmp' },
      ...{
        EXPECTED_UID: String(uid),
        HUB_PORT: String(port),
        HUB_PID: String(process.pid),
        METADATA_ADDRESS: '169.254.169.254',
        METADATA_NETWORK: '0000FEA9',
      },
    },
    volume: { kind: 'empty' },
    mounts: [],
    files: {},
    network: { kind: 'internet', openHosts: [] },
    limits: { memoryBytes: 128 * MEBIBYTE, cpus: 1, processes: 32, diskBytes: 16 * MEBIBYTE },
    deadlineMs: MAX_PROBE_MS,
  };
}

function findIssue({ stdout }: { readonly stdout: string }): string | null {
  const seen = new Set(stdout.split('\n'));
  const missing = Object.entries(EXPECTED).find(([name]) => !seen.has(name));
  return missing?.[1] ?? null;
}

async function outputOf(started: SandboxProcess): Promise<{ stdout: string; stderr: string }> {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    started[name].on('data', (chunk: Buffer) => {
      output[name] += chunk.toString('utf8');
    });
  }
  await started.exited;
  return output;
}

function listen(): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

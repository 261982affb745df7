import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { expect } from 'chai';
import { CHECKED_SYSCALLS, DENIED_SYSCALLS, type SyscallNumbers } from '../../src/adapters/sandbox/denied-syscalls.ts';
import { readDescendants } from '../../src/adapters/sandbox/process-table.ts';
import type { SandboxSpec } from '../../src/adapters/sandbox/sandbox.ts';
import {
  awaitOutput,
  collect,
  findLeftovers,
  findRunning,
  INNER_NODE,
  readCommandLines,
  type SandboxUnderTest,
  type SpecOverrides,
  specOf,
  until,
} from '../integration/sandbox/sandbox-harness.ts';
import { describeKernelEscapes } from './escape-kernel.ts';
import { describeNetworkEscapes } from './escape-network.ts';
import { FOOTPRINT_TIMEOUT_MS, type FootprintWatch, watchFootprint } from './footprint.ts';
import { AS_SANDBOX_USER, runOutside } from './outside.ts';
import type { RunInside } from './run-inside.ts';
import { describeSandboxBombs } from './sandbox-bombs.ts';

const INTERNET = { kind: 'internet', openHosts: [] } as const;
const SECRET = `secret-${randomBytes(12).toString('hex')}`;
const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;
const HARMLESS_DEVICES =
  'console core fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero'.split(' ');
/** Made by gVisor's kernel; the host's are not behind them. */
const GVISOR_DEVICES = ['char', 'fuse'];
/** Filters that list what is allowed answer ENOSYS to the rest, so that programs fall back. */
const REFUSED = [EPERM, ENOSYS];

/** What hostile code must not do, whatever the driver. */
export function describeSandboxEscape(title: string, open: () => Promise<SandboxUnderTest>): void {
  describe(`${title}: escapes`, () => {
    let under: SandboxUnderTest;
    let footprint: FootprintWatch;
    let standIn: ChildProcess;
    before(async function () {
      this.timeout(FOOTPRINT_TIMEOUT_MS);
      Object.assign(process.env, { HUBWRIGHT_TEST_SECRET: SECRET });
      under = await open();
      footprint = await watchFootprint(under);
      standIn = await startStandIn();
    });
    // Of no attempt a process, a namespace, a cgroup, a mount or a file is left.
    afterEach(function () {
      this.timeout(FOOTPRINT_TIMEOUT_MS);
      return footprint.expectUnchanged();
    });
    after(async () => {
      delete process.env.HUBWRIGHT_TEST_SECRET;
      standIn?.kill('SIGKILL');
      footprint?.close();
      await under.close();
      expect(findLeftovers(under.hubId, under.dataDirectory)).to.deep.equal([]);
    });

    const markedSpec = (command: string, overrides: SpecOverrides = {}): SandboxSpec =>
      specOf(command, {
        env: { PATH: '/usr/bin:/bin', HOME: '/hub/home', TMPDIR: '/tmp', MARK: under.hubId },
        ...overrides,
      });
    const run: RunInside = async (command, overrides) =>
      collect(await under.sandbox.start(markedSpec(command, overrides)));
    const isGvisor = (): boolean => under.engine?.isGvisor === true;
    const errnoOf = async (calls: string): Promise<number[]> =>
      JSON.parse((await run(`perl -e '${calls}'`)).stdout) as number[];

    describe('files', () => {
      it('keeps the passwords of the host', async () => {
        const paths =
          '/etc/shadow /etc/gshadow /proc/1/root/etc/shadow /proc/self/root/etc/shadow /proc/1/cwd/etc/shadow';
        const read = `for path in ${paths}; do test -r $path && echo "read $path"; done; find /etc /proc/1/root/etc -maxdepth 1 -name "*shadow*"; true`;
        expect(await runOutside(read), 'without a sandbox').to.include('/etc/shadow\n');
        expect((await run(read)).stdout).to.equal('');
      });

      it('keeps the files of the hub, whatever their mode', async () => {
        const directory = join(under.dataDirectory, 'private');
        mkdirSync(directory, { mode: 0o755 });
        writeFileSync(join(directory, 'closed'), SECRET, { mode: 0o600 });
        writeFileSync(join(directory, 'open'), SECRET, { mode: 0o644 });
        const command = `cat ${directory}/closed ${directory}/open; ls ${under.dataDirectory}; ln -s ${directory} l; cat l/open; cat ../../../../..${directory}/open`;
        expect((await runOutside(command)).split(SECRET), 'without a sandbox').to.have.lengthOf(5);
        expect((await run(command)).stdout).to.equal('');
      });

      it('keeps its system read-only and has no devices, /sys or settings of the host', async () => {
        const command = `for path in / /usr /etc /dev /bin /hub /proc/sys/kernel; do echo x >$path/planted && echo "wrote $path"; done
          ls /dev | tr "\\n" " "; for path in /sys /root /home /boot /var/lib; do ls -A $path 2>/dev/null; done; mknod /tmp/d b 254 0 && echo device`;
        const { stdout } = await run(command);
        const found = stdout.trim().split(/\s+/);
        expect(found).to.include.members(['null', 'full', 'random', 'urandom', 'zero', 'tty', 'pts']);
        const harmless = [...HARMLESS_DEVICES, ...(isGvisor() ? GVISOR_DEVICES : [])];
        expect(harmless, found.join()).to.include.members(found);
      });

      it('hands on no open file of the hub', async () => {
        // The fourth is the folder that ls reads.
        const open = await run('ls /proc/self/fd', { network: INTERNET });
        expect(open.stdout.trim().split('\n')).to.deep.equal(['0', '1', '2', '3']);
        const { stdout } = await run(
          `${INNER_NODE} -p 'fs.readdirSync("/proc/"+process.ppid+"/fd").filter((n)=>n<10).join()' ; true`,
        );
        expect(stdout.trim()).to.equal('0,1,2');
      });
    });

    it('is seen by what looks for something left, as long as it runs', async () => {
      const plant =
        'for folder in /tmp /var/tmp /dev/shm /hub/app /hub/home /run /hub; do echo x >$folder/left-$MARK; done';
      const started = await under.sandbox.start(markedSpec(`${plant}; echo up; read -r _`, { network: INTERNET }));
      const result = collect(started);
      await awaitOutput(started.stdout, 'up');
      expect(footprint.isUnchanged()).to.equal(false);
      started.stdin.end('\n');
      await result;
    });

    describe('processes', () => {
      it('sees neither processes nor environment and command lines of the host, be they of its own user', async () => {
        const look = `cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n'; env; echo /proc/[0-9]*`;
        expect((await runOutside(look, AS_SANDBOX_USER)).split(SECRET).length, 'without a sandbox').to.be.greaterThan(
          2,
        );
        const { stdout } = await run(look);
        expect(stdout).to.not.include(SECRET);
        expect(stdout).to.not.include(under.dataDirectory);
        expect(stdout.split('\n').at(-2)?.split(' ').length).to.be.lessThan(6);
      });

      it('neither ends nor stops processes of the host that are of its own user', async () => {
        const { pid } = standIn;
        const ask = `kill -0 ${pid} && echo there; ls /proc/${pid}`;
        expect(await runOutside(ask, AS_SANDBOX_USER), 'without a sandbox').to.match(/^there\n.*cmdline/s);
        const { stdout } = await run(`${ask}; kill -9 ${pid} -${pid}; kill -STOP ${pid}; kill -9 -1`);
        expect(stdout).to.equal('');
        expect(await runOutside(`grep State /proc/${pid}/status`)).to.match(/S \(sleeping\)/);
      });

      it('keeps the environment of a run out of every command line of the host', async () => {
        const started = await under.sandbox.start(
          markedSpec('echo up; read -r _', {
            env: { PATH: '/usr/bin:/bin', TOKEN: 'token-of-the-run', MARK: under.hubId },
          }),
        );
        const result = collect(started);
        await awaitOutput(started.stdout, 'up');
        const lines = [...readCommandLines().values()];
        const kernels = findRunning(under, '');
        started.stdin.end('\n');
        await result;
        expect(lines.some((line) => line.includes('token-of-the-run'))).to.equal(false);
        expect(
          isGvisor() ? kernels.length > 0 : lines.some((line) => line.includes('read -r _')),
          'the run was there',
        ).to.equal(true);
      });

      it('sees nothing of another run', async () => {
        const other = await under.sandbox.start(
          markedSpec(
            'echo other >/tmp/mark; echo other >/hub/app/mark; echo other >/hub/home/mark; echo up; exec sleep 4321',
          ),
        );
        const result = collect(other);
        await awaitOutput(other.stdout, 'up');
        const { stdout } = await run(
          'cat /tmp/mark /hub/app/mark /hub/home/mark; cat /proc/[0-9]*/cmdline | tr "\\0" " "; kill -9 -1',
        );
        other.terminate(5_000);
        expect(await result).to.include({ signal: 'SIGTERM' });
        expect(stdout).to.not.match(/other|4321/);
      });

      it('gains no privileges', async () => {
        const command = `cp /usr/bin/id /tmp/id && chmod 6755 /tmp/id && /tmp/id -u
          su -c id 2>/dev/null; mount -t tmpfs none /tmp && echo mounted; unshare -U true && echo unshared
          unshare -n true && echo unshared; chroot / true && echo chrooted; grep -E "^(Cap|NoNew|Seccomp:)" /proc/self/status`;
        const { stdout } = await run(command);
        expect(stdout).to.not.match(/mounted|unshared|chrooted|uid=0/);
        expect(stdout.split('\n')[0]).to.equal(String(under.innerUid));
        expect(stdout).to.match(
          /CapPrm:\s+0+\nCapEff:\s+0+\nCapBnd:\s+0+\nCapAmb:\s+0+\nNoNewPrivs:\s+1\nSeccomp:\s+2/,
        );
      });

      it('runs as an unprivileged user of the host', async () => {
        const started = await under.sandbox.start(markedSpec('exec sleep 4322'));
        const result = collect(started);
        const findPids = (): number[] => findRunning(under, 'sleep\x004322\0');
        await until(() => findPids().length > 0, 10_000, 'the process is seen');
        // Those of gVisor have children, in which the sandbox's programs are.
        const pids = findPids().flatMap((pid) => [pid, ...readDescendants(pid).map((child) => child.pid)]);
        const all = pids.map((pid) => readFileSync(`/proc/${pid}/status`, 'utf8'));
        started.terminate(0);
        await result;
        for (const status of all) {
          expect(Number(/^Uid:\s+(\d+)/m.exec(status)?.[1])).to.be.greaterThan(1_000);
          expect(/^Groups:\s*(.*)$/m.exec(status)?.[1]?.trim().split(' ').includes('0')).to.equal(false);
        }
      });
    });

    describe('system calls', () => {
      const numberOf = (numbers: SyscallNumbers): number => numbers[process.arch === 'arm64' ? 1 : 0] ?? -1;
      const { clone, clone3, ioctl, personality, socket } = CHECKED_SYSCALLS;
      const call = (numbers: SyscallNumbers, ...rest: (number | string)[]): string =>
        `push @r, syscall(${[numberOf(numbers), ...rest].join(',')}) == -1 ? $!+0 : 0;`;
      const asked = (calls: string): Promise<number[]> => errnoOf(`my @r; ${calls} print "[".join(",",@r)."]"`);

      const refuses = async (calls: readonly string[]): Promise<void> => {
        const answers = await asked(calls.join(''));
        expect(answers).to.have.lengthOf(calls.length);
        for (const answer of answers) expect(REFUSED).to.include(answer);
      };

      it('refuses each one of the list', async () => {
        const all = Object.entries(DENIED_SYSCALLS).filter(([, numbers]) => numberOf(numbers) >= 0);
        const answers = await asked(all.map(([, numbers]) => call(numbers, 0, 0, 0, 0, 0)).join(''));
        const allowed = all.filter((_, index) => !REFUSED.includes(answers[index] ?? 0)).map(([name]) => name);
        expect(answers).to.have.lengthOf(all.length);
        expect(allowed).to.deep.equal([]);
      });

      it('makes no namespaces by clone, and lets programs fall back from clone3', async () => {
        const flags = [0x10000000, 0x00020000, 0x40000000, 0x20000000];
        await refuses(flags.map((flag) => call(clone, flag | 17, 0, 0, 0, 0)));
        expect(await asked(call(clone3, 0, 0))).to.deep.equal([ENOSYS]);
      });

      it('opens no raw, packet, vsock or kernel crypto sockets', async () => {
        await refuses([call(socket, 2, 3, 1), call(socket, 10, 3, 58), call(socket, 16, 3, 9)]);
        const others = [17, 40, 38, 15].map((family) => call(socket, family, 2, 0));
        // gVisor's filter knows no other number.
        const refusal = isGvisor() ? EPERM : EAFNOSUPPORT;
        expect(await asked(others.join(''))).to.deep.equal(others.map(() => refusal));
        expect(await asked(call(socket, 2, 1, 0) + call(socket, 1, 1, 0) + call(socket, 16, 3, 0))).to.deep.equal([
          0, 0, 0,
        ]);
      });

      it('types nothing into terminals and changes no personality', async () => {
        await refuses([call(ioctl, 0, 0x5412, 0), call(ioctl, 0, 0x541c, 0), call(personality, 8)]);
        await refuses([call(ioctl, 0, '0x100005412', 0)]);
        expect(await asked(call(personality, 0xffffffff))).to.deep.equal([0]);
      });

      it('refuses the x32 calls', async function () {
        if (process.arch !== 'x64') return this.skip();
        await refuses([`push @r, syscall(${0x40000000 + 39}) == -1 ? $!+0 : 0;`]);
      });
    });

    describeKernelEscapes(() => under, run);
    describeNetworkEscapes(() => under, run);
    describeSandboxBombs(() => under, markedSpec);
  });
}

/** A process of the sandboxes' user with a secret in its environment and on its command line, as a neighbour could be one. */
async function startStandIn(): Promise<ChildProcess> {
  const [program = '', ...rest] = [...AS_SANDBOX_USER, '/bin/sh', '-c', 'echo up; read -r _; exit', SECRET];
  const child = spawn(program, rest, {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', HUBWRIGHT_TEST_SECRET: SECRET },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await awaitOutput(child.stdout as Readable, 'up');
  return child;
}

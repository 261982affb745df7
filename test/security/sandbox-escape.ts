import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { CHECKED_SYSCALLS, DENIED_SYSCALLS, type SyscallNumbers } from '../../src/sandbox/denied-syscalls.ts';
import {
  awaitOutput,
  collect,
  findLeftovers,
  INNER_NODE,
  runIn,
  type SandboxUnderTest,
  specOf,
} from '../integration/sandbox/sandbox-harness.ts';
import { describeSandboxBombs } from './sandbox-bombs.ts';

const INTERNET = { kind: 'internet', openHosts: [] } as const;
const SECRET = `secret-${randomBytes(12).toString('hex')}`;
const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;
const HARMLESS_DEVICES =
  'console core fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero'.split(' ');
/** Filters that list what is allowed answer ENOSYS to the rest, so that programs fall back. */
const REFUSED = [EPERM, ENOSYS];

/** What hostile code must not do, whatever the driver. */
export function describeSandboxEscape(title: string, open: () => Promise<SandboxUnderTest>): void {
  describe(`${title}: escapes`, () => {
    let under: SandboxUnderTest;
    before(async () => {
      Object.assign(process.env, { HUBWRIGHT_TEST_SECRET: SECRET });
      under = await open();
    });
    after(async () => {
      delete process.env.HUBWRIGHT_TEST_SECRET;
      await under.close();
      expect(findLeftovers(under.hubId, under.dataDirectory)).to.deep.equal([]);
    });

    const run = (...rest: [string, Parameters<typeof runIn>[2]?]) => runIn(under.sandbox, ...rest);
    const errnoOf = async (calls: string): Promise<number[]> =>
      JSON.parse((await run(`perl -e '${calls}'`)).stdout) as number[];

    describe('files', () => {
      it('keeps the passwords of the host', async () => {
        const paths =
          '/etc/shadow /etc/gshadow /proc/1/root/etc/shadow /proc/self/root/etc/shadow /proc/1/cwd/etc/shadow';
        const { stdout } = await run(
          `for path in ${paths}; do head -c 1 $path && echo read; done; find / -name "*shadow*" -path "*etc*" 2>/dev/null`,
        );
        expect(stdout).to.equal('');
      });

      it('keeps the files of the hub, whatever their mode', async () => {
        const directory = join(under.dataDirectory, 'private');
        mkdirSync(directory, { mode: 0o755 });
        writeFileSync(join(directory, 'closed'), SECRET, { mode: 0o600 });
        writeFileSync(join(directory, 'open'), SECRET, { mode: 0o644 });
        const command = `cat ${directory}/closed ${directory}/open; ls ${under.dataDirectory}; ln -s ${directory} l; cat l/open; cat ../../../../..${directory}/open`;
        expect((await run(command)).stdout).to.equal('');
      });

      it('keeps its system read-only and has no devices, /sys or settings of the host', async () => {
        const command = `for path in / /usr /etc /dev /bin /hub /proc/sys/kernel; do echo x >$path/planted && echo "wrote $path"; done
          ls /dev | tr "\\n" " "; for path in /sys /root /home /boot /var/lib; do ls -A $path 2>/dev/null; done; mknod /tmp/d b 254 0 && echo device`;
        const { stdout } = await run(command);
        const found = stdout.trim().split(/\s+/);
        expect(found).to.include.members(['null', 'full', 'random', 'urandom', 'zero', 'tty', 'pts']);
        expect(HARMLESS_DEVICES, found.join()).to.include.members(found);
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

    describe('processes', () => {
      it('sees neither processes nor environment and command lines of the host', async () => {
        const { stdout } = await run(
          `cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n'; echo /proc/[0-9]*`,
        );
        expect(stdout).to.not.include(SECRET);
        expect(stdout).to.not.include(under.dataDirectory);
        expect(stdout.split('\n').at(-2)?.split(' ').length).to.be.lessThan(6);
      });

      it('keeps the environment of a run out of every command line of the host', async () => {
        const started = await under.sandbox.start(
          specOf('echo up; read -r _', { env: { PATH: '/usr/bin:/bin', TOKEN: 'token-of-the-run' } }),
        );
        const result = collect(started);
        await awaitOutput(started.stdout, 'up');
        const { readdirSync, readFileSync } = await import('node:fs');
        const lines = readdirSync('/proc')
          .filter((name) => /^\d+$/.test(name))
          .map((name) => {
            try {
              return readFileSync(`/proc/${name}/cmdline`, 'utf8');
            } catch {
              return '';
            }
          });
        started.stdin.end('\n');
        await result;
        expect(lines.some((line) => line.includes('token-of-the-run'))).to.equal(false);
        expect(
          lines.some((line) => line.includes('read -r _')),
          'the run was there',
        ).to.equal(true);
      });

      it('sees nothing of another run', async () => {
        const other = await under.sandbox.start(
          specOf(
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
        const started = await under.sandbox.start(specOf('exec sleep 4322'));
        const result = collect(started);
        const { readdirSync, readFileSync } = await import('node:fs');
        const { until } = await import('../integration/sandbox/sandbox-harness.ts');
        let status = '';
        await until(
          () => {
            for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
              try {
                if (readFileSync(`/proc/${name}/cmdline`, 'utf8') === 'sleep\x004322\0')
                  status = readFileSync(`/proc/${name}/status`, 'utf8');
              } catch {
                // It ended meanwhile.
              }
            }
            return status !== '';
          },
          5_000,
          'the process is seen',
        );
        started.terminate(0);
        await result;
        expect(Number(/^Uid:\s+(\d+)/m.exec(status)?.[1])).to.be.greaterThan(1_000);
        expect(/^Groups:\s*(.*)$/m.exec(status)?.[1]?.trim().split(' ').includes('0')).to.equal(false);
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
        expect(await asked([17, 40, 38, 15].map((family) => call(socket, family, 2, 0)).join(''))).to.deep.equal([
          EAFNOSUPPORT,
          EAFNOSUPPORT,
          EAFNOSUPPORT,
          EAFNOSUPPORT,
        ]);
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

    describe('network', () => {
      it('reaches no port of the hub on loopback', async () => {
        const server = await listen();
        try {
          const address = server.address();
          const port = typeof address === 'object' ? address?.port : 0;
          const hosts = [
            '127.0.0.1',
            'localhost',
            '0.0.0.0',
            '::1',
            '::ffff:127.0.0.1',
            '10.0.2.2',
            '10.0.2.3',
            '10.0.2.4',
            '::ffff:10.0.2.2',
          ];
          const script = `const net=require("net");for(const host of ${JSON.stringify(hosts)}){const s=net.connect({host,port:${port},timeout:1500},()=>{console.log(host);s.destroy()});s.on("error",()=>0);s.on("timeout",()=>s.destroy())}`;
          const { stdout } = await run(`${INNER_NODE} -e '${script}'`, { network: INTERNET });
          const { stdout: offline } = await run(`${INNER_NODE} -e '${script}'`);
          expect(stdout + offline).to.equal('');
        } finally {
          server.close();
        }
      });

      it('has no interface but loopback where the network is none', async () => {
        expect((await run('cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d " "')).stdout).to.equal('lo\n');
      });

      it('can not change its routes', async () => {
        const command =
          'ip route del blackhole 10.0.0.0/8 && echo deleted; ip rule del pref 61 && echo deleted; ip link set lo down && echo down; ip route | grep -c blackhole';
        const { stdout } = await run(command, { network: INTERNET });
        expect(Number(stdout)).to.be.greaterThan(15);
      });
    });

    describeSandboxBombs(() => under);
  });
}

function listen(): Promise<Server> {
  const server = createServer((socket) => socket.end('hub'));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { DENIED_SYSCALLS } from '../../src/adapters/sandbox/denied-syscalls.ts';
import type { SandboxUnderTest } from '../integration/sandbox/sandbox-harness.ts';
import { AS_ROOT_OF_NAMESPACES, AS_SANDBOX_USER, runOutside } from './outside.ts';
import type { RunInside } from './run-inside.ts';

const SOCKET = process.arch === 'arm64' ? 198 : 41;
const numberOf = (name: string): number => DENIED_SYSCALLS[name]?.[process.arch === 'arm64' ? 1 : 0] ?? -1;
const call = (name: string, ...rest: readonly (number | string)[]): string =>
  `syscall(${[numberOf(name), ...rest].join(', ')})`;
const socket = (family: number, type: number, protocol: number): string =>
  `syscall(${SOCKET}, ${family}, ${type}, ${protocol})`;
const enter = (path: string): string => `(open($f, "<", "${path}") ? ${call('setns', 'fileno $f', 0)} : -1)`;

const [NEW_MOUNTS, NEW_USER, NEW_PIDS, NEW_NETWORK] = [0x00020000, 0x10000000, 0x20000000, 0x40000000];
const [MS_REMOUNT, MS_BIND] = [32, 4096];
const [PTRACE_ATTACH, PTRACE_SEIZE] = [16, 0x4206];
const [SESSION_KEYRING, USER_KEYRING] = [-3, -4];

/** What each attempt is in Perl; one that was allowed answers anything but -1. In this order, as some change what follows. */
const ATTEMPTS: Readonly<Record<string, readonly string[]>> = {
  'traces no process, be it its own child, and reads no other memory': [
    call('ptrace', PTRACE_ATTACH, '$child', 0, 0),
    call('ptrace', PTRACE_SEIZE, '$other', 0, 0),
    call('process_vm_readv', '$child', '$iov', 1, '$iov', 1, 0),
    call('process_vm_writev', '$child', '$iov', 1, '$iov', 1, 0),
  ],
  'has no part in the keyrings of the kernel': [
    call('add_key', '$user', '$name', '$data', 4, SESSION_KEYRING),
    call('add_key', '$user', '$name', '$data', 4, USER_KEYRING),
    call('request_key', '$user', '$name', 0, 0),
    // Get the id of a keyring, join a new session.
    call('keyctl', 0, USER_KEYRING, 1),
    call('keyctl', 1, 0),
  ],
  'opens no raw and no packet sockets': [socket(2, 3, 1), socket(10, 3, 58), socket(17, 3, 0), socket(17, 2, 0)],
  'mounts, binds, remounts and unmounts nothing, and changes no root': [
    call('mount', '$tmpfs', '$tmp', '$tmpfs', 0, 0),
    call('mount', '$tmp', '$tmp', '$tmpfs', MS_BIND, 0),
    call('mount', '$tmpfs', '$tmp', '$tmpfs', `${MS_REMOUNT | MS_BIND}`, 0),
    call('umount2', '$tmp', 0),
    call('fsopen', '$tmpfs', 0),
    call('open_tree', -100, '$tmp', 1),
    call('chroot', '$root'),
  ],
  'becomes nobody else by asking': ['(POSIX::setgid(0) // -1)', '(POSIX::setuid(0) // -1)'],
  'makes and enters no namespaces': [
    enter('/proc/self/ns/net'),
    enter('/proc/self/ns/uts'),
    enter('/proc/1/ns/net'),
    ...[NEW_USER, NEW_MOUNTS, NEW_PIDS, NEW_NETWORK].map((flag) => call('unshare', flag)),
  ],
};

const PROGRAM = `use POSIX (); $| = 1;
my ($tmp, $tmpfs, $root, $user, $name, $data) = ("/tmp\\0", "tmpfs\\0", "/\\0", "user\\0", "hubwright\\0", "data");
my $memory = "12345678"; my $iov = pack("JJ", unpack("J", pack("p", $memory)), 8);
my ($child, $other) = map { my $pid = fork; if (!$pid) { sleep 60; exit } $pid } 1, 2;
${Object.values(ATTEMPTS)
  .flat()
  .map((attempt) => `print "", (${attempt} == -1 ? $! + 0 : 0), "\\n";`)
  .join('\n')}
kill 9, $child, $other;`;

/** What the kernel would let every user do that has namespaces of its own. */
export function describeKernelEscapes(under: () => SandboxUnderTest, run: RunInside): void {
  describe('kernel', () => {
    let inside: readonly number[];
    let outside: readonly number[];
    before(async () => {
      const files = { '/hub/run/attempts.pl': Buffer.from(PROGRAM) };
      inside = numbersOf((await run('perl /hub/run/attempts.pl', { files })).stdout);
      outside = numbersOf(await runOutside(`exec perl -e '${PROGRAM}'`, AS_ROOT_OF_NAMESPACES));
    });

    for (const title of Object.keys(ATTEMPTS)) {
      it(title, () => {
        expect(partOf(outside, title), 'without a sandbox').to.deep.equal((ATTEMPTS[title] ?? []).map(() => 0));
        expect(partOf(inside, title)).to.have.lengthOf(ATTEMPTS[title]?.length ?? -1);
        expect(partOf(inside, title)).to.not.include(0);
      });
    }

    it('is told of no keys of its user', async () => {
      const name = `key-${under().hubId}`;
      const add = `perl -e 'my ($t, $n, $d) = ("user\\0", "${name}\\0", "data"); syscall(${numberOf('add_key')}, $t, $n, $d, 4, ${USER_KEYRING})'`;
      const look = 'grep -a "key-" /proc/keys; true';
      expect(await runOutside(`${add}; ${look}`, AS_SANDBOX_USER), 'without a sandbox').to.include(name);
      expect((await run(look)).stdout).to.equal('');
    });

    it('gains nothing by a setuid program of root', async function () {
      // Nobody else can make one.
      if (process.getuid?.() !== 0) return this.skip();
      const from = mkdtempSync(join(tmpdir(), 'hubwright-setuid-'));
      try {
        copyFileSync('/usr/bin/id', join(from, 'id'));
        chmodSync(from, 0o755);
        chmodSync(join(from, 'id'), 0o6755);
        expect(await runOutside(`${from}/id -u`, AS_SANDBOX_USER), 'without a sandbox').to.equal('0\n');
        const { stdout } = await run('/hub/m/id -u; /hub/m/id -g', { mounts: [{ from, to: '/hub/m' }] });
        expect(stdout).to.equal(`${under().innerUid}\n${under().innerUid}\n`);
      } finally {
        rmSync(from, { recursive: true, force: true });
      }
    });
  });
}

function partOf(answers: readonly number[], title: string): readonly number[] {
  const titles = Object.keys(ATTEMPTS);
  const begin = titles.slice(0, titles.indexOf(title)).reduce((sum, each) => sum + (ATTEMPTS[each]?.length ?? 0), 0);
  return answers.slice(begin, begin + (ATTEMPTS[title]?.length ?? 0));
}

const numbersOf = (text: string): number[] => text.trim().split('\n').map(Number);

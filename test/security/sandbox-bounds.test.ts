import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  awaitOutput,
  collect,
  findCgroups,
  openBubblewrap,
  runIn,
  type SandboxUnderTest,
  specOf,
  until,
} from '../integration/sandbox/sandbox-harness.ts';

const MIB = 1024 * 1024;
const INTERNET = { kind: 'internet', openHosts: [], allowedHosts: null } as const;

describe('what one sandbox leaves in the kernel', function bounds() {
  this.timeout(120_000);
  let under: SandboxUnderTest;
  before(async function prepare() {
    if (process.getuid?.() !== 0) return this.skip();
    under = await openBubblewrap();
  });
  after(() => under?.close());

  it('is so many files at most, also empty ones, while another one works', async () => {
    const fill = `perl -e 'for (1..600000) { open my $f, ">", "/hub/app/$_" or do { print "$_ $!"; exit } } print "all"'`;
    const filling = under.sandbox.start(specOf(fill, { limits: { memoryBytes: 2048 * MIB, diskBytes: 256 * MIB } }));
    const filled = collect(await filling);
    const other = await runIn(under.sandbox, 'echo here > /hub/app/file && cat /hub/app/file');
    expect(other.stdout).to.equal('here\n');
    const { stdout } = await filled;
    expect(stdout).to.match(/^\d+ No space left on device$/);
    expect(Number.parseInt(stdout, 10)).to.be.within(400_000, 500_000);
  });

  it('tells it nothing of the host’s kernel and of the settings of its clients', async () => {
    const files = ['/proc/cmdline', '/proc/iomem', '/proc/kallsyms', '/proc/config.gz'];
    const clients = ['/usr/local/etc/npmrc', '/usr/etc/npmrc', '/usr/local/etc/pip.conf'];
    const { stdout } = await runIn(under.sandbox, `cat ${[...files, ...clients].join(' ')} 2>/dev/null; true`);
    expect(stdout).to.equal('');
  });

  it('counts the connection to its network as its own, with few descriptors', async () => {
    const started = await under.sandbox.start(specOf('echo up; sleep 60', { network: INTERNET }));
    await awaitOutput(started.stdout, 'up');
    started.stderr.resume();
    const groups = memoryCgroups(under.hubId).filter((path) => path.endsWith('-network'));
    const members = groups.flatMap(membersOf);
    expect(members).not.to.deep.equal([]);
    for (const pid of members) {
      expect(readFileSync(`/proc/${pid}/comm`, 'utf8')).to.equal('slirp4netns\n');
      expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).to.match(/Max open files\s+600\s+600/);
    }
    for (const path of groups) {
      expect(Number(readFileSync(`${path}/memory.limit_in_bytes`, 'utf8'))).to.equal(192 * MIB);
    }
    started.terminate(0);
    await started.exited;
  });

  it('limits the memory of its sockets', async () => {
    const started = await under.sandbox.start(specOf('echo up; sleep 60', { limits: { memoryBytes: 64 * MIB } }));
    await awaitOutput(started.stdout, 'up');
    started.stderr.resume();
    const limits = memoryCgroups(under.hubId).map((path) =>
      Number(readFileSync(`${path}/memory.kmem.tcp.limit_in_bytes`, 'utf8')),
    );
    expect(limits).to.include(64 * MIB);
    started.terminate(0);
    await started.exited;
  });

  it('ends with its network, and the next one gets a whole one', async () => {
    const started = await under.sandbox.start(specOf('echo up; sleep 60', { network: INTERNET }));
    await awaitOutput(started.stdout, 'up');
    started.stderr.resume();
    const killed = memoryCgroups(under.hubId)
      .filter((path) => path.endsWith('-network'))
      .flatMap(membersOf);
    expect(killed).not.to.deep.equal([]);
    for (const pid of killed) process.kill(Number(pid), 'SIGKILL');
    const exit = await started.exited;
    expect(exit.exitCode).not.to.equal(0);
    await until(
      async () => {
        const probe = 'perl -e \'open my $f, "<", "/proc/net/route"; print grep /tap0/, <$f>\'';
        const { stdout } = await runIn(under.sandbox, probe, { network: INTERNET });
        return stdout.includes('tap0');
      },
      20_000,
      'a sandbox with a network',
    );
  });

  it('sends nothing to the broadcast addresses of its network', async () => {
    const send = `perl -MSocket -e 'socket my $s, PF_INET, SOCK_DGRAM, 0; setsockopt $s, SOL_SOCKET, SO_BROADCAST, 1;
      for my $a (qw(10.0.2.255 10.0.2.0 255.255.255.255)) {
        print "$a ", (defined send($s, "x", 0, pack_sockaddr_in(9, inet_aton($a))) ? "sent" : "refused"), "\\n" }'`;
    const { stdout } = await runIn(under.sandbox, send, { network: INTERNET });
    expect(stdout).to.equal('10.0.2.255 refused\n10.0.2.0 refused\n255.255.255.255 refused\n');
  });
});

/** Of the memory controller, version 1: the hub's own, its owner's and those of its sandboxes. */
function memoryCgroups(hubId: string): string[] {
  const hubs = findCgroups(hubId).filter((path) => path.includes('/memory/'));
  return hubs.flatMap((hub) =>
    readdirSync(hub, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

function membersOf(cgroup: string): string[] {
  return readFileSync(join(cgroup, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean);
}

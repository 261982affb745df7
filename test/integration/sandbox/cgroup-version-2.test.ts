import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { expect } from 'chai';
import { findCgroupRoots } from '../../../src/adapters/sandbox/cgroup-roots.ts';
import { killCgroups } from '../../../src/adapters/sandbox/kill-cgroups.ts';
import { createOwnerCgroups } from '../../../src/adapters/sandbox/owner-cgroups.ts';
import { makeTestFolder } from '../../support/test-folder.ts';
import { awaitOutput, newHubId } from './sandbox-harness.ts';

const MEBIBYTE = 1024 * 1024;
const LIMITS = { memoryBytes: 64 * MEBIBYTE, cpus: 0.5, processes: 20, diskBytes: MEBIBYTE };

describe('cgroups of version 2', () => {
  /** A folder that looks like a cgroup; what the kernel would do with it is not there. */
  function makeCgroup(path: string, files: Readonly<Record<string, string>> = {}): string {
    mkdirSync(path, { recursive: true });
    const all = { 'cgroup.controllers': 'cpuset cpu io memory pids\n', 'cgroup.procs': '', ...files };
    for (const [name, text] of Object.entries(all)) writeFileSync(join(path, name), text);
    return path;
  }

  const view = (mountPoint: string, ownPath: string, isRoot = true, root = '/') => ({
    mountInfo: `30 20 0:26 ${root} ${mountPoint} rw,nosuid shared:9 - cgroup2 cgroup2 rw\n`,
    ownCgroups: `0::${ownPath}\n`,
    isRoot,
  });

  const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');
  let top: string;
  beforeEach(() => {
    top = makeCgroup(makeTestFolder('cgroup2'), { 'cgroup.subtree_control': '' });
  });

  describe('where they are made', () => {
    it('is the own cgroup where that may be written, with the controllers handed on to its children', () => {
      const own = makeCgroup(join(top, 'user.slice/hub.scope'), { 'cgroup.subtree_control': '' });
      const roots = findCgroupRoots(view(top, '/user.slice/hub.scope', false));
      expect(roots).to.deep.equal({ version: 2, directories: { memory: own, pids: own, cpu: own } });
      expect(read(own, 'cgroup.subtree_control')).to.equal('+memory +pids +cpu');
    });

    it('is looked for below the part of the tree that a mount shows', () => {
      const own = makeCgroup(join(top, 'hub'), { 'cgroup.subtree_control': '' });
      expect(findCgroupRoots(view(top, '/docker/abc/hub', true, '/docker/abc'))?.directories.memory).to.equal(own);
    });

    it('does without cpu where that was not delegated, but not without memory and pids', () => {
      writeFileSync(join(top, 'cgroup.controllers'), 'memory pids\n');
      expect(findCgroupRoots(view(top, '/'))).to.deep.equal({ version: 2, directories: { memory: top, pids: top } });
      writeFileSync(join(top, 'cgroup.controllers'), 'cpu pids\n');
      expect(findCgroupRoots(view(top, '/'))).to.equal(null);
    });

    /** A folder in place of the file: writing fails, as it does with EBUSY while a cgroup has members. */
    const refuseControllers = (path: string): string => {
      const file = join(path, 'cgroup.subtree_control');
      mkdirSync(file, { recursive: true });
      return path;
    };

    it('keeps members out of its own way where it was delegated, and not where root shares it', () => {
      const delegated = refuseControllers(makeCgroup(join(top, 'delegated'), { 'cgroup.procs': '4\n5\n' }));
      findCgroupRoots(view(top, '/delegated', false));
      expect(existsSync(join(delegated, 'hubwright-main'))).to.equal(true);
      const shared = refuseControllers(makeCgroup(join(top, 'shared'), { 'cgroup.procs': '4\n5\n' }));
      expect(findCgroupRoots(view(top, '/shared', true))?.directories.memory, 'the top instead').to.equal(top);
      expect(existsSync(join(shared, 'hubwright-main'))).to.equal(false);
    });

    it("keeps members of a container's first cgroup out of its way, also as root", () => {
      const first = refuseControllers(makeCgroup(join(top, 'container'), { 'cgroup.type': 'domain\n' }));
      findCgroupRoots(view(first, '/', true));
      expect(existsSync(join(first, 'hubwright-main'))).to.equal(true);
    });

    it('is the parent for a process that was moved out of the way before', () => {
      const own = makeCgroup(join(top, 'hub'), { 'cgroup.subtree_control': '' });
      expect(findCgroupRoots(view(top, '/hub/hubwright-main', false))?.directories.memory).to.equal(own);
    });
  });

  describe('limits', () => {
    async function makeSandbox(files: readonly string[]) {
      const roots = { version: 2, directories: { memory: top, pids: top, cpu: top } } as const;
      const cgroups = await createOwnerCgroups(roots, 'hub', 'owner');
      const sandbox = await cgroups.create('one');
      const [directory = ''] = sandbox.directories;
      for (const file of files) writeFileSync(join(directory, file), '');
      return { sandbox, directory };
    }

    const FILES = ['memory.max', 'memory.swap.max', 'pids.max', 'cpu.max'];

    it('stand in one directory that processes join by one file, below an owner that hands controllers on', async () => {
      const { sandbox, directory } = await makeSandbox(FILES);
      expect(sandbox.directories).to.deep.equal([join(top, 'hubwright-hub/owner/one')]);
      expect(sandbox.joinFiles).to.deep.equal([join(directory, 'cgroup.procs')]);
      expect(read(top, 'hubwright-hub/cgroup.subtree_control')).to.equal('+memory +pids +cpu');
      expect(read(top, 'hubwright-hub/owner/cgroup.subtree_control')).to.equal('+memory +pids +cpu');
    });

    it('are written as the kernel takes them', async () => {
      const { sandbox, directory } = await makeSandbox(FILES);
      sandbox.setLimits(LIMITS);
      expect(FILES.map((file) => read(directory, file))).to.deep.equal(['67108864', '0', '22', '50000 100000']);
    });

    it('do without swap and processor where the kernel has no such limit', async () => {
      const { sandbox, directory } = await makeSandbox(['memory.max', 'pids.max']);
      sandbox.setLimits(LIMITS);
      expect(existsSync(join(directory, 'cpu.max'))).to.equal(false);
    });

    for (const missing of ['memory.max', 'pids.max']) {
      it(`never are taken for set where ${missing} is not there`, async () => {
        const { sandbox } = await makeSandbox(FILES.filter((file) => file !== missing));
        expect(() => sandbox.setLimits(LIMITS)).to.throw(missing);
      });
    }

    it('tell a kill for want of memory from other pressure', async () => {
      const { sandbox, directory } = await makeSandbox(FILES);
      expect(sandbox.hasRunOutOfMemory()).to.equal(false);
      writeFileSync(join(directory, 'memory.events'), 'low 0\nhigh 3\nmax 7\noom 1\noom_kill 0\n');
      expect(sandbox.hasRunOutOfMemory()).to.equal(false);
      writeFileSync(join(directory, 'memory.events'), 'low 0\nhigh 3\nmax 7\noom 1\noom_kill 2\noom_group_kill 0\n');
      expect(sandbox.hasRunOutOfMemory()).to.equal(true);
    });
  });

  describe('of this kernel', () => {
    const mountPoint = /^\S+ \S+ \S+ \S+ (\S+) .* - cgroup2 /m.exec(read('/proc/self/mountinfo'))?.[1];
    let directory: string;

    beforeEach(function () {
      if (process.getuid?.() !== 0 || mountPoint === undefined) return this.skip();
      directory = join(mountPoint, `hubwright-${newHubId()}`);
      mkdirSync(join(directory, 'owner/one'), { recursive: true });
    });
    afterEach(async () => {
      if (directory !== undefined) await rmdir(directory).catch(() => undefined);
    });

    it('are killed with all that is below, whatever has left its session, and removed', async () => {
      const script = `echo $$ >$0/owner/one/cgroup.procs; trap '' TERM
        (setsid sh -c 'trap "" TERM; while :; do sleep 1; done' &); mkdir $0/owner/one/deeper
        (sh -c 'echo $$ >$0/owner/one/deeper/cgroup.procs; exec sleep 1000' $0 &)
        until grep -q . $0/owner/one/deeper/cgroup.procs; do :; done; echo up; while :; do sleep 1; done`;
      const child = spawn('sh', ['-c', script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exit = once(child, 'exit');
      await awaitOutput(child.stdout as Readable, 'up');
      expect(read(directory, 'owner/one/cgroup.procs').split('\n')).to.include(String(child.pid));
      expect(read(directory, 'cgroup.events')).to.include('populated 1');
      await killCgroups([join(directory, 'owner')]);
      expect(await exit).to.deep.equal([null, 'SIGKILL']);
      expect(existsSync(join(directory, 'owner'))).to.equal(false);
      expect(read(directory, 'cgroup.events')).to.include('populated 0');
    });
  });
});

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { expectAppError } from '../../support/expect-app-error.ts';
import { describeSandboxEnd } from './sandbox-end-contract.ts';
import { collect, findLeftovers, INNER_NODE, runIn, type SandboxUnderTest, specOf, until } from './sandbox-harness.ts';

const MEBIBYTE = 1024 * 1024;
const SANDBOX_UID = 64_646;

/** What every driver of the sandbox port does. */
export function describeSandboxContract(title: string, open: () => Promise<SandboxUnderTest>): void {
  describe(`${title}: contract`, () => {
    let under: SandboxUnderTest;
    before(async () => {
      under = await open();
    });
    after(async () => {
      await under?.close();
      expect(findLeftovers(under.hubId, under.dataDirectory)).to.deep.equal([]);
    });

    const run = (...rest: [string, Parameters<typeof runIn>[2]?]) => runIn(under.sandbox, ...rest);
    const release = (name: string): string => makeRelease(under.dataDirectory, name);

    describe('process', () => {
      it('proves that isolation works', () => under.sandbox.check());

      it('hands out both streams and the exit code', async () => {
        const result = await run('echo out; echo err >&2; exit 7');
        expect(result).to.include({ stdout: 'out\n', stderr: 'err\n', exitCode: 7, signal: null, startFailure: null });
        expect(result.isOutOfMemory).to.equal(false);
      });

      it('lets the process open /dev/stdout and /dev/stderr anew', async () => {
        expect(await run('echo out >/dev/stdout; echo err >/dev/stderr')).to.include({
          stdout: 'out\n',
          stderr: 'err\n',
        });
      });

      it('feeds standard input', async () => {
        const started = await under.sandbox.start(specOf('cat'));
        started.stdin.end('words');
        expect((await collect(started)).stdout).to.equal('words');
      });

      it('keeps what a process said until somebody reads it, also after its end', async () => {
        const started = await under.sandbox.start(specOf('echo out; echo err >&2; exit 3'));
        if (!started.stdin.closed) await once(started.stdin, 'close');
        // By the end of another one, all that is done at an end has been done.
        await run('true');
        expect(await collect(started)).to.include({ stdout: 'out\n', stderr: 'err\n', exitCode: 3 });
      });

      it('names the signal that ended the process', async () => {
        expect(await run('kill -9 $$')).to.include({ exitCode: null, signal: 'SIGKILL', startFailure: null });
      });

      it('gives the environment of the spec and nothing else', async () => {
        const env = { PATH: '/usr/bin:/bin', VALUE: 'a "b" $c\nd', EMPTY: '' };
        const { stdout } = await run('/usr/bin/env -0', { env });
        const names = stdout.split('\0').filter((line) => line !== '');
        expect(names).to.include.members(['VALUE=a "b" $c\nd', 'EMPTY=', 'PATH=/usr/bin:/bin']);
        expect(names.map((line) => line.split('=')[0]).sort()).to.deep.equal(['EMPTY', 'PATH', 'PWD', 'VALUE']);
      });

      it('takes a big environment', async () => {
        const env = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`BIG_${i}`, 'x'.repeat(120_000)]));
        expect((await run('printenv BIG_11 | tr -d "\\n" | wc -c', { env })).stdout).to.equal('120000\n');
      });

      it('runs commands of several lines with quotes', async () => {
        expect((await run(`a='x  y'\n\nif true; then\n  printf '%s|' "$a" '$b' '\\'\nfi`)).stdout).to.equal(
          'x  y|$b|\\|',
        );
      });

      it('starts in the working directory', async () => {
        const volume = { kind: 'copy-of', directory: release('cwd') } as const;
        expect((await run('pwd', { volume, workingDirectory: 'sub/dir' })).stdout).to.equal('/hub/app/sub/dir\n');
      });

      it('says so when the working directory is not there', async () => {
        const result = await run('true', { workingDirectory: 'missing' });
        expect(result.exitCode).to.equal(null);
        expect(result.startFailure).to.match(/could not be set up/);
      });

      it('runs Node', async () => {
        expect((await run(`${INNER_NODE} -p 6*7`)).stdout).to.equal('42\n');
      });

      it('runs many at once', async () => {
        const all = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => run(`echo ${i}`, { network: INTERNET })));
        expect(all.map(({ stdout }) => stdout)).to.deep.equal(['1\n', '2\n', '3\n', '4\n', '5\n', '6\n']);
      });

      it('refuses specs that could be misread', async () => {
        await expectAppError(run('true', { id: '../x' }), 'invalid_input');
        await expectAppError(run('true', { workingDirectory: '../x' }), 'invalid_input');
        await expectAppError(run('true', { files: { '/a\nb': Buffer.from('') } }), 'invalid_input');
      });
    });

    describeSandboxEnd(() => under);

    describe('volumes', () => {
      it('gives a writable copy of a release that changes nothing of it', async () => {
        const directory = release('copied');
        const before = listing(directory);
        const result = await run(
          'rm -r sub && mkdir sub && mv file renamed && echo more >>renamed && cat renamed && echo x >/hub/home/new && ls -A /hub/home',
          { volume: { kind: 'copy-of', directory } },
        );
        expect(result).to.include({ stdout: 'content\nmore\nin-home\nnew\n', stderr: '', exitCode: 0 });
        expect(listing(directory)).to.deep.equal(before);
      });

      it('keeps nothing of an empty volume', async () => {
        await run('echo x >/hub/app/a; echo x >/tmp/a');
        expect((await run('ls -A /hub/app /hub/home /tmp')).stdout).to.equal('/hub/app:\n\n/hub/home:\n\n/tmp:\n');
      });

      it('keeps a workspace for the sandboxes that follow, but not their /tmp', async () => {
        const workspace = await under.sandbox.openWorkspace('build-1', 64 * MEBIBYTE);
        try {
          const volume = { kind: 'workspace', workspace } as const;
          await run('echo kept >file; echo h >/hub/home/file; echo gone >/tmp/file', { volume, network: INTERNET });
          const files = { '/hub/run/note': Buffer.from('note') };
          const next = await run('cat file /hub/home/file /hub/run/note; ls -A /tmp', { volume, files });
          expect(next).to.include({ stdout: 'kept\nh\nnote', exitCode: 0 });
        } finally {
          await workspace.close();
          await workspace.close();
        }
      });

      it('refuses a closed workspace', async () => {
        const workspace = await under.sandbox.openWorkspace('build-2', MEBIBYTE);
        await workspace.close();
        await expectAppError(run('true', { volume: { kind: 'workspace', workspace } }), 'sandbox_unavailable');
      });

      it('writes a directory of the data folder for good', async () => {
        const directory = join(mkdtempSync(join(under.dataDirectory, 'closed-')), 'artifact, a:b');
        mkdirSync(directory);
        const result = await run('echo x >file; echo y >/hub/home/file', { volume: { kind: 'directory', directory } });
        expect(result).to.include({ exitCode: 0, stderr: '' });
        expect(readFileSync(join(directory, 'app/file'), 'utf8')).to.equal('x\n');
        const again = await run('cat file /hub/home/file', { volume: { kind: 'copy-of', directory } });
        expect(again.stdout).to.equal('x\ny\n');
      });

      it('caps everything that is written together', async () => {
        const limits = { diskBytes: 8 * MEBIBYTE };
        const command =
          'head -c 5M /dev/zero >/tmp/a; head -c 5M /dev/zero >/hub/app/b; head -c 5M /dev/zero >/dev/shm/c; du -cb /tmp /hub/app /dev/shm | tail -1';
        const result = await run(command, { limits });
        expect(result.stderr).to.match(/No space left/);
        expect(Number(result.stdout.split('\t')[0])).to.be.lessThan(9 * MEBIBYTE);
      });
    });

    describe('mounts and files', () => {
      it('binds read-only, also out of a folder of mode 0700', async () => {
        const from = join(mkdtempSync(join(under.dataDirectory, 'closed-')), 'mounted');
        mkdirSync(from, { mode: 0o755 });
        writeFileSync(join(from, 'file'), 'mounted');
        chmodSync(join(from, 'file'), 0o666); // The mount alone is in the way.
        const result = await run('cat /hub/m/file; echo x >/hub/m/file', { mounts: [{ from, to: '/hub/m' }] });
        expect(result.stdout).to.equal('mounted');
        expect(result.stderr).to.match(/Read-only/);
      });

      it('lays out small read-only files', async () => {
        const files = { '/hub/run/a.json': Buffer.from('{"a":1}'), '/hub/run/deep/b.bin': Buffer.from([0, 255, 10]) };
        const result = await run('cat /hub/run/a.json; od -An -tx1 /hub/run/deep/b.bin; echo x >/hub/run/a.json', {
          files,
        });
        expect(result.stdout).to.equal('{"a":1} 00 ff 0a\n');
        expect(result.exitCode).to.not.equal(0);
      });

      it('fails as a start, not as an exit, when a mount is not there', async () => {
        const mounts = [{ from: join(under.dataDirectory, 'missing'), to: '/hub/m' }];
        const started = under.sandbox.start(specOf('true', { mounts }));
        const failure = await started.then(collect).then(
          (result) => result.startFailure,
          (error: unknown) => String(error),
        );
        expect(failure).to.match(/could not be set up/);
      });
    });

    describe('limits', () => {
      it('ends a process for want of memory and says so', async function () {
        if (!under.hasCgroups) return this.skip();
        const result = await run(`${INNER_NODE} -e 'const a=[];for(;;)a.push(Buffer.alloc(8e6,1))'`, {
          limits: { memoryBytes: 96 * MEBIBYTE },
        });
        expect(result.isOutOfMemory).to.equal(true);
        expect(result.exitCode).to.equal(null);
      });

      it('holds processor time down', async function () {
        if (!under.hasCgroups) return this.skip();
        const spin = 'timeout 1 sh -c "while :; do :; done"; cat /proc/uptime >/dev/null; times | tail -1';
        const { stdout } = await run(spin, { limits: { cpus: 0.2 } });
        const [minutes = '0', seconds = '0'] = stdout.split(' ')[0]?.replace('s', '').split('m') ?? [];
        expect(Number(minutes) * 60 + Number(seconds)).to.be.lessThan(0.6);
      });

      it('stops at the number of processes', async () => {
        const command = 'i=0; while [ $i -lt 40 ]; do sleep 5 & i=$((i+1)); done; echo never';
        const result = await run(command, { limits: { processes: 12 } });
        expect(result.stdout).to.equal('');
        expect(result.stderr).to.match(/[Cc]annot fork|Resource temporarily unavailable/);
      });

      it('waits for its reader instead of gathering output', async () => {
        const started = await under.sandbox.start(specOf('head -c 200M /dev/zero'));
        started.stdout.pause();
        await until(() => started.stdout.readableLength > 0, 5_000, 'output came');
        const before = process.memoryUsage().rss;
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(process.memoryUsage().rss - before).to.be.lessThan(30 * MEBIBYTE);
        let bytes = 0;
        started.stdout.resume();
        started.stdout.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        started.stderr.resume();
        await started.exited;
        expect(bytes).to.equal(200 * MEBIBYTE);
      });
    });
  });
}

const INTERNET = { kind: 'internet', openHosts: [] } as const;

/** A release as an unpacked artifact is: owned by the sandbox's user where the hub is root. */
function makeRelease(dataDirectory: string, name: string): string {
  const directory = join(dataDirectory, 'releases', name);
  mkdirSync(join(directory, 'app/sub/dir'), { recursive: true });
  mkdirSync(join(directory, 'home'));
  writeFileSync(join(directory, 'app/file'), 'content\n');
  writeFileSync(join(directory, 'app/sub/file'), 'content\n');
  writeFileSync(join(directory, 'home/in-home'), 'content\n');
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${SANDBOX_UID}:${SANDBOX_UID}`, directory]);
  return directory;
}

function listing(directory: string): string[] {
  return (readdirSync(directory, { recursive: true }) as string[]).sort();
}

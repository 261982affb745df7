import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { expect } from 'chai';
import { awaitOutput, REPOSITORY } from '../integration/sandbox/sandbox-harness.ts';

// Two network namespaces with no way out: the hub's, and a peer's that plays "everything else". Nothing here leaves this machine.

const ORDINARY_UID = 64_702;
const HUB_OWN = '11.22.33.1';
const OUTSIDE = '11.22.33.2';
const MOVED = '11.22.33.77';
const BLOCKED = [
  '10.99.0.2',
  '172.20.0.2',
  '192.168.99.2',
  '100.64.9.2',
  '169.254.169.254',
  '198.18.0.2',
  '203.0.113.2',
];
const OPENED = '10.99.0.2';

interface Answer {
  readonly plain: readonly string[];
  readonly opened: readonly string[];
  readonly otherPort: readonly string[];
  readonly moved: { readonly before: readonly string[]; readonly after: readonly string[] };
}

describe('the network of a sandbox', () => {
  let hub: ChildProcess;
  let peer: ChildProcess;
  let temporary: string;
  let peerPort: number;

  before(async function () {
    if (process.getuid?.() !== 0) return this.skip();
    temporary = mkdtempSync(join(tmpdir(), 'hubwright-network-'));
    chmodSync(temporary, 0o755);
    hub = await holdNamespace();
    peer = await holdNamespace();
    await enter(hub, ['ip', 'link', 'add', 'side', 'type', 'veth', 'peer', 'name', 'side', 'netns', String(peer.pid)]);
    await enter(hub, [
      'sh',
      '-c',
      `ip link set lo up; ip link set side up; ip addr add ${HUB_OWN}/24 dev side; ip route add default via ${OUTSIDE}`,
    ]);
    const addresses = [OUTSIDE, MOVED, ...BLOCKED].map((address) => `ip addr add ${address}/24 dev side;`).join(' ');
    await enter(peer, ['sh', '-c', `ip link set lo up; ip link set side up; ${addresses} true`]);
    peerPort = await listen(peer);
  });

  after(() => {
    for (const child of [hub, peer]) child?.kill('SIGKILL');
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  });

  for (const user of ['root', 'an ordinary user'] as const) {
    describe(`started by ${user}`, () => {
      let answer: Answer;
      before(async function () {
        this.timeout(60_000);
        answer = await probe(user === 'root' ? 0 : ORDINARY_UID);
      });

      it('reaches the outside', () => expect(answer.plain).to.deep.equal([`${OUTSIDE} peer`]));

      it('reaches no blocked range and no address of this host, but what was opened', () => {
        expect(answer.opened.toSorted()).to.deep.equal([`${OPENED} peer`, `${OUTSIDE} peer`, `::ffff:${OPENED} peer`]);
      });

      it('opens the named port alone', () => expect(answer.otherPort).to.deep.equal([]));

      it('closes an address that becomes one of this host', () => {
        expect(answer.moved).to.deep.equal({ before: [`${MOVED} peer`], after: [] });
      });
    });
  }

  /** With a resolver on this host's loopback, which slirp4netns would hand connections on to. */
  async function probe(uid: number): Promise<Answer> {
    const directory = mkdtempSync(join(temporary, 'user-'));
    chownSync(directory, uid, uid);
    writeFileSync(join(temporary, 'resolv.conf'), 'nameserver 127.0.0.1\n');
    const layout = {
      peerAddresses: [OUTSIDE, ...BLOCKED, ...BLOCKED.map((address) => `::ffff:${address}`)],
      hubAddresses: [HUB_OWN, `::ffff:${HUB_OWN}`, '127.0.0.1', '127.0.0.53', '10.0.2.2', '10.0.2.3', '10.0.2.9'],
      ...{ peerPort, opened: OPENED, moved: MOVED },
    };
    const script = `mount --bind "$1" /mnt && mount --bind ${temporary}/resolv.conf /etc/resolv.conf && cd /mnt || exit 1
      test "$(stat -c %a /dev/net/tun)" = 666 || { mount -t tmpfs tmpfs /dev/net && mknod -m 666 /dev/net/tun c 10 200 || exit 1; }
      exec setpriv --reuid ${uid} --regid ${uid} --clear-groups node_modules/node/bin/node test/security/network-probe-main.ts "$2"`;
    const child = spawn(
      'nsenter',
      [
        `--net=/proc/${hub.pid}/ns/net`,
        'unshare',
        '--mount',
        'sh',
        '-c',
        script,
        'sh',
        REPOSITORY,
        JSON.stringify(layout),
      ],
      { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TMPDIR: directory }, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const lines = readLines(child.stdout as Readable);
    const exit = once(child, 'exit');
    expect(await lines.next()).to.equal('move');
    await enter(peer, ['ip', 'addr', 'del', `${MOVED}/24`, 'dev', 'side']);
    await enter(hub, ['ip', 'addr', 'add', `${MOVED}/24`, 'dev', 'side']);
    (child.stdin as Writable).write('\n');
    const answer = JSON.parse(await lines.next()) as Answer;
    await exit;
    await enter(hub, ['ip', 'addr', 'del', `${MOVED}/24`, 'dev', 'side']);
    await enter(peer, ['ip', 'addr', 'add', `${MOVED}/24`, 'dev', 'side']);
    return answer;
  }
});

async function holdNamespace(): Promise<ChildProcess> {
  const child = spawn('unshare', ['--net', 'sh', '-c', 'echo held; read -r _'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await awaitOutput(child.stdout as Readable, 'held');
  return child;
}

async function enter(holder: ChildProcess, command: readonly string[]): Promise<void> {
  const child = spawn('nsenter', [`--net=/proc/${holder.pid}/ns/net`, ...command], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`failed: ${command.join(' ')}`);
}

/** A listener of the peer on all its addresses; ends with the peer's standard input. */
async function listen(peer: ChildProcess): Promise<number> {
  const script = `const s=require('net').createServer((c)=>c.end('peer')).listen(0,'0.0.0.0',()=>console.log(s.address().port));process.stdin.on('end',()=>process.exit()).resume()`;
  const child = spawn('nsenter', [`--net=/proc/${peer.pid}/ns/net`, process.execPath, '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  peer.once('exit', () => child.kill('SIGKILL'));
  return Number(await readLines(child.stdout as Readable).next());
}

function readLines(stream: Readable): { next(): Promise<string> } {
  let text = '';
  return {
    async next() {
      while (!text.includes('\n')) {
        const [chunk] = (await once(stream, 'data')) as [Buffer];
        text += chunk.toString('utf8');
      }
      const line = text.slice(0, text.indexOf('\n'));
      text = text.slice(line.length + 1);
      return line;
    },
  };
}

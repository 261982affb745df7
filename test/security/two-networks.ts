import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { awaitOutput, REPOSITORY } from '../integration/sandbox/sandbox-harness.ts';

const { HUBWRIGHT_TEST_RUNSC } = process.env;
/** An ordinary uid without an account, other than the sandbox's own. */
export const ORDINARY_UID = 64_702;

/** Connects over a socket that is bound to the device, for which the kernel takes what has no route to be on the link. */
export const CONNECT_BOUND = `use Socket; my ($host, $port) = @ARGV; $SIG{ALRM} = sub { exit }; alarm 10;
  socket(my $s, AF_INET, SOCK_STREAM, 0); setsockopt($s, 1, 25, "tap0\\0") or die "not bound";
  connect($s, sockaddr_in($port, inet_aton($host))) or exit; $| = 1; syswrite($s, "hello\\n"); print inet_ntoa(inet_aton($host)), " "; print((split / /, <$s> // "silent")[0], "\\n");`;

/** A child that says lines and is told lines. */
export interface Conversation {
  next(): Promise<string>;
  tell(line: string): void;
  /** Ends its standard input, and waits for it to end. */
  end(): Promise<void>;
  /** Resolves when it has ended. */
  readonly exit: Promise<unknown>;
}

/**
 * Two network namespaces with no way out: the hub's, and a peer's that plays "everything else". Nothing leaves this machine.
 * Needs root.
 */
export class TwoNetworks {
  readonly #hub: ChildProcess;
  readonly #peer: ChildProcess;
  readonly #temporary: string;

  private constructor(hub: ChildProcess, peer: ChildProcess) {
    this.#hub = hub;
    this.#peer = peer;
    this.#temporary = mkdtempSync(join(tmpdir(), 'hubwright-network-'));
    chmodSync(this.#temporary, 0o755);
  }

  /** @param peerAddresses the first one of a family is the hub's way to everywhere */
  static async make(hubAddresses: readonly string[], peerAddresses: readonly string[]): Promise<TwoNetworks> {
    const networks = new TwoNetworks(await holdNamespace(), await holdNamespace());
    const peerPid = String(networks.#peer.pid);
    const isSix = (address: string): boolean => address.includes(':');
    const add = (address: string): string =>
      isSix(address) ? `ip addr add ${address}/64 dev side nodad;` : `ip addr add ${address}/24 dev side;`;
    await networks.inHub(`ip link add side type veth peer name side netns ${peerPid}; ip link set lo up;
      ip link set side up; ${hubAddresses.map(add).join(' ')} true`);
    await networks.inPeer(`ip link set lo up; ip link set side up; ${peerAddresses.map(add).join(' ')} true`);
    const ways = [peerAddresses.find((address) => !isSix(address)), peerAddresses.find(isSix)];
    for (const way of ways) if (way !== undefined) await networks.inHub(`ip route add default via ${way} dev side`);
    return networks;
  }

  inHub(script: string): Promise<void> {
    return enter(this.#hub, script);
  }

  inPeer(script: string): Promise<void> {
    return enter(this.#peer, script);
  }

  /** Runs a file of this repository in the peer's network; it has to end with its standard input. */
  startPeer(file: string, argument: object): Conversation {
    const child = spawn(
      'nsenter',
      [`--net=/proc/${this.#peer.pid}/ns/net`, process.execPath, join(REPOSITORY, file), JSON.stringify(argument)],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    this.#peer.once('exit', () => child.kill('SIGKILL'));
    return converse(child);
  }

  /** Runs a file of this repository in the hub's network as a user, with an /etc/resolv.conf that names the name server. */
  startHub(file: string, argument: object, uid: number, nameServer: string): Conversation {
    const directory = mkdtempSync(join(this.#temporary, 'user-'));
    chownSync(directory, uid, uid);
    writeFileSync(join(directory, 'resolv.conf'), `nameserver ${nameServer}\noptions timeout:2 attempts:3\n`);
    const script = `mount --bind "$1" /mnt && mount --bind ${directory}/resolv.conf /etc/resolv.conf && cd /mnt || exit 1
      test "$(stat -c %a /dev/net/tun)" = 666 || { mount -t tmpfs tmpfs /dev/net && mknod -m 666 /dev/net/tun c 10 200 || exit 1; }
      exec setpriv --reuid ${uid} --regid ${uid} --clear-groups node_modules/node/bin/node "$2" "$3"`;
    const inside = ['sh', '-c', script, 'sh', REPOSITORY, file, JSON.stringify(argument)];
    const child = spawn('nsenter', [`--net=/proc/${this.#hub.pid}/ns/net`, 'unshare', '--mount', ...inside], {
      // Podman, which is root's, takes short paths only.
      env: {
        ...{ PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: directory, TMPDIR: uid === 0 ? tmpdir() : directory },
        ...(HUBWRIGHT_TEST_RUNSC === undefined ? {} : { HUBWRIGHT_TEST_RUNSC }),
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#hub.once('exit', () => child.kill('SIGKILL'));
    return converse(child);
  }

  close(): void {
    for (const child of [this.#hub, this.#peer]) child.kill('SIGKILL');
    rmSync(this.#temporary, { recursive: true, force: true });
  }
}

async function holdNamespace(): Promise<ChildProcess> {
  const child = spawn('unshare', ['--net', 'sh', '-c', 'echo held; read -r _'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await awaitOutput(child.stdout as Readable, 'held');
  return child;
}

async function enter(holder: ChildProcess, script: string): Promise<void> {
  const command = [`--net=/proc/${holder.pid}/ns/net`, 'sh', '-e', '-c', script];
  const child = spawn('nsenter', command, { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`failed: ${script}`);
}

function converse(child: ChildProcess): Conversation {
  const stream = child.stdout as Readable;
  const exit = once(child, 'exit');
  const isOver = exit.then(([code]) => Promise.reject(new Error(`ended with ${String(code)} before it said a line`)));
  isOver.catch(() => undefined);
  let text = '';
  return {
    exit,
    tell: (line) => void (child.stdin as Writable).write(`${line}\n`),
    async end() {
      (child.stdin as Writable).end();
      await exit;
    },
    async next() {
      while (!text.includes('\n')) {
        const [chunk] = (await Promise.race([once(stream, 'data'), isOver])) as [Buffer];
        text += chunk.toString('utf8');
      }
      const line = text.slice(0, text.indexOf('\n'));
      text = text.slice(line.length + 1);
      return line;
    },
  };
}

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { INNER_NODE, type SandboxUnderTest } from '../integration/sandbox/sandbox-harness.ts';
import { runOutside } from './outside.ts';
import type { RunInside } from './run-inside.ts';

const INTERNET = { kind: 'internet', openHosts: [] } as const;
/** slirp4netns' own, where every address would stand for this host. */
const SLIRP = ['10.0.2.2', '10.0.2.3', '10.0.2.4', '10.0.2.100', '::ffff:10.0.2.2'];
const ENGINE_SOCKETS = [
  ...['/run/docker.sock', '/var/run/docker.sock', '/run/podman/podman.sock', '/run/containerd/containerd.sock'],
  ...['/run/crio/crio.sock', '/run/user/0/podman/podman.sock', '/proc/1/root/run/docker.sock'],
];

/** Arguments: JSON of hosts with ports, of those for datagrams, of sockets by path, and what to send. Prints what answered. */
const PROBE = `
const net = require('node:net'); const dgram = require('node:dgram');
const [streams, datagrams, paths] = process.argv.slice(2, 5).map((each) => JSON.parse(each)); const word = process.argv[5];
const attempt = (label, to) => new Promise((resolve) => {
  const socket = net.connect({ ...to, timeout: 3000 }); let text = '';
  const end = () => { socket.destroy(); resolve(text === '' ? [] : [label]); };
  socket.on('data', (chunk) => { text += chunk; }); socket.on('error', end); socket.on('timeout', end); socket.on('end', end);
});
const send = ([host, port]) => new Promise((resolve) => {
  const socket = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('error', () => 0); socket.send(word, port, host, () => { socket.close(); resolve([]); });
});
Promise.all([
  ...streams.map(([host, port]) => attempt(host + ' ' + port, { host, port })),
  ...paths.map((path) => attempt(path.replace('\\0', '@'), { path })),
  ...datagrams.map(send),
]).then((all) => console.log(JSON.stringify(all.flat())));
`;

type Target = readonly [host: string, port: number];

/** Listeners as a hub's database, Temporal and API may have them. */
interface StandIns {
  /** Every address of this host on the ports of those that listen there. */
  readonly streams: readonly Target[];
  readonly datagrams: readonly Target[];
  /** Sockets in the file system, and one in the namespace of names (`\0…`). */
  readonly paths: readonly string[];
  readonly received: readonly string[];
  close(): void;
}

export function describeNetworkEscapes(under: () => SandboxUnderTest, run: RunInside): void {
  describe('network', () => {
    let standIns: StandIns;
    before(async () => {
      standIns = await startStandIns(under().hubId);
    });
    after(() => standIns?.close());

    const probe = (node: string, path: string, word: string): string => {
      const { streams, datagrams, paths } = standIns;
      const ports = [...new Set(streams.map(([, port]) => port))];
      const more = SLIRP.flatMap((host) => ports.map((port) => [host, port]));
      const known = [...paths, ...ENGINE_SOCKETS, ...(under().engine === null ? [] : [under().engine?.socketPath])];
      const lists = [[...streams, ...more], datagrams, known].map((each) => `'${JSON.stringify(each)}'`);
      return `${node} ${path} ${lists.join(' ')} ${word}`;
    };
    const files = { '/hub/run/probe.js': Buffer.from(PROBE) };

    it('reaches no listener of this host, whatever address it is on, and no socket of an engine', async () => {
      const { streams, datagrams, paths, received } = standIns;
      const outside = await runOutside(
        `cat >probe.js <<'END'\n${PROBE}\nEND\n${probe(process.execPath, 'probe.js', 'outside')}`,
      );
      const all = [
        ...streams.map(([host, port]) => `${host} ${port}`),
        ...paths.map((path) => path.replace('\0', '@')),
      ];
      expect(JSON.parse(outside), 'without a sandbox').to.include.members(all);
      expect(received.length, 'datagrams without a sandbox').to.equal(datagrams.length);

      const inside = probe(INNER_NODE, '/hub/run/probe.js', 'inside');
      const online = await run(inside, { files, network: INTERNET });
      const offline = await run(inside, { files });
      expect(online.stdout + offline.stdout, online.stderr + offline.stderr).to.equal('[]\n[]\n');
      expect(received).to.not.include('inside');
    });

    it('has no socket in its files, of an engine or otherwise', async () => {
      const look = 'find / -xdev -path /proc -prune -o -type s -print 2>/dev/null; true';
      const [path = ''] = standIns.paths;
      expect(await runOutside(`find ${path.replace(/\/[^/]*$/, '')} -type s`), 'without a sandbox').to.include(path);
      expect((await run(look, { network: INTERNET })).stdout).to.equal('');
    });

    it('has no interface but loopback where the network is none', async () => {
      const look = 'cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d " "';
      expect((await runOutside(look)).trim().split('\n').length, 'without a sandbox').to.be.greaterThan(1);
      expect((await run(look)).stdout).to.equal('lo\n');
    });

    it('can not change its routes', async () => {
      const command =
        'ip route del blackhole 10.0.0.0/8 && echo deleted; ip rule del pref 61 && echo deleted; ip link set lo down && echo down; ip route | grep -c blackhole';
      const { stdout } = await run(command, { network: INTERNET });
      expect(Number(stdout)).to.be.greaterThan(15);
    });
  });
}

async function startStandIns(hubId: string): Promise<StandIns> {
  const own = ownAddresses();
  const received: string[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'hubwright-engine-of-nobody-'));
  chmodSync(directory, 0o755);
  const paths = [join(directory, 'docker.sock'), `\0hubwright-${hubId}`];
  const wide = [
    await listen({ host: '0.0.0.0', port: 0 }),
    await listen({ host: '::', port: 0, ipv6Only: true }),
  ] as const;
  const narrow = await Promise.all(own.map((host) => listen({ host, port: 0 })));
  const named = await Promise.all(paths.map((path) => listen({ path })));
  chmodSync(paths[0] ?? '', 0o777);
  const [four, six] = await Promise.all([bind('udp4', received), bind('udp6', received)]);
  const byFamily = (isSix: boolean): string[] => own.filter((host) => host.includes(':') === isSix);
  const toWide = (host: string): Target => [
    host,
    portOf(wide[host.includes(':') && !host.startsWith('::ffff:') ? 1 : 0]),
  ];
  const mapped = byFamily(false).map((host) => `::ffff:${host}`);
  return {
    streams: [
      ...[...own, ...mapped, '0.0.0.0', 'localhost'].map(toWide),
      ...narrow.map((server, index): Target => [own[index] ?? '', portOf(server)]),
    ],
    datagrams: own.map((host) => [host, (host.includes(':') ? six : four).address().port]),
    ...{ paths, received },
    close() {
      for (const server of [...wide, ...narrow, ...named]) server.close();
      for (const socket of [four, six]) socket.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Without those that need the name of an interface, which is not the same inside. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return [...new Set(all.map(({ address }) => address))].filter((address) => !address.startsWith('fe80:'));
}

async function listen(on: Parameters<Server['listen']>[0]): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => undefined).end('hub'));
  server.listen(on);
  await once(server, 'listening');
  return server;
}

async function bind(type: 'udp4' | 'udp6', received: string[]): Promise<Socket> {
  const socket = createSocket({ type, ipv6Only: type === 'udp6' });
  socket.on('message', (message) => received.push(message.toString('utf8')));
  socket.bind(0);
  await once(socket, 'listening');
  return socket;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

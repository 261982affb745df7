import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { awaitOutput, collect, INNER_NODE, specOf } from '../integration/sandbox/sandbox-harness.ts';
import { type Driver, openDriver } from './open-driver.ts';
import { CONNECT_BOUND } from './two-networks.ts';

// Runs as "the hub" in a network namespace that the test laid out. Argument: a layout in JSON. Prints which of the
// addresses the hub itself reaches and which a sandbox does, then the same for an address that this host gets while the sandbox runs.

interface Layout {
  readonly driver: Driver;
  /** To be tried on the peer's port. */
  readonly peerAddresses: readonly string[];
  readonly peerPort: number;
  /** Of "this host", to be tried on the port of a listener on all of them. */
  readonly hubAddresses: readonly string[];
  /** An address of the peer that an admin opened, with its port. */
  readonly opened: string;
  /** The peer's now, this host's later. */
  readonly moved: string;
  /** Of metadata services, which stay closed whatever is opened. */
  readonly metadata: readonly string[];
}

const layout = JSON.parse(process.argv[2] ?? '') as Layout;
const hub = createServer((socket) =>
  socket
    .on('error', () => undefined)
    .resume()
    .end('hub'),
);
await new Promise<void>((resolve) => hub.listen(0, '::', resolve));
const hubPort = portOf(hub);
const targets = [
  ...layout.peerAddresses.map((host) => [host, layout.peerPort] as const),
  ...layout.hubAddresses.map((host) => [host, hubPort] as const),
];
const ATTEMPT = `const net=require('net');
  const attempt=(host,port)=>new Promise((resolve)=>{const s=net.connect({host,port,timeout:10000},()=>s.write('hello'));let t='';
    s.on('data',(c)=>t+=c);s.on('error',()=>resolve(t));s.on('timeout',()=>{s.destroy();resolve(t)});s.on('end',()=>resolve(t.split(' ')[0]));});
  const all=async(list)=>(await Promise.all(list.map(async([h,p])=>[h+' '+(await attempt(h,p))]))).flat().filter((l)=>!l.endsWith(' '));`;
const attempt = (list: readonly (readonly [string, number])[], node = INNER_NODE): string =>
  `${node} -e "${ATTEMPT.replaceAll('\n', ' ')} all(${JSON.stringify(list).replaceAll('"', "'")}).then((r)=>console.log(JSON.stringify(r)))"`;

const PERL_FILE = { '/hub/run/bound.pl': Buffer.from(CONNECT_BOUND) };
const BOUND = `${targets.map(([host, port]) => `perl /hub/run/bound.pl ${host} ${port} &`).join('\n')}\nwait`;

const under = await openDriver(layout.driver);
// slirp4netns' own network is nowhere outside.
const outsideTargets = targets.filter(([host]) => !host.startsWith('10.0.2.'));
// Whatever this host itself doesn't reach would prove nothing of a sandbox.
const outside = await promisify(execFile)('/bin/sh', ['-c', attempt(outsideTargets, process.execPath)]);
const internet = { kind: 'internet', openHosts: [] } as const;
try {
  const plain = await collect(await under.sandbox.start(specOf(attempt(targets), { network: internet })));
  const openHosts = [
    { host: layout.opened, port: layout.peerPort },
    ...[...layout.hubAddresses, ...layout.metadata].map((host) => ({ host, port: null })),
  ];
  if (plain.stdout === '') throw new Error(`the probe failed: ${plain.startFailure} ${plain.stderr}`);
  const opened = await collect(
    await under.sandbox.start(specOf(attempt(targets), { network: { kind: 'internet', openHosts } })),
  );
  if (opened.stdout === '') throw new Error(`the second probe failed: ${opened.startFailure} ${opened.stderr}`);
  const otherPort = await collect(
    await under.sandbox.start(
      specOf(attempt([[layout.opened, layout.peerPort]]), {
        network: { kind: 'internet', openHosts: [{ host: layout.opened, port: layout.peerPort + 1 }] },
      }),
    ),
  );
  if (otherPort.stdout === '') throw new Error(`the third probe failed: ${otherPort.startFailure} ${otherPort.stderr}`);
  const bound = await collect(await under.sandbox.start(specOf(BOUND, { network: internet, files: PERL_FILE })));
  if (bound.stdout === '') throw new Error(`the bound probe failed: ${bound.startFailure} ${bound.stderr}`);
  const moved = await followMove();
  process.stdout.write(
    `${JSON.stringify({ outside: JSON.parse(outside.stdout), plain: JSON.parse(plain.stdout), opened: JSON.parse(opened.stdout), otherPort: JSON.parse(otherPort.stdout), bound: bound.stdout.trim().split('\n'), moved })}\n`,
  );
} finally {
  await under.close();
  hub.close();
}

/**
 * A sandbox that reached the address while it was the peer's tries again once it is this host's, which the test arranges on `move`: then the
 * kernel has no route for a datagram.
 */
async function followMove(): Promise<{ before: string[]; after: string[] }> {
  const command = `${attempt([[layout.moved, layout.peerPort]])}; while bash --norc -c 'exec 9<>/dev/udp/${layout.moved}/9'; do sleep 0.1; done 2>/dev/null; echo seen >&2; read -r _; ${attempt([[layout.moved, hubPort]])}`;
  const network = { kind: 'internet', openHosts: [{ host: layout.moved, port: null }] } as const;
  const started = await under.sandbox.start(specOf(command, { network }));
  const result = collect(started);
  await awaitOutput(started.stdout, '\n');
  const seen = awaitOutput(started.stderr, 'seen');
  process.stdout.write('move\n');
  await seen;
  await once(process.stdin, 'data');
  started.stdin.end('\n');
  const [before = '[]', after = '[]'] = (await result).stdout.split('\n');
  return { before: JSON.parse(before) as string[], after: JSON.parse(after) as string[] };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
process.stdin.unref();

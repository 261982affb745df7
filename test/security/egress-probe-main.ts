import type { RefusedHost, SandboxInternet } from '../../src/adapters/sandbox/sandbox.ts';
import { collect, INNER_NODE, specOf } from '../integration/sandbox/sandbox-harness.ts';
import { type Driver, openDriver } from './open-driver.ts';
import { CONNECT_BOUND } from './two-networks.ts';

// Runs as "the hub" in a network that the test laid out. Argument: JSON { driver, sandboxes }, each with a network and steps that are carried
// out inside in order. Prints a JSON line: for each sandbox what its steps gave, and which hosts were refused.

interface Layout {
  readonly driver: Driver;
  readonly sandboxes: Readonly<Record<string, { readonly network: SandboxInternet; readonly steps: readonly Step[] }>>;
}

/** `connect host port`, `bound host port`, `fetch url`, `text name`, `ask server name`, `flood`. */
type Step = readonly string[];

const INNER = `
const net = require('node:net'); const dgram = require('node:dgram'); const dns = require('node:dns').promises;
const connect = (host, port) => new Promise((resolve) => {
  const socket = net.connect({ host, port: Number(port), timeout: 20000 }, () => socket.write('hello\\n'));
  let text = '';
  socket.on('data', (chunk) => { text += chunk; });
  socket.on('error', (error) => resolve(error.code));
  socket.on('timeout', () => { socket.destroy(); resolve('timeout'); });
  socket.on('end', () => resolve(text));
});
const open = async (url) => {
  try { const answer = await fetch(url); return answer.status + ' ' + (await answer.text()); }
  catch (error) { return error.cause?.code ?? String(error); }
};
const text = (name) => dns.resolveTxt(name).then((all) => String(all[0][0].length), (error) => error.code);
const ask = (server, name) => {
  const resolver = new dns.Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([server]);
  return resolver.resolve4(name).then(String, (error) => error.code);
};
const flood = () => new Promise((resolve) => {
  const socket = dgram.createSocket('udp4');
  let rest = 20000;
  const next = () => rest-- > 0 ? socket.send(Buffer.from([1,2,1,0,0,1,0,0,0,0,0,0,1,120,4,116,101,115,116,0,0,1,0,1]), 53, '127.0.0.53', next)
    : (socket.close(), resolve('sent'));
  next();
});
const many = async () => {
  for (let i = 0; i < 25; i += 1) await dns.lookup('n' + i + '.nowhere.test').catch(() => 0);
  return 'asked';
};
const bound = (host, port) => require('node:child_process').spawnSync('perl', ['/hub/run/bound.pl', host, port]).stdout.toString() || 'nothing';
const steps = { bound, connect, fetch: open, text, ask, flood, many };
(async () => {
  const results = [];
  for (const [name, ...rest] of JSON.parse(process.argv[2])) results.push(await steps[name](...rest));
  console.log(JSON.stringify(results));
})();
`;

const layout = JSON.parse(process.argv[2] ?? '') as Layout;
const under = await openDriver(layout.driver);
const results: Record<string, unknown> = {};
try {
  await Promise.all(
    Object.entries(layout.sandboxes).map(async ([name, { network, steps }]) => {
      results[name] = await probe(network, steps);
    }),
  );
  process.stdout.write(`${JSON.stringify(results)}\n`);
} finally {
  await under.close();
}

async function probe(network: SandboxInternet, steps: readonly Step[]): Promise<object> {
  const refused: RefusedHost[] = [];
  const spec = specOf(`exec ${INNER_NODE} /hub/run/probe.js "$STEPS"`, {
    env: { PATH: '/usr/bin:/bin', HOME: '/hub/home', TMPDIR: '/tmp', STEPS: JSON.stringify(steps) },
    files: { '/hub/run/probe.js': Buffer.from(INNER), '/hub/run/bound.pl': Buffer.from(CONNECT_BOUND) },
    network: { ...network, onRefused: (host) => refused.push(host) },
  });
  const { stdout, stderr, startFailure } = await collect(await under.sandbox.start(spec));
  if (stdout === '') throw new Error(`a probe failed: ${startFailure} ${stderr}`);
  return { steps: JSON.parse(stdout), refused };
}
process.stdin.unref();

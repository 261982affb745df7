import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { expect } from 'chai';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { buildSmallIntegration, installTenants } from '../support/small-integration.ts';
import { useSharedHub } from '../support/use-hub-stack.ts';

/** Tries what its trigger names, and prints what it could reach, read and see. */
const MAIN = `
const fs = require('node:fs');
const net = require('node:net');
const { payload } = JSON.parse(process.env.PAN_CTX_RUN_TRIGGERS)[0];
const { ports, paths } = JSON.parse(fs.readFileSync(payload.file, 'utf8'));
const read = (path) => { try { return fs.readFileSync(path, 'latin1'); } catch { return ''; } };
const reaches = (host, port) => new Promise((resolve) => {
  const socket = net.connect({ host, port, timeout: 2000 });
  socket.on('connect', () => resolve(socket.destroy() && true));
  socket.on('timeout', () => resolve(socket.destroy() && false));
  socket.on('error', () => resolve(false));
});
const pids = fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
(async () => {
  const targets = ports.flatMap((port) => [['127.0.0.1', port], ['::1', port], ['localhost', port]]);
  const reached = [];
  for (const [host, port] of targets) if (await reaches(host, port)) reached.push(host + ':' + port);
  console.error(JSON.stringify({
    tried: targets.length,
    reached,
    visible: paths.filter((path) => fs.existsSync(path)),
    commands: pids.map((pid) => read('/proc/' + pid + '/cmdline').replaceAll('\\0', ' ')),
    environments: pids.map((pid) => read('/proc/' + pid + '/environ')).join('\\n'),
  }));
})();
`;

interface Report {
  readonly tried: number;
  readonly reached: readonly string[];
  readonly visible: readonly string[];
  readonly commands: readonly string[];
  readonly environments: string;
}

describe('a run of the real hub', function isolation() {
  this.timeout(120_000);
  const hub = useSharedHub('api and worker');
  let git: GitServer;
  let report: Report;
  let ports: number[];
  let paths: string[];

  before(async () => {
    git = await startGitServer();
    const { client, stack } = hub;
    const { id } = await buildSmallIntegration(client, git, { main: MAIN });
    const [tenant] = await installTenants(client, id, 1);
    ports = [stack.url, stack.databaseUrl, `http://${stack.temporalAddress}`].map((url) => Number(new URL(url).port));
    paths = [`${stack.folder}`, `${stack.folder}/owner-api-key`, `${stack.folder}/hub`, process.cwd(), '/etc/shadow'];
    const trigger = await client.sync(tenant?.id ?? 0, 'normal', { ports, paths });
    expect(await client.untilEnded(trigger)).to.equal('Succeeded');
    const run = await client.runOf(tenant?.id ?? 0, trigger);
    const text = await client.log(run.id);
    report = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Report;
  });
  after(() => git?.close());

  it('reaches neither API nor PostgreSQL nor Temporal, which listen where it looks', async () => {
    for (const port of ports) {
      const socket = connect({ host: '127.0.0.1', port });
      await once(socket, 'connect');
      socket.destroy();
    }
    expect(report.tried).to.equal(9);
    expect(report.reached).to.deep.equal([]);
  });

  it("sees nothing of the hub's data, of its code or of the machine's secrets", () => {
    for (const path of paths) expect(existsSync(path), path).to.equal(true);
    expect(report.visible).to.deep.equal([]);
  });

  it("sees no process but its own, and nothing of the hub's environment", () => {
    expect(report.commands.some((command) => command.includes('main.js'))).to.equal(true);
    expect(report.commands.join('\n')).not.to.match(/postgres|temporal|api\/main|worker\/main|supervisor|slirp/);
    expect(report.environments).to.include('PAN_CTX_RUN_ID=');
    // HUBWRIGHT_SANDBOX_OF is the mark by which a starting worker finds orphans: a random id, no setting.
    expect(report.environments).not.to.match(/DATABASE_URL|HUBWRIGHT_(?!SANDBOX_OF=)|TEMPORAL_/);
    expect(report.environments).not.to.include(new URL(hub.stack.databaseUrl).password);
  });
});

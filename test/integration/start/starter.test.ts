import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { isRoot } from '../../../start/confine-service.ts';
import { isRunning, readIdentity } from '../../../start/process-identity.ts';
import { makeTestFolder } from '../../support/test-folder.ts';
import {
  endingOrder,
  environmentOf,
  eventually,
  membersOf,
  partsOf,
  runStarter,
  STARTER_SCRIPT,
  type Starter,
} from './starter.ts';

const KEY = 'a-key-from-outside-0123456789';
const READY = /Hubwright is ready/;

describe('the starter', () => {
  const running: Starter[] = [];

  afterEach(async () => {
    for (const starter of running.splice(0)) {
      starter.process.kill('SIGTERM');
      await starter.exitCode;
    }
  });

  function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Starter {
    const starter = runStarter(args, env);
    running.push(starter);
    return starter;
  }

  async function startReady(folder: string, env: Readonly<Record<string, string>> = {}): Promise<Starter> {
    const starter = start(['--port', '0', '--data-dir', folder], env);
    await starter.outputMatches(READY);
    return starter;
  }

  it('hands the first key over in a file that only its owner reads, and to no child', async () => {
    const folder = makeTestFolder('first-key');
    const starter = await startReady(folder, { HUBWRIGHT_BOOTSTRAP_API_KEY: KEY });
    const file = join(folder, 'owner-api-key');
    expect(readFileSync(file, 'utf8').trim()).to.equal(KEY);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(statSync(folder).mode & 0o777).to.equal(0o700);
    expect(starter.output()).to.include(file).and.not.to.include(KEY);
    const members = membersOf(partsOf(folder));
    expect(members.length).to.be.greaterThan(3);
    for (const { pid } of members) expect(environmentOf(pid).join('\n')).not.to.include(KEY);
  });

  it('refuses a second start on the same data folder, naming the process', async () => {
    const folder = makeTestFolder('twice');
    const first = await startReady(folder);
    const second = start(['--port', '0', '--data-dir', folder]);
    expect(await second.exitCode).to.equal(1);
    expect(second.output().trim()).to.equal(
      `Hubwright already runs on the data folder ${folder} (process ${first.pid}).`,
    );
    expect(first.process.exitCode).to.equal(null);
  });

  it('ends hub, Temporal and PostgreSQL in this order at SIGTERM, leaving no process', async () => {
    const folder = makeTestFolder('order');
    const starter = await startReady(folder);
    const parts = partsOf(folder);
    const members = membersOf(parts);
    const begin = performance.now();
    starter.process.kill('SIGTERM');
    const ended = await endingOrder(members);
    expect(await starter.exitCode).to.equal(0);
    expect(performance.now() - begin).to.be.lessThan(15_000);
    const leaders = ended.map(({ pid }) => pid).filter((pid) => Object.values(parts).some((part) => part.pid === pid));
    expect(leaders).to.deep.equal([parts.hub.pid, parts.temporal.pid, parts.postgres.pid]);
  });

  it('leaves no process when it is killed, and finds its data at the next start', async () => {
    const folder = makeTestFolder('killed');
    const first = await startReady(folder);
    const key = readFileSync(join(folder, 'owner-api-key'), 'utf8');
    await query(databaseUrl(folder), `create table kept as select 42 as answer`);
    const members = membersOf(partsOf(folder));
    first.process.kill('SIGKILL');
    await endingOrder(members);
    await startReady(folder);
    const [row] = await query(databaseUrl(folder), 'select answer from kept');
    expect(row).to.deep.equal({ answer: 42 });
    expect(readFileSync(join(folder, 'owner-api-key'), 'utf8')).to.equal(key);
  });

  it('starts a part that was killed again, with one sentence', async () => {
    const folder = makeTestFolder('restart');
    const starter = await startReady(folder);
    const url = databaseUrl(folder);
    const parts = partsOf(folder);
    const names = { postgres: 'PostgreSQL', temporal: 'Temporal', hub: 'The hub' } as const;
    for (const [part, name] of Object.entries(names) as ['postgres' | 'temporal' | 'hub', string][]) {
      process.kill(parts[part].pid, 'SIGKILL');
      await starter.outputMatches(new RegExp(`^${name} ended \\(SIGKILL\\) and was started again`, 'm'));
      await eventually('another process', () => partsOf(folder)[part].pid !== parts[part].pid);
    }
    expect(await query(url, 'select 1 as one')).to.deep.equal([{ one: 1 }]);
  });

  it('says in one sentence that the port is taken, before it starts anything', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const starter = start(['--port', `${port}`, '--data-dir', makeTestFolder('taken')]);
    expect(await starter.exitCode).to.equal(1);
    server.close();
    expect(starter.output()).to.match(new RegExp(`^Port ${port} of 127.0.0.1 is taken [^\\n]*\\n$`));
  });

  it('says in one sentence that the data are of another PostgreSQL', async () => {
    const folder = makeTestFolder('version');
    mkdirSync(join(folder, 'postgres', 'cluster', 'data'), { recursive: true });
    writeFileSync(join(folder, 'postgres', 'cluster', 'data', 'PG_VERSION'), '13\n');
    const starter = start(['--port', '0', '--data-dir', folder]);
    expect(await starter.exitCode).to.equal(1);
    expect(starter.output()).to.match(/^The data folder holds a PostgreSQL 13 database and [^\n]*\n/m);
    const temporal = readIdentity(join(folder, 'temporal', 'process.json'));
    expect(temporal && isRunning(temporal)).to.equal(false);
  });

  it('says in one sentence that the disk is full', () => {
    const folder = makeTestFolder('full');
    const { status, stdout } = runOnFullDisk(folder);
    expect(stdout).to.match(/^The disk of [^\n]* is full \(\d MiB free, [^\n]*\n$/);
    expect(status).to.equal(1);
  });

  it('says in one sentence that Temporal or the database is away, and ends what it started', async () => {
    const port = await closedPort();
    const noTemporal = makeTestFolder('no-temporal');
    const first = start(['--port', '0', '--data-dir', noTemporal, '--temporal-address', `127.0.0.1:${port}`]);
    const second = start(['--port', '0', '--data-dir', makeTestFolder('no-database')], {
      DATABASE_URL: `postgres://u:p@127.0.0.1:${port}/x`,
    });
    expect(await first.exitCode).to.equal(1);
    expect(first.output()).to.match(/^Temporal at 127\.0\.0\.1:\d+ does not answer for the namespace "hubwright"\.$/m);
    expect(await second.exitCode).to.equal(1);
    expect(second.output()).to.match(/^The database of DATABASE_URL does not answer: [^\n]*\.$/m);
  });

  it('refuses an unknown flag and lists the known ones', async () => {
    const starter = start(['--prot', '80']);
    expect(await starter.exitCode).to.equal(1);
    expect(starter.output()).to.match(/^Unknown option '--prot'\. The flags are:\n {2}--port VALUE/);
  });
});

/** The full disk is a small file system in a mount namespace that goes away with the starter. */
function runOnFullDisk(folder: string): { status: number | null; stdout: string } {
  const script = 'mount -t tmpfs -o size=8m tmpfs "$1" && exec "$2" "$3" --port 0 --data-dir "$1/data"';
  const namespace = isRoot ? ['--mount'] : ['--mount', '--map-root-user'];
  const command = [...namespace, 'sh', '-c', script, 'sh', folder, process.execPath, STARTER_SCRIPT];
  return spawnSync('unshare', command, { encoding: 'utf8' });
}

function databaseUrl(folder: string): string {
  const variable = environmentOf(partsOf(folder).hub.pid).find((entry) => entry.startsWith('DATABASE_URL='));
  return variable?.slice('DATABASE_URL='.length) ?? '';
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows ?? [];
  } finally {
    await client.end();
  }
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, stdout } from 'node:process';
import { ensureDatabase, startEmbeddedPostgres } from '../start/embedded-postgres.ts';
import { cacheFolder } from '../start/find-temporal.ts';
import { openPlainFloor, type PlainFloor } from './plain-floor.ts';
import { openProcessorAccount, type ProcessorAccount } from './processor-account.ts';
import { summarise } from './quantile.ts';
import { writeResults } from './results.ts';

/** Fetched with npm on first use and kept in the user's cache folder; no dependencies of the hub. */
const PACKAGES = { '@dbos-inc/dbos-sdk': '5.3.0', 'graphile-worker': '0.18.0', pg: '8.23.1' } as const;
const PEERS = { graphileWorker: 'graphile-worker.mjs', dbos: 'dbos.mjs' } as const;
const LATENCY = { count: 1, concurrency: 1, pauseMs: 100 } as const;
const ROUNDS = 30;
const BURST = { count: 100, concurrency: 8, pauseMs: 0 } as const;

/** Other job systems with the very child of the plain floor, on a PostgreSQL that syncs to disk. Each process takes turns with the floor. */
async function main(): Promise<void> {
  const scripts = installPeers();
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-bench-peers-'));
  const postgres = await startEmbeddedPostgres({ folder, logFile: join(folder, 'postgres.log'), isDurable: true });
  try {
    await ensureDatabase(postgres, 'bench');
    const floor = await openPlainFloor(postgres.urlOf('bench'));
    const results: Record<string, unknown> = {};
    for (const [name, script] of Object.entries(PEERS)) {
      const peer = await openPlainFloor(postgres.urlOf('bench'), join(scripts, 'peers', script));
      results[name] = await measure(name, peer, floor, postgres.pid).finally(() => peer.close());
    }
    await floor.close();
    writeResults('peers', { packages: PACKAGES, ...results });
  } finally {
    await postgres.stop(5_000);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns a folder in which the peers' scripts find their packages. */
function installPeers(): string {
  const folder = join(cacheFolder(env), 'bench-peers');
  mkdirSync(folder, { recursive: true });
  const manifest = `${JSON.stringify({ private: true, type: 'module', dependencies: PACKAGES })}\n`;
  const file = join(folder, 'package.json');
  if (!existsSync(file) || readFileSync(file, 'utf8') !== manifest || !existsSync(join(folder, 'node_modules'))) {
    say('Getting the peers with npm');
    writeFileSync(file, manifest);
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
  }
  cpSync(join(import.meta.dirname, 'peers'), join(folder, 'peers'), { recursive: true });
  cpSync(join(import.meta.dirname, 'plain-child.ts'), join(folder, 'plain-child.ts'));
  return folder;
}

async function measure(name: string, peer: PlainFloor, floor: PlainFloor, postgresPid: number): Promise<object> {
  const latencies = { peer: [] as number[], floor: [] as number[] };
  await peer.measure(LATENCY);
  for (let round = 0; round < ROUNDS; round += 1) {
    latencies.peer.push(...(await peer.measure(LATENCY)).latenciesMs);
    latencies.floor.push(...(await floor.measure(LATENCY)).latenciesMs);
  }
  const before = await burst(floor, postgresPid);
  const own = await burst(peer, postgresPid);
  const after = await burst(floor, postgresPid);
  const firstLine = { peer: summarise(latencies.peer), floor: summarise(latencies.floor) };
  const ratios = {
    firstLine: firstLine.peer.p50Ms / firstLine.floor.p50Ms,
    throughput: (own.perSecond * 2) / (before.perSecond + after.perSecond),
  };
  const processorMsPerRun = {
    peer: own.processorMsPerRun,
    floor: (before.processorMsPerRun + after.processorMsPerRun) / 2,
  };
  const shown = (value: number): string => value.toFixed(2);
  say(
    `${name}: first line ${shown(ratios.firstLine)} × the floor, throughput ${shown(ratios.throughput)} × the floor, ` +
      `processor time of a run ${shown(processorMsPerRun.peer)} ms (floor: ${shown(processorMsPerRun.floor)})`,
  );
  return {
    firstLine,
    perSecond: { peer: own.perSecond, before: before.perSecond, after: after.perSecond },
    ratios,
    processorMsPerRun,
  };
}

/** As many runs at once as `BURST` says, with what they and PostgreSQL used of the processor. */
async function burst(
  runner: PlainFloor,
  postgresPid: number,
): Promise<{ perSecond: number; processorMsPerRun: number }> {
  const accounts: readonly ProcessorAccount[] = [openProcessorAccount('runner'), openProcessorAccount('postgres')];
  accounts[0]?.add(runner.pid);
  accounts[1]?.add(postgresPid);
  const { perSecond } = await runner.measure(BURST);
  const usedMs = accounts.reduce((sum, account) => sum + account.usedMs(), 0);
  for (const account of accounts) account.close();
  return { perSecond, processorMsPerRun: usedMs / BURST.count };
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main();

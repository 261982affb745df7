import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findChaosViolations } from './chaos-violations.ts';
import { type GitServer, startGitServer } from './git-server.ts';
import type { HubComponent, HubStack } from './hub-stack.ts';
import { PandiumClient } from './pandium-client.ts';
import { watchRunProcesses } from './run-witness.ts';
import { createSeededRandom, shuffle } from './seeded-random.ts';
import { buildSmallIntegration, installTenants } from './small-integration.ts';

export interface ChaosOptions {
  readonly stack: HubStack;
  readonly seed: number;
  /** In each round every part is killed once, at a random moment and in random order. */
  readonly rounds: number;
  readonly roundMs: number;
  readonly tenants: number;
  /** Before the rounds the database alone is away for so long, and nothing is killed; 0 by default. */
  readonly outageMs?: number;
  /** How long a run takes at most; 1,650 by default. */
  readonly longestMs?: number;
  readonly say: (line: string) => void;
}

export interface ChaosReport {
  readonly triggers: number;
  readonly retriedRequests: number;
  readonly kills: readonly string[];
  readonly runs: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly attempts: number;
  readonly lostAttempts: number;
  readonly looks: number;
  readonly processesSeen: number;
  /** From the last restart until every run was final, milliseconds. */
  readonly settledMs: number;
  /** What must not be; empty where everything held. */
  readonly faults: readonly string[];
}

const SCRIPT = 'chaos-witness.js';
const PAUSE_MS = 500;
const SETTLE_MS = 180_000;
const STREAM_MS = 10_000;

/** Tells its start, that it lives, and its end by the machine's clock, which all sandboxes share. */
const main = (longestMs: number): string => `
const now = () => process.hrtime.bigint().toString();
const nonce = Math.random().toString(36).slice(2);
const say = (word) => process.stderr.write(word + ' ' + nonce + ' ' + now() + '\\n');
say('start');
setInterval(() => say('beat'), 100).unref();
setTimeout(() => { say('end'); process.exit(0); }, 150 + Math.random() * ${longestMs - 150});
`;

/** A stream of triggers while parts of the hub are killed at random moments; then waits and looks at what became of them. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { stack } = options;
  const git = await startGitServer();
  const witness = watchRunProcesses(SCRIPT);
  try {
    const client = new PandiumClient(stack.url, stack.apiKey);
    const tenantIds = await prepare(client, git, options);
    const accepted: string[] = [];
    const streamEnd = new AbortController();
    let retriedRequests = 0;
    const onRetry = (): void => {
      retriedRequests += 1;
    };
    const streams = tenantIds.map((tenantId, index) =>
      streamTriggers(
        client,
        tenantId,
        createSeededRandom(options.seed * 1000 + index),
        streamEnd.signal,
        accepted,
        onRetry,
      ),
    );
    await loseDatabase(options);
    const kills = await killParts(options);
    streamEnd.abort();
    await Promise.all(streams);
    const restoredAtMs = Date.now();
    await stack.untilReady();
    const settledMs = await untilSettled(stack.databaseUrl, restoredAtMs);
    const found = await withDatabase(stack.databaseUrl, (db) =>
      findChaosViolations(db, { accepted, lives: stack.lives }),
    );
    const faults = [...witness.overlaps, ...found.faults, ...(await askStatuses(client, accepted))];
    return {
      ...found.counts,
      ...{ triggers: accepted.length, retriedRequests, kills, settledMs, faults },
      ...{ looks: witness.looks, processesSeen: witness.seen },
    };
  } finally {
    witness.stop();
    await git.close();
  }
}

async function prepare(
  client: PandiumClient,
  git: GitServer,
  { tenants, longestMs = 1_650 }: ChaosOptions,
): Promise<number[]> {
  const run = `node ${SCRIPT} "$PAN_CTX_TENANT_ID" "$PAN_CTX_RUN_ID"`;
  const integration = await buildSmallIntegration(client, git, { main: main(longestMs), mainFile: SCRIPT, run });
  return (await installTenants(client, integration.id, tenants)).map(({ id }) => id);
}

async function streamTriggers(
  client: PandiumClient,
  tenantId: number,
  random: () => number,
  signal: AbortSignal,
  accepted: string[],
  onRetry: () => void,
): Promise<void> {
  while (!signal.aborted) {
    accepted.push(await triggerOnce(client, tenantId, onRetry));
    await delay(random() * 3_000);
  }
}

/** Asks with one Idempotency-Key until the hub answers 202: then it counts. */
async function triggerOnce(client: PandiumClient, tenantId: number, onRetry: () => void): Promise<string> {
  const headers = { 'Idempotency-Key': randomUUID() };
  for (;;) {
    const response = await client.send('POST', `/v2/tenants/${tenantId}/sync`, {}, headers).catch(() => null);
    const text = await response?.text().catch(() => '');
    if (response?.status === 202 && text) return (JSON.parse(text) as { trigger_id: string }).trigger_id;
    if (response && response.status < 500 && response.status !== 202) throw new Error(`${response.status}: ${text}`);
    onRetry();
    await delay(PAUSE_MS);
  }
}

/** Runs are under way by then, and triggers are asked for as long as it lasts. */
async function loseDatabase({ stack, say, outageMs = 0 }: ChaosOptions): Promise<void> {
  if (outageMs === 0) return;
  await delay(STREAM_MS);
  say(`the database is away for ${outageMs / 1000} s`);
  await killAndRestart(stack, 'postgres', outageMs);
  await delay(STREAM_MS);
}

async function killParts(options: ChaosOptions): Promise<string[]> {
  const { stack, say } = options;
  const random = createSeededRandom(options.seed);
  const told: string[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    const beganAtMs = Date.now();
    const killings = shuffle(stack.parts, random).map((part) => ({
      part,
      atMs: random() * options.roundMs * 0.8,
      downMs: random() * options.roundMs * 0.2,
    }));
    await Promise.all(
      killings.map(async ({ part, atMs, downMs }) => {
        await delay(atMs);
        await killAndRestart(stack, part, downMs);
        const line = `round ${round}: ${part} killed at ${(atMs / 1000).toFixed(1)} s, back after ${(downMs / 1000).toFixed(1)} s`;
        told.push(line);
        say(line);
      }),
    );
    await delay(Math.max(options.roundMs - (Date.now() - beganAtMs), 0));
  }
  return told;
}

async function killAndRestart(stack: HubStack, part: HubComponent, downMs: number): Promise<void> {
  await stack.kill(part);
  await delay(downMs);
  await stack.restart(part);
}

/** Waits until no run is queued or running; answers how long that took. */
async function untilSettled(databaseUrl: string, sinceMs: number): Promise<number> {
  while (Date.now() - sinceMs < SETTLE_MS) {
    const open = await withDatabase(databaseUrl, async (db) => {
      const { rows } = await db.query(`select count(*)::int as open from runs where phase in ('queued', 'running')`);
      return (rows[0] as { open: number }).open;
    });
    if (open === 0) break;
    await delay(PAUSE_MS);
  }
  return Date.now() - sinceMs;
}

async function withDatabase<Result>(url: string, work: (db: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function askStatuses(client: PandiumClient, accepted: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const triggerId of accepted) {
    const status = await client.triggerStatus(triggerId).catch((error: Error) => error.message);
    if (!/^(Succeeded|Failed|Cancelled)/.test(status)) faults.push(`trigger ${triggerId} is told as ${status}`);
  }
  return faults;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { toRunJson } from '../api/schemas/run-schema.ts';
import { readLogLines } from '../src/adapters/run-logs/read-log.ts';
import { type Database, openDatabase } from '../src/db/database.ts';
import type { ListPosition } from '../src/db/list-rows.ts';
import { migrate } from '../src/db/migrate.ts';
import { listRuns, type RunFilter } from '../src/db/stores/runs/run-repository.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../start/embedded-postgres.ts';
import { type FilledRuns, fillRuns } from './fill-runs.ts';
import { summarise } from './quantile.ts';
import { writeResults } from './results.ts';

const TIMES = 40;
const WARM_UP = 5;
const LIST_LIMIT_MS = 100;
const LOG_LIMIT_MS = 150;
const CAPS = { integration: 100_000, partner: 100_000, hub: 100_000 };

type Case = readonly [name: string, filter: RunFilter, partnerScope?: number];

/** Every filter of the runs list and a page of a log: `node bench/run-lists.ts [runs] [log lines]`, 50,000 and 5,000,000 by default. */
async function main(): Promise<void> {
  const [runs, lines] = [Number(argv[2] ?? 50_000), Number(argv[3] ?? 5_000_000)];
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-run-lists-'));
  const options = { folder: join(folder, 'postgres'), logFile: join(folder, 'postgres.log'), isDurable: false };
  const postgres = await startEmbeddedPostgres(options);
  try {
    await ensureDatabase(postgres, 'bench');
    const url = postgres.urlOf('bench');
    await migrate(url);
    const db = await openDatabase({ url, poolSize: 8 });
    try {
      await report(db, runs, lines);
    } finally {
      await db.close();
    }
  } finally {
    await postgres.stop(5_000);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function report(db: Database, runs: number, lines: number): Promise<void> {
  const filled = await fillRuns(db, runs, lines);
  say(`filled: ${JSON.stringify(filled.counts)}`);
  const lists: Record<string, Record<string, number>> = {};
  for (const one of casesOf(filled)) lists[one[0]] = await measureList(db, one, Math.floor(runs * 0.4));
  const log = await measureLog(db, filled);
  const slowest = Math.max(
    ...Object.values(lists).flatMap(({ firstP95Ms = 0, deepP95Ms = 0 }) => [firstP95Ms, deepP95Ms]),
  );
  const limits = { listP95Ms: LIST_LIMIT_MS, logP95Ms: LOG_LIMIT_MS };
  writeResults('run-lists', { counts: filled.counts, limits, slowestListP95Ms: slowest, lists, log });
  say(
    `slowest list p95 ${slowest.toFixed(1)} ms of ${LIST_LIMIT_MS}, log page p95 ${log.tailP95Ms.toFixed(1)} ms of ${LOG_LIMIT_MS}`,
  );
  process.exitCode = slowest < LIST_LIMIT_MS && Math.max(log.tailP95Ms, log.middleP95Ms) < LOG_LIMIT_MS ? 0 : 1;
}

function casesOf({ partnerId, integrationId, tenantId, releaseId }: FilledRuns): Case[] {
  const dayAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
  return [
    ['none', {}],
    ['scope of a partner', {}, partnerId],
    ['tenant', { tenantId }],
    ['integration', { integrationId }],
    ['partner', { partnerId }],
    ...(['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const).map(
      (phase): Case => [`phase ${phase}`, { phase }],
    ),
    ...(['init', 'normal', 'webhook'] as const).map((mode): Case => [`mode ${mode}`, { mode }]),
    ...(['schedule', 'init', 'other', 'rerun'] as const).map((lane): Case => [`lane ${lane}`, { lane }]),
    ...(['schedule', 'hub', 'marketplace', 'api', 'webhook'] as const).map(
      (source): Case => [`source ${source}`, { source }],
    ),
    ...(['integration', 'timeout', 'oom', 'refresh'] as const).map(
      (one): Case => [`class ${one}`, { failureClass: one }],
    ),
    ['release', { releaseId }],
    ['rerun of', { rerunOf: 1 }],
    ['the last day', { from: dayAgo(1) }],
    ['a day three weeks ago', { from: dayAgo(21), to: dayAgo(20) }],
    ['needs attention', { needsAttention: true }],
    ['needs no attention', { needsAttention: false }],
    ['partner, failed, a week', { partnerId, phase: 'failed', from: dayAgo(14), to: dayAgo(7) }],
    ['integration, source, mode', { integrationId, source: 'webhook', mode: 'webhook' }],
    ['scope, class, lane', { failureClass: 'oom', lane: 'schedule' }, partnerId],
  ];
}

async function measureList(db: Database, [name, filter, scope]: Case, deepId: number): Promise<Record<string, number>> {
  const list = (after: ListPosition | null) => () => readPage(db, filter, scope ?? null, after);
  const first = await measure(list(null));
  const deep = await measure(list({ value: String(deepId), id: deepId }));
  // The floor: the newest runs by the primary key alone, as many as a page has.
  const bare = await measure(() => db.query(`select id, phase, queued_at from runs order by id desc limit 101`));
  const numbers = {
    ...{ firstP50Ms: first.p50Ms, firstP95Ms: first.p95Ms, deepP50Ms: deep.p50Ms, deepP95Ms: deep.p95Ms },
    ...{ barePageP50Ms: bare.p50Ms, ratioToBare: first.p50Ms / bare.p50Ms },
  };
  say(`${name}: p50 ${first.p50Ms.toFixed(1)}, p95 ${first.p95Ms.toFixed(1)}; deep p95 ${deep.p95Ms.toFixed(1)} ms`);
  return numbers;
}

/** What the API does for a page except HTTP: the list, what belongs to its runs, the text of the response. */
async function readPage(db: Database, filter: RunFilter, partnerId: number | null, after: ListPosition | null) {
  const request = {
    limit: 100,
    skip: 0,
    sort: { field: 'id', direction: 'DESC' as const },
    after,
    isCountWanted: false,
  };
  const page = await listRuns(db, CAPS, { partnerId }, filter, request);
  return JSON.stringify(page.items.map((record) => toRunJson(record, null))).length;
}

async function measureLog(db: Database, { longRunId, longLines }: FilledRuns) {
  const logDay = new Date().toISOString().slice(0, 10);
  const source = { kind: 'run', runId: longRunId, logDay } as const;
  const tail = await measure(async () => (await readLogLines(db, source, longLines - 1_000)).length);
  const middle = await measure(async () => (await readLogLines(db, source, longLines / 2)).length);
  const bare = await measure(() =>
    db.query(`select text from log_chunks where log_day = $1 and run_id = $2 order by first_line desc limit 10`, [
      logDay,
      longRunId,
    ]),
  );
  const ratioToBare = tail.p50Ms / bare.p50Ms;
  return { lines: longLines, tailP95Ms: tail.p95Ms, middleP95Ms: middle.p95Ms, bareP50Ms: bare.p50Ms, ratioToBare };
}

async function measure(work: () => Promise<unknown>) {
  const times: number[] = [];
  for (let index = -WARM_UP; index < TIMES; index += 1) {
    const began = performance.now();
    await work();
    if (index >= 0) times.push(performance.now() - began);
  }
  return summarise(times);
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main();

import type { Database } from '../src/db/database.ts';

export interface FilledRuns {
  readonly partnerId: number;
  readonly integrationId: number;
  readonly tenantId: number;
  readonly releaseId: number;
  /** The run with the long log. */
  readonly longRunId: number;
  readonly longLines: number;
  readonly counts: Readonly<Record<string, number>>;
}

const PARTNERS = 20;
const INTEGRATIONS = 100;
const TENANTS = 5_000;
const DAYS = 30;
const LINES_OF_CHUNK = 100;
const LONG_LINES = 500_000;
const ENDED = `n <= $1 - 600`;

/** Fills a migrated database with `runs` runs and `lines` log lines, as a hub of a month would hold them. */
export async function fillRuns(db: Database, runs: number, lines: number): Promise<FilledRuns> {
  await db.query(
    `insert into partners (name, state) select 'partner ' || n, 'approved' from generate_series(1, $1) n`,
    [PARTNERS],
  );
  await db.query(INTEGRATION_ROWS, [INTEGRATIONS, PARTNERS]);
  await db.query(RELEASE_ROWS);
  await db.query(TENANT_ROWS, [TENANTS, INTEGRATIONS]);
  await db.query(RUN_ROWS, [runs, TENANTS, DAYS]);
  await db.query(`update runs set rerun_of = id - 1000 where lane = 'rerun' and id > 1000`);
  await db.query(TRIGGER_ROWS);
  await db.query(ATTEMPT_ROWS);
  await db.query(TROUBLE_ROWS);
  const chunksOfRun = Math.max(1, Math.floor((lines - LONG_LINES) / runs / LINES_OF_CHUNK));
  await db.query(CHUNK_ROWS, [chunksOfRun, LINES_OF_CHUNK]);
  const longRunId = Math.floor(runs / 2);
  await db.query(`delete from log_chunks where run_id = $1`, [longRunId]);
  await db.query(LONG_CHUNK_ROWS, [longRunId, LONG_LINES / LINES_OF_CHUNK, LINES_OF_CHUNK]);
  await db.query(`vacuum analyze`);
  const [counts] = await db.query<Record<string, number>>(COUNTS);
  const [one] = await db.query<{ tenant: number; integration: number; partner: number; release: number }>(
    `select r.tenant_id as tenant, r.integration_id as integration, r.partner_id as partner, r.release_id as release
     from runs r where r.id = $1`,
    [longRunId],
  );
  if (!one || !counts) throw new Error('nothing was filled in');
  const { tenant: tenantId, integration: integrationId, partner: partnerId, release: releaseId } = one;
  return { partnerId, integrationId, tenantId, releaseId, longRunId, longLines: LONG_LINES, counts };
}

const INTEGRATION_ROWS = `
  insert into integrations (partner_id, name, long_name, type, state, default_release_channel)
  select 1 + n % $2, 'integration-' || n, 'Integration ' || n, 'Internal', 'published', 'Latest' from generate_series(1, $1) n`;

const RELEASE_ROWS = `
  insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, commit_sha, manifest, artifact_digest,
    repository_url, repository_path, requested_by, finished_at)
  select i.id, n, 'ready', 'main', true, '{}', repeat('a', 40), '{"run": "node main.js"}', 'sha256:00', 'https://git.example.com/a', '',
    'bench', now() from integrations i, generate_series(1, 5) n`;

const TENANT_ROWS = `
  insert into tenants (integration_id, name, source, release_channel, configs)
  select 1 + n % $2, 'tenant-' || n, 'api', 'Latest', jsonb_build_object('region', md5(n::text)) from generate_series(1, $1) n`;

// The last 600 are queued (500) or running (100), of different tenants; a tenth of the others failed.
const RUN_ROWS = `
  insert into runs (tenant_id, integration_id, partner_id, lane, mode, phase, queued_at, admitted_at, started_at, finished_at,
    release_id, configs, metadata, failure, log_day, log_line_count, is_log_complete, executor_at)
  select t.id, t.integration_id, i.partner_id,
    case when not ${ENDED} then 'other' when n % 40 = 7 then 'rerun'
      else (array['schedule', 'schedule', 'other', 'other', 'init'])[1 + n % 5] end,
    (array['normal', 'normal', 'normal', 'webhook', 'init'])[1 + n % 5],
    case when n > $1 - 500 then 'queued' when not ${ENDED} then 'running' when n % 10 = 0 then 'failed' when n % 97 = 0
      then 'cancelled' else 'succeeded' end,
    now() - make_interval(secs => ($1 - n) * 86400.0 * $3 / $1),
    case when n <= $1 - 500 then now() end, case when ${ENDED} then now() end, case when ${ENDED} then now() end,
    l.id, t.configs, jsonb_build_object('cursor', repeat(md5(n::text), 20)),
    case when ${ENDED} and n % 10 = 0 then jsonb_build_object('class', case when n % 1000 = 0 then 'oom' when n % 50 = 0
      then 'timeout' else 'integration' end, 'reason', null, 'exit_code', 1, 'signal', null, 'message', 'It failed.') end,
    now()::date, 100, ${ENDED}, now()
  from generate_series(1, $1) n
    join tenants t on t.id = 1 + n % $2 join integrations i on i.id = t.integration_id
    join releases l on l.integration_id = i.id and l.number = 1 + n % 5
  order by n`;

const TRIGGER_ROWS = `
  insert into triggers (tenant_id, run_id, source, mode, body, created_by, created_at)
  select r.tenant_id, r.id, case when r.lane = 'schedule' then 'schedule' when r.id % 499 = 0 then 'marketplace' when r.mode = 'webhook'
    then 'webhook' else 'api' end, r.mode, convert_to(jsonb_build_object('order', r.id)::text, 'UTF8'), 'bench', r.queued_at
  from runs r, generate_series(1, 1 + (r.id % 3)::int)`;

const ATTEMPT_ROWS = `
  insert into attempts (run_id, number, worker_id, state, lease_expires_at, started_at, finished_at, exit_code)
  select id, 1, 'bench-1', case phase when 'running' then 'running' when 'succeeded' then 'succeeded' else 'failed' end,
    now() + interval '1 day', now(), finished_at, case when phase = 'succeeded' then 0 else 1 end
  from runs where phase in ('running', 'succeeded', 'failed')`;

const TROUBLE_ROWS = `
  insert into tenant_troubles (tenant_id, integration_id, since, failures, run_id, failure)
  select distinct on (tenant_id) tenant_id, integration_id, finished_at, 3, id, failure from runs
  where phase = 'failed' and tenant_id % 7 = 0 order by tenant_id, id desc`;

const chunk = (run: string, number: string, lines: string): string => `
  select now()::date, ${run}, (${number} - 1) * ${lines} + 1, ${number} * ${lines}, now(),
    array(select generate_series(1, ${lines})), repeat('e', ${lines}),
    (select string_agg(md5((${run} * 7919 + ${number} * 104729 + m)::text) || ' an item was synchronised', E'\\n')
       from generate_series(1, ${lines}) m), ${lines} * 58`;

const CHUNK_COLUMNS = '(log_day, run_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)';

const CHUNK_ROWS = `insert into log_chunks ${CHUNK_COLUMNS} ${chunk('r.id', 'c', '$2::int')}
  from runs r, generate_series(1, $1::int) c`;

const LONG_CHUNK_ROWS = `insert into log_chunks ${CHUNK_COLUMNS} ${chunk('$1::bigint', 'c', '$3::int')}
  from generate_series(1, $2::int) c`;

const COUNTS = `select (select count(*) from runs) as runs, (select count(*) from triggers) as triggers,
  (select count(*) from attempts) as attempts, (select count(*) from tenants) as tenants,
  (select sum(last_line - first_line + 1)::bigint from log_chunks) as "logLines"`;

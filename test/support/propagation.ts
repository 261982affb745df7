import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { HubStack } from './hub-stack.ts';

export interface PropagationOptions {
  readonly stack: HubStack;
  readonly tenants: number;
  /** The worker is killed when this share of the tenants has been reached, each time. */
  readonly killAt: readonly number[];
  readonly say: (line: string) => void;
}

export interface PropagationReport {
  readonly tenants: number;
  readonly kills: number;
  /** From the request until the last tenant was moved, milliseconds. */
  readonly movedMs: number;
  readonly listP50Ms: number;
  readonly listP95Ms: number;
  readonly listCalls: number;
  readonly historyEvents: number;
  /** What must not be; empty where everything held. */
  readonly issues: readonly string[];
}

/** Moves the default release of many tenants while the worker is killed, and watches progress and the API meanwhile. */
export async function runPropagation(options: PropagationOptions): Promise<PropagationReport> {
  const { stack, tenants } = options;
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  try {
    const { integrationId, target } = await prepare(db, tenants);
    const latencies: number[] = [];
    const issues: string[] = [];
    const stop = new AbortController();
    const listing = listTenants(stack, integrationId, latencies, stop.signal);
    const beganAtMs = performance.now();
    const body = JSON.stringify({ release_id: target });
    const answer = await call(stack, 'POST', `/v2/integrations/${integrationId}/default_release`, body);
    const { id } = (await answer.json()) as { id: number };
    const kills = await watch(options, db, id, issues);
    const movedMs = performance.now() - beganAtMs;
    stop.abort();
    await listing;
    issues.push(...(await findFaults(db, id, integrationId, target, tenants)));
    latencies.sort((a, b) => a - b);
    const quantile = (part: number): number => latencies[Math.floor(latencies.length * part)] ?? 0;
    return {
      ...{ tenants, kills, movedMs, issues, listCalls: latencies.length },
      ...{ listP50Ms: quantile(0.5), listP95Ms: quantile(0.95) },
      historyEvents: await countEvents(stack, id),
    };
  } finally {
    await db.end();
  }
}

async function prepare(db: pg.Client, tenants: number): Promise<{ integrationId: number; target: number }> {
  const integrations = await db.query<{ id: string }>(
    `insert into integrations (name, long_name, type, state, default_release_channel)
     values ('propagation', 'Propagation', 'Internal', 'published', 'Default') returning id`,
  );
  const integrationId = Number(integrations.rows[0]?.id);
  const releases = await db.query<{ id: string }>(
    `insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, commit_sha, repository_url,
       repository_path, manifest_path, manifest, toolchain, artifact_digest, requested_by)
     select $1, n, 'ready', 'main', true, '{}', repeat('a', 40), 'http://127.0.0.1/none', '', 'PANDIUM.yaml',
       '{"configSchema": null, "configUiSchema": null, "metadataSchema": null}', '{}', 'sha256:fixture', 'test'
     from generate_series(1, 2) n order by n returning id`,
    [integrationId],
  );
  const [first, second] = releases.rows.map((row) => Number(row.id));
  await db.query('update integrations set default_release_id = $2 where id = $1', [integrationId, first]);
  await db.query(
    `insert into tenants (integration_id, name, source, release_id, release_channel, is_paused)
     select $1, 'tenant-' || n, 'api', $2, 'Default', true from generate_series(1, $3) n`,
    [integrationId, first, tenants],
  );
  await db.query('analyze');
  // Counts the writes of each pin, whoever makes them.
  await db.query(`create table pin_writes (tenant_id bigint, release_id bigint)`);
  await db.query(`create function note_pin() returns trigger language plpgsql as $$ begin
    insert into pin_writes values (new.id, new.release_id); return new; end $$`);
  await db.query(
    `create trigger note_pin after update of release_id on tenants for each row execute function note_pin()`,
  );
  return { integrationId, target: second ?? 0 };
}

async function watch(
  { stack, tenants, killAt, say }: PropagationOptions,
  db: pg.Client,
  id: number,
  issues: string[],
): Promise<number> {
  let [kills, before] = [0, 0];
  for (;;) {
    const { rows } = await db.query<{ reached: string; state: string }>(
      `select state, (select count(*) from rollout_tenants where rollout_id = $1 and state <> 'pending') as reached from rollouts where id = $1`,
      [id],
    );
    const reached = Number(rows[0]?.reached);
    if (reached < before) issues.push(`progress went back from ${before} to ${reached}`);
    before = reached;
    if (rows[0]?.state === 'completed') return kills;
    if (reached >= (killAt[kills] ?? Number.POSITIVE_INFINITY) * tenants) {
      say(`killing the worker at ${reached} of ${tenants}`);
      kills += 1;
      await stack.kill('worker-1');
      await stack.restart('worker-1');
    }
    await delay(20);
  }
}

async function findFaults(
  db: pg.Client,
  id: number,
  integrationId: number,
  target: number,
  tenants: number,
): Promise<string[]> {
  const { rows } = await db.query<Record<string, string>>(
    `select (select count(*) from rollout_tenants where rollout_id = $1 and state = 'moved') as moved,
       (select count(*) from tenants t where integration_id = $2 and next_release_id(t) = $3 and t.release_id = $3) as pinned,
       (select count(*) from pin_writes) as writes, (select count(distinct tenant_id) from pin_writes) as written`,
    [id, integrationId, target],
  );
  return Object.entries(rows[0] ?? {}).flatMap(([name, count]) =>
    Number(count) === tenants ? [] : [`${name}: ${count} of ${tenants}`],
  );
}

async function listTenants(
  stack: HubStack,
  integrationId: number,
  latencies: number[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const beganAtMs = performance.now();
    const answer = await call(stack, 'GET', `/v2/tenants?integration_id=${integrationId}&limit=100`);
    await answer.arrayBuffer();
    latencies.push(performance.now() - beganAtMs);
    await delay(100);
  }
}

function call(stack: HubStack, method: string, path: string, body?: string): Promise<Response> {
  const headers = { 'x-api-key': stack.apiKey, ...(body && { 'content-type': 'application/json' }) };
  return fetch(stack.url + path, { method, headers, ...(body && { body }) });
}

async function countEvents(stack: HubStack, id: number): Promise<number> {
  const { Client, Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address: stack.temporalAddress });
  try {
    const handle = new Client({ connection, namespace: 'hubwright' }).workflow.getHandle(`rollout:${id}`);
    return (await handle.describe()).historyLength;
  } finally {
    await connection.close();
  }
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Database } from '../../src/db/database.ts';
import { upsertWorker } from '../../src/db/stores/workers/worker-store.ts';

export interface RunFixture {
  readonly integrationId: number;
  readonly releaseId: number;
  readonly tenantIds: readonly number[];
}

export interface RunFixtureOptions {
  readonly partnerId?: number;
  readonly tenants?: number;
  readonly manifest?: object;
  /** `PANDIUM.yaml` unless set. */
  readonly manifestPath?: string;
  readonly limits?: object;
  readonly retryPolicy?: object;
  readonly artifactDigest?: string;
  readonly configs?: object;
}

let count = 0;

/** An integration with one ready default release, and tenants on it. */
export async function makeRunFixture(db: Database, options: RunFixtureOptions = {}): Promise<RunFixture> {
  count += 1;
  const integrations = await db.query<{ id: number }>(
    `insert into integrations (name, long_name, type, state, partner_id, limits, retry_policy, default_release_channel)
     values ($1, 'Fixture', 'Internal', 'published', $2, $3, $4, 'Default') returning id`,
    [
      `fixture-${count}`,
      options.partnerId ?? null,
      JSON.stringify(options.limits ?? {}),
      JSON.stringify(options.retryPolicy ?? {}),
    ],
  );
  const integrationId = (integrations[0] as { id: number }).id;
  const releaseId = await insertReadyRelease(db, integrationId, options);
  await db.query(`update integrations set default_release_id = $2 where id = $1`, [integrationId, releaseId]);
  const tenants = await db.query<{ id: number }>(
    `insert into tenants (integration_id, name, source, release_id, release_channel, configs)
     select $1, 'tenant-' || n, 'api', $2, 'Default', $4 from generate_series(1, $3) n returning id`,
    [integrationId, releaseId, options.tenants ?? 1, JSON.stringify(options.configs ?? {})],
  );
  return { integrationId, releaseId, tenantIds: tenants.map((tenant) => tenant.id) };
}

/** Inserts the next release of an integration, a ready one of the tracking branch. */
export async function insertReadyRelease(
  db: Database,
  integrationId: number,
  options: Pick<RunFixtureOptions, 'manifest' | 'manifestPath' | 'artifactDigest'> = {},
): Promise<number> {
  const rows = await db.query<{ id: number }>(
    `insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, commit_sha, repository_url,
       repository_path, manifest_path, manifest, toolchain, artifact_digest, requested_by, log_line_count)
     select $1, coalesce(max(number), 0) + 1, 'ready', 'main', true, '{}', repeat('a', 40), 'http://127.0.0.1/none', '',
       $4, $2, '{}', $3, 'test', 0 from releases where integration_id = $1 returning id`,
    [
      integrationId,
      JSON.stringify({ ...PLAIN_MANIFEST, ...options.manifest }),
      options.artifactDigest ?? 'sha256:fixture',
      options.manifestPath ?? 'PANDIUM.yaml',
    ],
  );
  return (rows[0] as { id: number }).id;
}

const PLAIN_MANIFEST = {
  version: '0.4',
  base: { language: 'node', version: null },
  build: null,
  run: 'node main.js',
  connectors: [],
  configSchema: null,
  configUiSchema: null,
  metadataSchema: null,
  metadataUiSchema: null,
  asWritten: {},
};

/** Puts a live worker with `slots` into the registry. */
export async function registerTestWorker(db: Database, slots: number, id = 'test-worker'): Promise<void> {
  await upsertWorker(db, {
    id,
    hostname: 'test',
    pid: process.pid,
    runSlots: slots,
    buildSlots: 0,
    platform: { driver: 'bubblewrap', os: 'linux', arch: 'x64', libc: 'glibc' },
    toolchains: [],
  });
}

/** A worker that stays live without a heartbeat, and has so many slots for builds. */
export async function registerBuildWorker(db: Database, buildSlots: number): Promise<void> {
  await db.query(
    `insert into workers (id, hostname, pid, run_slots, build_slots, platform, toolchains, heartbeat_at)
     values ('build-worker', 'test', $1, 0, $2, '{}', '[]', now() + interval '1 day')
     on conflict (id) do update set build_slots = excluded.build_slots`,
    [process.pid, buildSlots],
  );
}

/** A release's folder with `app/` and `home/`, as a release cache would hold it. */
export async function makeReleaseFolder(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<string> {
  await mkdir(join(folder, 'home'), { recursive: true });
  await mkdir(join(folder, 'app'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, 'app', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return folder;
}

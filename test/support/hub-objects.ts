import { randomBytes } from 'node:crypto';
import type { Database } from '../../src/db/database.ts';

/** A name that no other object of the test process has. */
export const uniqueName = (prefix: string): string => `${prefix}-${randomBytes(5).toString('hex')}`;

/** Inserts an integration, published unless said otherwise. */
export async function insertIntegration(
  db: Database,
  fields: { partnerId?: number | null; channel?: 'Default' | 'Latest' | null; state?: string } = {},
): Promise<number> {
  return insert(
    db,
    `insert into integrations (partner_id, name, long_name, type, state, repository_url, repository_tracking_branch,
       default_release_channel)
     values ($1, $2, 'An integration', 'Internal', $3, 'https://git.example.com/a.git', 'main', $4) returning id`,
    [fields.partnerId ?? null, uniqueName('integration'), fields.state ?? 'published', fields.channel ?? null],
  );
}

const MANIFEST = {
  version: '1.0',
  base: { language: 'node', version: '24' },
  build: null,
  run: 'node main.js',
  connectors: [],
  metadataUiSchema: null,
  asWritten: {},
  configSchema: {
    type: 'object',
    properties: { region: { type: 'string' }, count: { type: 'integer' } },
    required: ['region'],
  },
  configUiSchema: null,
  metadataSchema: { type: 'object', properties: { cursor: { type: 'string' } } },
};

/** Inserts the next release of an integration, a ready one of the tracking branch unless said otherwise. */
export async function insertRelease(
  db: Database,
  integrationId: number,
  fields: { state?: string; isTracking?: boolean; isDefault?: boolean } = {},
): Promise<number> {
  const [row] = await db.query<{ number: number }>(
    `update integrations set last_release_number = last_release_number + 1 where id = $1
     returning last_release_number as number`,
    [integrationId],
  );
  const state = fields.state ?? 'ready';
  const id = await insert(
    db,
    `insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, commit_sha, manifest,
       artifact_digest, repository_url, repository_path, requested_by)
     values ($1, $2, $3, 'main', $4, '{}', $5, $6, 'sha256:00', 'https://git.example.com/a.git', '', 'test') returning id`,
    [integrationId, row?.number, state, fields.isTracking ?? true, 'a'.repeat(40), JSON.stringify(MANIFEST)],
  );
  if (fields.isDefault) {
    await db.query(`update integrations set default_release_id = $1 where id = $2`, [id, integrationId]);
  }
  return id;
}

/** Inserts a tenant that follows `Latest`. */
export async function insertTenant(
  db: Database,
  integrationId: number,
  fields: { endUserId?: string; name?: string } = {},
): Promise<number> {
  return insert(
    db,
    `insert into tenants (integration_id, name, end_user_id, source, release_channel)
     values ($1, $2, $3, 'hub', 'Latest') returning id`,
    [integrationId, fields.name ?? uniqueName('tenant'), fields.endUserId ?? null],
  );
}

async function insert(db: Database, text: string, values: readonly unknown[]): Promise<number> {
  const [row] = await db.query<{ id: number }>(text, values);
  if (!row) throw new Error('nothing was inserted');
  return row.id;
}

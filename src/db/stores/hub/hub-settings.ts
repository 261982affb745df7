import type { HubSettings } from '../../../domain/accounts/hub-settings.ts';
import { DEFAULT_HUB_SETTINGS } from '../../../domain/accounts/hub-settings.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const READ_HUB_SETTINGS = statement<{ settings: Partial<HubSettings> }>(`select settings from hub`);

/** Returns what admins set; a setting that was never changed has its default. */
export async function readHubSettings(sql: Sql): Promise<HubSettings> {
  const [row] = await sql.query(READ_HUB_SETTINGS);
  return { ...DEFAULT_HUB_SETTINGS, ...row?.settings };
}

const UPDATE_HUB_SETTINGS = statement<{ settings: Partial<HubSettings> }>(
  `update hub set settings = settings || $1::jsonb, modified_at = now() returning settings`,
);

/** Returns the settings after the change. */
export async function updateHubSettings(sql: Sql, changes: Partial<HubSettings>): Promise<HubSettings> {
  const [row] = await sql.query(UPDATE_HUB_SETTINGS, [JSON.stringify(changes)]);
  return { ...DEFAULT_HUB_SETTINGS, ...row?.settings };
}

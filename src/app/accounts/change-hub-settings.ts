import type { Database } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { readHubSettings, updateHubSettings } from '../../db/stores/hub/hub-settings.ts';
import type { HubSettings } from '../../domain/accounts/hub-settings.ts';
import type { Actor } from '../../domain/accounts/role.ts';

/** Returns the settings after the change. */
export function changeHubSettings(db: Database, actor: Actor, changes: Partial<HubSettings>): Promise<HubSettings> {
  return db.transaction(async (sql) => {
    const before = await readHubSettings(sql);
    const after = await updateHubSettings(sql, changes);
    const subject = { subjectKind: 'hub', subjectId: 1 };
    await recordActivity(sql, { actor: actor.name, action: 'hub.settings_changed', ...subject, before, after });
    return after;
  });
}

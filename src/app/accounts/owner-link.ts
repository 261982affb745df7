import type { Database } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { countActiveOwners } from '../../db/stores/users/user-store.ts';
import { createLink } from './create-link.ts';

const ACTOR = 'hub:start';

/** Returns a link with which its holder becomes an owner: for anyone who can start the hub; valid for 24 hours, once. */
export function createOwnerLink(db: Database, publicUrl: string): Promise<string> {
  return db.transaction(async (sql) => {
    const link = await createLink(sql, { purpose: 'owner', user: null, createdBy: ACTOR, publicUrl });
    await recordActivity(sql, { actor: ACTOR, action: 'hub.owner_link_created', subjectKind: 'hub', subjectId: 1 });
    return link;
  });
}

/** Returns the same, or null where a person can already sign in as an owner. */
export async function createFirstOwnerLink(db: Database, publicUrl: string): Promise<string | null> {
  const owners = await db.transaction((sql) => countActiveOwners(sql));
  return owners > 0 ? null : createOwnerLink(db, publicUrl);
}

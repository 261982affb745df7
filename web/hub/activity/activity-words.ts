import type { Output } from '../../api/client.ts';

export type Activity = Output<'listActivity'>[number];

/** Returns who acted: a person or key by name, the hub's own work by what it is. */
export function actorOf({ actor, actor_name: name }: Activity): string {
  if (name !== null) return actor.startsWith('api_key:') ? `${name} (key)` : name;
  if (actor.startsWith('hub:')) return 'The hub';
  return actor;
}

/** Returns `tenant.bulk_paused` as "Tenant bulk paused". */
export function actionOf({ action }: Activity): string {
  const words = action.replaceAll(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Returns what the action was done to. */
export function subjectOf({ subject_kind: kind, subject_id: id }: Activity): string {
  const word = kind.replaceAll('_', ' ');
  return id === null || id === 0 ? word : `${word} ${id}`;
}

/** Returns where an entry leads; null where its object has no page. */
export function pageOf({ subject_kind: kind, subject_id: id }: Activity): string | null {
  const folder = FOLDERS[kind];
  return folder === undefined || id === null ? null : `/${folder}/${id}`;
}

const FOLDERS: Readonly<Record<string, string | undefined>> = {
  integration: 'integrations',
  tenant: 'tenants',
  release: 'releases',
  run: 'runs',
  rollout: 'rollouts',
};

export interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** Returns the fields that differ between before and after. */
export function changesOf({ before, after }: Activity): readonly Change[] {
  const old = (before ?? {}) as Record<string, unknown>;
  const present = (after ?? {}) as Record<string, unknown>;
  const fields = [...new Set([...Object.keys(old), ...Object.keys(present)])];
  const changes = fields.map((field) => ({ field, before: toText(old[field]), after: toText(present[field]) }));
  return changes.filter((change) => change.before !== change.after);
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

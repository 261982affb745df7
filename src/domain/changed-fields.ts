export interface FieldChanges {
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
}

/** Those of the named fields that differ, with their old and new values. */
export function changedFields<Subject extends object>(
  old: Subject,
  present: Subject,
  fields: readonly (keyof Subject & string)[],
): FieldChanges {
  const changed = fields.filter((field) => JSON.stringify(old[field]) !== JSON.stringify(present[field]));
  return {
    before: Object.fromEntries(changed.map((field) => [field, old[field]])),
    after: Object.fromEntries(changed.map((field) => [field, present[field]])),
  };
}

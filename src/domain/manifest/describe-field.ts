import { type JsonObject, ownObject, ownText } from './json-value.ts';

/** What people call a field: its title with its name, e.g. `"Slack User" (slack_user)`, else its name in quotes. */
export function describeField(schema: JsonObject, keys: readonly string[]): string {
  const path = keys.join('.').slice(0, 120);
  if (path === '') return 'The whole';
  let place: JsonObject | undefined = schema;
  for (const key of keys)
    place = ownObject(ownObject(place ?? {}, 'properties') ?? {}, key) ?? ownObject(place ?? {}, 'items');
  const title = place === undefined ? null : ownText(place, 'title');
  return title === null || title === path ? `"${path}"` : `"${title.slice(0, 120)}" (${path})`;
}

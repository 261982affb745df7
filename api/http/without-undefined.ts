type Given<Fields extends object> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** Only the fields that were given; null counts as given. */
export function withoutUndefined<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}

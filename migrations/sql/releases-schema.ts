/** Builds without a cache. */
export const releasesSchema: readonly string[] = [
  `alter table releases add column is_cache_ignored boolean not null default false`,
];

/** Builds without a cache. */
export const uncachedBuilds: readonly string[] = [
  `alter table releases add column is_cache_ignored boolean not null default false`,
];

/** Since when a repository can't be read, so that it is listed among what needs attention. */
export const failingRepositories: readonly string[] = [
  `alter table repository_watches add column failing_since timestamptz`,
  `update repository_watches set failing_since = coalesce(polled_at, clock_timestamp()) where failure is not null`,
];

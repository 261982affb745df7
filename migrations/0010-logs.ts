/** Where each attempt begins in its log, and builds whose log retention removed (docs: logs page). */
export const logs: readonly string[] = [
  `alter table attempts add column first_log_line integer`,
  `alter table releases add column log_removed_at timestamptz`,
];

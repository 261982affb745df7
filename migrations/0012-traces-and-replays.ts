/** A random trace of its own for each run, and the headers that a replayed answer has. */
export const tracesAndReplays: readonly string[] = [
  `alter table idempotency_keys add column headers jsonb not null default '{}'`,
  `alter table runs rename column trace_parent to trace_id`,
  `alter table runs alter column trace_id set default replace(gen_random_uuid()::text, '-', '')`,
  `update runs set trace_id = default where trace_id is null`,
  `alter table runs alter column trace_id set not null`,
];

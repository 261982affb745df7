/** `ensure_log_partitions(ahead)` makes the daily partitions from yesterday to `ahead` days from now; idempotent. */
export const logPartitionSql: readonly string[] = [
  `create function ensure_log_partitions(ahead integer) returns void language plpgsql as $body$
   declare
     day date;
     today date := (now() at time zone 'utc')::date;
   begin
     perform pg_advisory_xact_lock(hashtext('log_partitions'));
     for day in
       select generate_series(today - 1, today + ahead, interval '1 day')::date
     loop
       execute format('create table if not exists %I partition of log_chunks for values from (%L) to (%L)',
         'log_chunks_' || to_char(day, 'YYYYMMDD'), day, day + 1);
     end loop;
   end
   $body$`,
  `select ensure_log_partitions(7)`,
];

/** Schedules that are not as the database says have drifted, and are repaired (docs: schedules page). */
export const scheduleDrift: readonly string[] = [
  `alter table schedule_reconciliations rename column fault_counts to drift_counts`,
  `alter table schedule_reconciliations rename column faults to drift`,
  // Each entry names its drift by that word too.
  `update schedule_reconciliations set drift = coalesce(
     (select jsonb_agg((entry - 'fault') || jsonb_build_object('drift', entry -> 'fault') order by place)
      from jsonb_array_elements(drift) with ordinality as entries (entry, place)), '[]')
   where drift <> '[]'`,
  `update activity set action = 'schedules.repaired',
     after = (after - 'faults') || jsonb_build_object('drift', coalesce(
       (select jsonb_agg((entry - 'fault') || jsonb_build_object('drift', entry -> 'fault') order by place)
        from jsonb_array_elements(after -> 'faults') with ordinality as entries (entry, place)), '[]'))
   where action = 'schedules.mended'`,
];

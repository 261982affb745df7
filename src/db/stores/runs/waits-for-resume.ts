/**
 * Returns whether a queued run of a paused tenant has to wait: one that only webhooks requested. What people request goes on, and
 * the schedule makes none. The arguments are aliases of `runs` and `tenants`.
 */
export function waitsForResume(run: string, tenant: string): string {
  return `(${tenant}.is_paused and ${run}.lane = 'other' and ${run}.mode = 'webhook')`;
}

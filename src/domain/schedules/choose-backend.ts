/** What wakes tenants: a timer for each, or a few dispatchers for all; `auto` decides by their number. */
export const BACKEND_CHOICES = ['auto', 'temporal', 'dispatcher'] as const;

export interface BackendSetting {
  readonly backend: (typeof BACKEND_CHOICES)[number];
  /** More tenants with a schedule than these are served by dispatchers. */
  readonly dispatcherAbove: number;
}

/** Back to single timers only well below the bound, so that a tenant more or less does not convert thousands. */
const BACK_BELOW = 0.9;

export function chooseBackend(
  present: 'temporal' | 'dispatcher',
  scheduledTenants: number,
  { backend, dispatcherAbove }: BackendSetting,
): 'temporal' | 'dispatcher' {
  if (backend !== 'auto') return backend;
  if (scheduledTenants > dispatcherAbove) return 'dispatcher';
  return present === 'dispatcher' && scheduledTenants > dispatcherAbove * BACK_BELOW ? 'dispatcher' : 'temporal';
}

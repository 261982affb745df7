import type { TransitionTable } from '../state-machine.ts';

export type TenantState = 'active' | 'paused' | 'archived';

export const TENANT_TRANSITIONS: TransitionTable<TenantState> = {
  active: ['paused', 'archived'],
  paused: ['active', 'archived'],
  archived: [],
};

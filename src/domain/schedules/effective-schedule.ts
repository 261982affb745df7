import type { Schedule, SchedulePolicy } from './schedule.ts';
import { readScheduleText, toScheduleText } from './schedule-text.ts';

export interface ScheduleSources {
  /** The tenant's own, set by people of the hub. */
  readonly own: Schedule | null;
  /** What the end user chose. */
  readonly userSchedule: string | null;
  readonly policy: SchedulePolicy;
}

export interface EffectiveSchedule {
  readonly schedule: Schedule;
  /** Whose schedule is in effect. */
  readonly source: 'tenant' | 'user' | 'integration';
}

/** The tenant's own schedule, else the end user's choice, else the integration's default; null = no schedule. */
export function effectiveSchedule({ own, userSchedule, policy }: ScheduleSources): EffectiveSchedule | null {
  if (own) return { schedule: own, source: 'tenant' };
  const chosen = userSchedule === null ? null : readUserSchedule(userSchedule, policy);
  if (chosen) return { schedule: chosen, source: 'user' };
  return policy.default && { schedule: policy.default, source: 'integration' };
}

/** Where the integration lists choices, it is one of them, with its zone; one that is offered no more counts no more. */
export function readUserSchedule(text: string, policy: SchedulePolicy): Schedule | null {
  if (policy.choices.length === 0) return readScheduleText(text);
  return policy.choices.find((choice) => toScheduleText(choice) === text) ?? null;
}

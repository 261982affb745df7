/** Every so many seconds, counted on a grid of its own for each tenant. */
export interface IntervalSchedule {
  readonly kind: 'interval';
  /** 60 s to 366 days. */
  readonly every_s: number;
}

export interface CronSchedule {
  readonly kind: 'cron';
  /** 5 fields. */
  readonly expression: string;
  /** IANA, `Europe/Berlin`. */
  readonly time_zone: string;
}

/** As stored and as the API writes it. */
export type Schedule = IntervalSchedule | CronSchedule;

export const CATCH_UPS = ['none', 'last', 'all'] as const;

/** What becomes of times that were missed: nothing, the newest of them, all of them. */
export type CatchUp = (typeof CATCH_UPS)[number];

/** What an integration says of its tenants' schedules. */
export interface SchedulePolicy {
  readonly default: Schedule | null;
  /** What end users may choose from; empty = any valid schedule. */
  readonly choices: readonly Schedule[];
  readonly paused_by_default: boolean;
  readonly catch_up: CatchUp;
}

const NO_POLICY: SchedulePolicy = {
  default: null,
  choices: [],
  paused_by_default: false,
  catch_up: 'last',
};

/** The whole policy of what is stored of it. */
export function toSchedulePolicy(stored: Partial<SchedulePolicy>): SchedulePolicy {
  return { ...NO_POLICY, ...stored };
}

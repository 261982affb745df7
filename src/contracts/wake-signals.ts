/** What wakes background jobs before their time: `reconnect` after notifications may have been missed, `slot` when one got free here. */
export const WAKE_SIGNALS = ['run', 'cancel', 'build', 'rollout', 'dispatch', 'mail', 'slot', 'reconnect'] as const;

export type WakeSignal = (typeof WAKE_SIGNALS)[number];

/** Returns the signal that the payload of a notification names; an empty one, as every version sends it, means runs. */
export function toWakeSignal(payload: string): WakeSignal {
  return WAKE_SIGNALS.find((signal) => signal === payload) ?? 'run';
}

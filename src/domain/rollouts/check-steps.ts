import type { RolloutStep } from './next-move.ts';

/** What is wrong with the steps of a gradual rollout; null where they are fine: they rise, and the last one is 100. */
export function checkSteps(steps: readonly RolloutStep[]): string | null {
  const isRising = steps.every(({ percent }, index) => percent > (steps[index - 1]?.percent ?? 0));
  if (!isRising) return 'each step has to reach more tenants than the one before';
  return steps.at(-1)?.percent === 100 ? null : 'the last step has to be 100';
}

import { defineDecisionRoute } from './decision-route.ts';

export const rollbackRolloutRoute = defineDecisionRoute(
  'rollback',
  'Takes every tenant that the rollout moved, and its channel, back to where they were.',
);

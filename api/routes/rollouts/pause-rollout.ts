import { defineDecisionRoute } from './decision-route.ts';

export const pauseRolloutRoute = defineDecisionRoute(
  'pause',
  'Stops the rollout where it is; its tenants stay where they are.',
);

import { defineDecisionRoute } from './decision-route.ts';

export const abortRolloutRoute = defineDecisionRoute(
  'abort',
  'Ends the rollout; tenants that it has not reached stay where they are.',
);

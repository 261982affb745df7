import { defineDecisionRoute } from './decision-route.ts';

export const resumeRolloutRoute = defineDecisionRoute('resume', 'Goes on with a paused or halted rollout.');

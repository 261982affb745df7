import { defineDecisionRoute } from './decision-route.ts';

export const postRolloutResume = defineDecisionRoute('resume', 'Goes on with a paused or halted rollout.');

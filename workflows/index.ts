export { buildWorkflow } from './build.ts';
export { dispatchSyncsWorkflow } from './dispatch-syncs.ts';
export { pollRepositoriesWorkflow } from './poll-repositories.ts';
export { rolloutWorkflow } from './rollout.ts';
export { runWorkflow } from './run.ts';
export { testRepositoryWorkflow } from './test-repository.ts';
export { tickWorkflow } from './tick.ts';

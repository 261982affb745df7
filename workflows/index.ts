export { buildWorkflow } from './build.ts';
export { pollRepositoriesWorkflow } from './poll-repositories.ts';
export { runWorkflow } from './run.ts';
export { testRepositoryWorkflow } from './test-repository.ts';

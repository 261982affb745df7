export { buildWorkflow } from './build.ts';
export { runWorkflow } from './run.ts';

export { runWorkflow } from './run.ts';

export * from '../../examples/serve-git.ts';

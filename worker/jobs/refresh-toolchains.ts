import type { ToolchainCatalog } from '../../src/adapters/toolchains/toolchain.ts';
import type { BackgroundJob } from './background-job.ts';

const INTERVAL_MS = 300_000;

/** Finds what was installed on this machine since the worker started, so that the list of workers shows it. */
export function refreshToolchains(toolchains: ToolchainCatalog): BackgroundJob {
  return {
    name: 'refresh-toolchains',
    intervalMs: INTERVAL_MS,
    wakeOn: [],
    run: async () => {
      await toolchains.refresh();
      return toolchains.list().length;
    },
  };
}

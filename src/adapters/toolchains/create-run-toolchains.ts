import type { Platform } from './describe-platform.ts';
import type { Toolchain, ToolchainMount } from './toolchain.ts';
import { toolchainEnvironment } from './toolchain-environment.ts';

export interface ToolchainAccess {
  readonly mounts: readonly ToolchainMount[];
  readonly env: Readonly<Record<string, string>>;
  readonly image?: string;
}

/** Finds for a release's record the very toolchain that it was built with: null where this worker can't offer it. */
export function createRunToolchains(
  toolchains: readonly Toolchain[],
  platform: Platform,
): { find(recorded: unknown): ToolchainAccess | null } {
  return {
    find: (recorded) => {
      const toolchain = toolchains.find((candidate) => isSame(recorded, { ...platform, ...nameOf(candidate) }));
      if (toolchain === undefined) return null;
      const access = { mounts: toolchain.mounts, env: toolchainEnvironment(toolchain) };
      return toolchain.image === undefined ? access : { ...access, image: toolchain.image };
    },
  };
}

function nameOf({ language, version }: Toolchain): { readonly language: string; readonly version: string } {
  return { language, version };
}

function isSame(recorded: unknown, offered: Readonly<Record<string, string>>): boolean {
  if (typeof recorded !== 'object' || recorded === null) return false;
  return Object.entries(offered).every(([key, value]) => (recorded as Record<string, unknown>)[key] === value);
}

import type { Platform } from '../../domain/toolchains/platform.ts';
import { isFetchedLanguage } from './fetch-commands.ts';
import type { Toolchain, ToolchainCatalog, ToolchainMount } from './toolchain.ts';
import { toolchainEnvironment } from './toolchain-environment.ts';

export interface ToolchainAccess {
  readonly mounts: readonly ToolchainMount[];
  readonly env: Readonly<Record<string, string>>;
  readonly image?: string;
}

/**
 * Finds for a release's record the very toolchain that it was built with, fetching it where another worker did: null where this worker
 * can't offer it.
 */
export function createRunToolchains(
  catalog: ToolchainCatalog,
  platform: Platform,
): { find(recorded: unknown): Promise<ToolchainAccess | null> } {
  const findHere = (recorded: unknown): Toolchain | undefined =>
    catalog.list().find((candidate) => isSame(recorded, { ...platform, ...nameOf(candidate) }));
  return {
    find: async (recorded) => {
      const toolchain = findHere(recorded) ?? (await bring(catalog, recorded, platform));
      if (toolchain === undefined) return null;
      const access = { mounts: toolchain.mounts, env: toolchainEnvironment(toolchain) };
      return toolchain.image === undefined ? access : { ...access, image: toolchain.image };
    },
  };
}

/** What was installed since this worker looked last, or can be fetched. */
async function bring(catalog: ToolchainCatalog, recorded: unknown, platform: Platform): Promise<Toolchain | undefined> {
  if (!isSame(recorded, { ...platform })) return undefined;
  const { language, version } = recorded as Record<string, unknown>;
  if (typeof language !== 'string' || typeof version !== 'string') return undefined;
  await catalog.refresh();
  const found = catalog.list().find((candidate) => isSame(recorded, nameOf(candidate)));
  if (found !== undefined || !isFetchedLanguage(language)) return found;
  const fetched = await catalog.fetch(language, version);
  return fetched?.ok && fetched.toolchain.version === version ? fetched.toolchain : undefined;
}

function nameOf({ language, version }: Toolchain): { readonly language: string; readonly version: string } {
  return { language, version };
}

function isSame(recorded: unknown, offered: Readonly<Record<string, string>>): boolean {
  if (typeof recorded !== 'object' || recorded === null) return false;
  return Object.entries(offered).every(([key, value]) => (recorded as Record<string, unknown>)[key] === value);
}

import { orderToolchains } from './discover-toolchains.ts';
import { isFetchedLanguage } from './fetch-commands.ts';
import { type FetchSettings, fetchToolchain, listFetchedToolchains } from './fetch-toolchain.ts';
import type { FetchToolchainResult, Toolchain, ToolchainCatalog } from './toolchain.ts';

export interface ToolchainCatalogSettings {
  /** Searches the machine for toolchains. */
  readonly discover: () => Promise<readonly Toolchain[]>;
  /** Null where nothing is fetched: in containers the images are the toolchains. */
  readonly fetching: FetchSettings | null;
  /** How long the result of a search counts as current; default 5 s. */
  readonly freshMs?: number;
}

const FRESH_MS = 5_000;

/** Searches the machine once before it resolves. */
export async function createToolchainCatalog(settings: ToolchainCatalogSettings): Promise<ToolchainCatalog> {
  const { discover, fetching } = settings;
  let toolchains: readonly Toolchain[] = [];
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  const fetches = new Map<string, Promise<FetchToolchainResult>>();

  const look = async (): Promise<void> => {
    lookedAtMs = performance.now();
    const fetched = fetching === null ? [] : await listFetchedToolchains(fetching);
    toolchains = orderToolchains([...(await discover()), ...fetched]);
  };

  const fetchOnce = async (parts: FetchSettings, client: Toolchain, version: string): Promise<FetchToolchainResult> => {
    const result = await fetchToolchain(parts, client, version);
    if (result.ok) toolchains = orderToolchains([...toolchains, result.toolchain]);
    return result;
  };

  await look();
  return {
    list: () => toolchains,
    refresh: async () => {
      if (performance.now() - lookedAtMs > (settings.freshMs ?? FRESH_MS)) await look();
    },
    fetch: async (language, version) => {
      const client = toolchains.find((toolchain) => toolchain.language === language);
      if (fetching === null || client === undefined || !isFetchedLanguage(language)) return null;
      const name = `${language} ${version}`;
      const running = fetches.get(name) ?? fetchOnce(fetching, client, version).finally(() => fetches.delete(name));
      fetches.set(name, running);
      return running;
    },
  };
}

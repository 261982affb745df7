import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseToolVersion } from '../../domain/toolchains/tool-version.ts';
import { goToolchain } from './discover-go.ts';
import { nodeToolchain } from './discover-node.ts';
import { FETCH_COMMANDS, type FetchedLanguage } from './fetch-commands.ts';
import type { DiscoveryOptions, FetchToolchainResult, Toolchain } from './toolchain.ts';

/** Runs a command without rights in a directory whose `app/` and `home/` it fills, with the network of builds. */
export type RunFetch = (fetch: {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly directory: string;
  /** Whose package client is used. */
  readonly client: Toolchain;
}) => Promise<{ readonly exitCode: number | null; readonly stdout: string; readonly stderr: string }>;

export interface FetchSettings {
  /** Where fetched toolchains stay, for all workers of this machine. */
  readonly folder: string;
  readonly discovery: DiscoveryOptions;
  readonly run: RunFetch;
}

const FETCHING = '.fetching-';
/** No fetch takes this long. */
const ABANDONED_MS = 3_600_000;
const NAME = /^(node|go)-(\d+\.\d+(?:\.\d+)?)$/;

/** The toolchains that were fetched earlier. */
export async function listFetchedToolchains({ folder, discovery }: FetchSettings): Promise<Toolchain[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  return names.flatMap((name) => {
    const [, language, version] = NAME.exec(name) ?? [];
    return version === undefined ? [] : [placed(language as FetchedLanguage, version, join(folder, name), discovery)];
  });
}

/**
 * Fetches the newest version that begins with the numbers given, by the language's own client, which checks what it fetched; what is
 * new counts once it has started and said its version.
 */
export async function fetchToolchain(
  settings: FetchSettings,
  client: Toolchain,
  wanted: string,
): Promise<FetchToolchainResult> {
  const language = client.language as FetchedLanguage;
  await mkdir(settings.folder, { recursive: true, mode: 0o755 });
  await sweep(settings.folder);
  const directory = await mkdtemp(join(settings.folder, FETCHING));
  try {
    // The sandbox's user has to get to what it fills.
    await chmod(directory, 0o755);
    const env = { WANTED: parseToolVersion(wanted).join('.'), ARCHITECTURE: process.arch };
    const done = await settings.run({ command: FETCH_COMMANDS[language], env, directory, client });
    const version = /^fetched (\d+\.\d+(?:\.\d+)?)$/m.exec(done.stdout)?.[1];
    if (done.exitCode !== 0 || version === undefined) return { ok: false, reason: reasonOf(done.stderr) };
    const target = join(settings.folder, `${language}-${version}`);
    await rename(join(directory, 'app/tree'), target).catch(async (error: unknown) => {
      // Another worker of this machine was quicker.
      if (!(await readdir(settings.folder)).includes(`${language}-${version}`)) throw error;
    });
    return { ok: true, toolchain: placed(language, version, target, settings.discovery) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Removes what workers left that were killed meanwhile. */
async function sweep(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.startsWith(FETCHING))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true });
  }
}

function placed(language: FetchedLanguage, version: string, root: string, discovery: DiscoveryOptions): Toolchain {
  return language === 'node' ? nodeToolchain(root, version, discovery) : goToolchain(root, version);
}

function reasonOf(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '' && !/A complete log of this run/.test(line)) ?? 'its client said nothing';
}

import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { StartFailure } from './start-failure.ts';
import { TEMPORAL_SOURCES } from './temporal-sources.ts';

/** The version that is downloaded where the machine has none. */
const TEMPORAL_CLI_VERSION = '1.9.1';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The oldest one whose server knows fair task queues. */
const OLDEST = [1, 5] as const;

/**
 * The path of a Temporal command: the one on PATH, else the one kept in the user's cache folder, which is filled on
 * first use. @throws StartFailure which names every attempt
 */
export async function findTemporal(env: Environment, say: (line: string) => void): Promise<string> {
  const attempts: string[] = [];
  const installed = findOnPath('temporal', env);
  if (installed) {
    if (await isRecentEnough(installed)) return installed;
    attempts.push(`${installed}: older than ${OLDEST.join('.')} or it does not run`);
  }
  const kept = join(cacheFolder(env), `temporal-${TEMPORAL_CLI_VERSION}`, 'temporal');
  if (existsSync(kept)) return kept;
  for (const source of TEMPORAL_SOURCES) {
    say(`Temporal is not on this machine: getting it ${source.name}`);
    const issue = await fetchInto(kept, (folder) => source.fetch(folder, TEMPORAL_CLI_VERSION, env));
    if (issue === undefined) return kept;
    attempts.push(`${source.name}: ${issue}`);
  }
  throw new StartFailure(
    `No Temporal could be had; set TEMPORAL_ADDRESS to a server of your own. Tried: ${attempts.join('; ')}.`,
  );
}

/** Where programs that were fetched once are kept for this user. */
export function cacheFolder(env: Environment): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'hubwright');
}

/** The first executable file of that name on PATH. */
export function findOnPath(name: string, env: Environment): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function isRecentEnough(path: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 10_000 });
    const [, major, minor] = /version v?(\d+)\.(\d+)/.exec(stdout) ?? [];
    return Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]);
  } catch {
    return false;
  }
}

/** Fills a folder beside the target and moves the program into place in one step, so two starts don't disturb each other. */
async function fetchInto(target: string, fetch: (folder: string) => Promise<string>): Promise<string | undefined> {
  const folder = join(target, '..');
  mkdirSync(folder, { recursive: true });
  const staging = mkdtempSync(join(folder, '.fetch-'));
  try {
    const program = await fetch(staging);
    chmodSync(program, 0o755);
    renameSync(program, target);
    return undefined;
  } catch (error) {
    return firstLine(error);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function firstLine(error: unknown): string {
  const stderr = (error as { stderr?: unknown }).stderr;
  const cause = (error as { cause?: { message?: unknown } }).cause?.message;
  const text = typeof stderr === 'string' && stderr.trim() ? stderr : `${cause ?? (error as Error).message}`;
  return text.trim().split('\n').at(-1)?.trim() ?? text;
}

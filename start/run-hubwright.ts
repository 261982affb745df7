import type { Config } from '../src/config/config.ts';
import { loadConfig } from '../src/config/load-config.ts';
import { isRoot } from './confine-service.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import type { Environment } from './find-temporal.ts';
import { applyFlags, flagList } from './flags.ts';
import { findFreePort, isPortFree } from './free-port.ts';
import { loopbackUrl } from './hub-process.ts';
import { createProgress, type Progress } from './progress.ts';
import { SERVICE_UIDS } from './service-account.ts';
import { failureSentence, StartFailure } from './start-failure.ts';
import { type ComponentList, type RunningStack, startStack } from './start-stack.ts';
import { ensureSystemPackages } from './system-packages.ts';

export interface RunOptions {
  readonly args: readonly string[];
  readonly env: Environment;
  /** What is started as the hub once database and Temporal run. */
  readonly hubScript: string;
  readonly write: (text: string) => void;
}

interface Stopping {
  /** Rejects when the person asks to stop. */
  readonly asked: Promise<never>;
  isAsked(): boolean;
}

interface StoppableComponents extends ComponentList {
  stopAll(): Promise<void>;
  killAll(): void;
}

const OWNER_KEY = 'HUBWRIGHT_BOOTSTRAP_API_KEY';
/** npm passes a Ctrl-C on that the terminal has sent already: that is one request, not two. */
const SAME_REQUEST_MS = 500;

/** Runs the whole hub until it is asked to stop. Returns the exit code. */
export async function runHubwright(options: RunOptions): Promise<number> {
  const progress = createProgress(options.write);
  const parts = createComponentList();
  const stopping = listenForStop(parts, progress);
  let folder: DataFolder | undefined;
  try {
    if (options.args.includes('--help')) {
      progress.say(`npm start -- [FLAGS]\n${flagList()}`);
      return 0;
    }
    const { [OWNER_KEY]: ownerKey, ...env } = applyFlags(options.args, options.env);
    ensureSystemPackages(env, progress.say);
    const config = await readConfig(env);
    folder = openDataFolder(config.dataDirectory);
    const check = (): void => {
      if (stopping.isAsked()) throw new StopRequest();
    };
    const begin = performance.now();
    const stackOptions = { config, env, folder, hubScript: options.hubScript, ownerKey, progress, parts, check };
    const stack = await Promise.race([startStack(stackOptions), stopping.asked]);
    progress.say(summary(config, folder, stack, performance.now() - begin));
    await stopping.asked;
    return 0;
  } catch (error) {
    if (!(error instanceof StopRequest)) progress.say(failureSentence(error));
    await parts.stopAll();
    if (error instanceof StopRequest) progress.say('✓ Everything has ended');
    return error instanceof StopRequest ? 0 : 1;
  } finally {
    folder?.release();
  }
}

class StopRequest extends Error {}

function listenForStop(parts: StoppableComponents, progress: Progress): Stopping {
  const { promise: asked, reject } = Promise.withResolvers<never>();
  asked.catch(() => {});
  let askedAt: number | undefined;
  const onSignal = (): void => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      progress.say('Stopping; once more ends everything at once');
      reject(new StopRequest());
    } else if (performance.now() - askedAt > SAME_REQUEST_MS) {
      parts.killAll();
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return { asked, isAsked: () => askedAt !== undefined };
}

function createComponentList(): StoppableComponents {
  const running: Parameters<ComponentList['add']>[0][] = [];
  return {
    add: (part) => running.push(part),
    stopAll: async () => {
      for (const part of running.toSorted((a, b) => a.stopOrder - b.stopOrder)) await part.stop();
    },
    killAll: () => {
      for (const part of running) part.kill();
    },
  };
}

/** @throws AppError config_invalid; StartFailure when the port is taken */
async function readConfig(env: Environment): Promise<Config> {
  const embedded = { DATABASE_URL: 'postgres://embedded' };
  const config = loadConfig({ ...embedded, ...env });
  if (config.port === 0) return loadConfig({ ...embedded, ...env, HUBWRIGHT_PORT: `${await findFreePort()}` });
  if (await isPortFree(config.port, config.host)) return config;
  throw new StartFailure(
    `Port ${config.port} of ${config.host} is taken or can't be used: choose another with --port (or HUBWRIGHT_PORT).`,
  );
}

function summary(config: Config, folder: DataFolder, stack: RunningStack, elapsedMs: number): string {
  const url = loopbackUrl(config.host, config.port);
  const rows = [
    ['API', url],
    ['OpenAPI', `${url}/openapi.json`],
    ['Temporal UI', stack.temporalUiUrl ?? 'none of its own (HUBWRIGHT_TEMPORAL_UI_URL names one)'],
    ['Temporal gRPC', `${stack.temporalAddress} (namespace ${config.temporal.namespace})`],
    ['Data folder', folder.path],
    ['API key', `the owner's is in ${stack.ownerKeyFile}${stack.owner.isNew ? ' (new)' : ''}; header X-API-KEY`],
    ['Sign in', stack.owner.link ?? `${config.publicUrl}/sign-in`],
  ];
  const lines = rows.map(([name, value]) => `  ${`${name}`.padEnd(14)}${value}`);
  if (isRoot) lines.push(`  ${'Runs as root'.padEnd(14)}${rootIssue(config)}`);
  return [`Hubwright is ready (${(elapsedMs / 1000).toFixed(1)} s); Ctrl-C stops it`, ...lines].join('\n');
}

function rootIssue(config: Config): string {
  const uids = `${SERVICE_UIDS.postgres} and ${SERVICE_UIDS.temporal}`;
  return (
    `PostgreSQL and Temporal drop to the user ids ${uids}, runs and builds to ${config.sandbox.uid}; ` +
    'the hub itself keeps root to set their sandboxes up'
  );
}

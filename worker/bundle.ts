import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, type WorkflowBundle } from '@temporalio/worker';
import type { Logger } from 'pino';
import { toTemporalLogger } from './temporal-runtime.ts';

const ROOT = join(import.meta.dirname, '..');
/** All that a bundle may hold. */
const SOURCES = ['package-lock.json', 'workflows/**/*.ts', 'src/**/*.ts'];

/**
 * The workflows, bundled for their isolate. That takes two seconds of a processor, so `folder` keeps the bundle of these very sources
 * for the next start, as after a kill.
 */
export async function bundleWorkflows(logger: Logger, folder: string): Promise<WorkflowBundle> {
  const file = join(folder, `${await hashSources()}.json`);
  const kept = await readKept(file);
  if (kept !== null) return kept;
  const bundle = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows', 'index.ts'),
    // Workflows alone read what strangers send; activities keep the default converter.
    payloadConverterPath: join(ROOT, 'workflows', 'payload-converter.ts'),
    logger: toTemporalLogger(logger),
  });
  await keep(bundle, folder, file).catch((error: unknown) => {
    logger.warn({ err: error }, 'the workflow bundle could not be saved');
  });
  return bundle;
}

/** Null where there is none, or none that can be read. */
async function readKept(file: string): Promise<WorkflowBundle | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as WorkflowBundle;
  } catch {
    return null;
  }
}

async function hashSources(): Promise<string> {
  const paths = globSync(SOURCES, { cwd: ROOT }).sort();
  const contents = await Promise.all(paths.map((path) => readFile(join(ROOT, path))));
  const hash = createHash('sha256').update(process.version);
  for (const [index, path] of paths.entries()) hash.update(`\0${path}\0`).update(contents[index] ?? '');
  return hash.digest('hex');
}

/** Written whole or not at all, whoever else writes it; bundles of other sources are deleted. */
async function keep(bundle: WorkflowBundle, folder: string, file: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(bundle), { mode: 0o600, flush: true });
  await rename(draft, file);
  const others = (await readdir(folder)).map((name) => join(folder, name)).filter((path) => !path.startsWith(file));
  await Promise.all(others.map((path) => rm(path, { force: true })));
}

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { currentFile, distFolder, isUpToDate, sourceDigest } from './built-pages.ts';
import { viteOptions } from './vite-options.ts';

const COMPRESSIBLE = /\.(js|css|html|svg|json)$/;
/** 9 takes a sixth of the time of 11 and is 7 % larger; an image is built once and takes 11. */
const QUALITY_AT_START = 9;
const QUALITY_OF_IMAGE = 11;
const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/**
 * Builds the pages unless they are up to date. Run as a process of its own (`start/build-web.ts`, Dockerfile), because a
 * bundler that fails must not take the starter with it; what is wrong is written to stderr as `file:line:column message`.
 */
async function main(): Promise<void> {
  if (isUpToDate()) return;
  const digest = sourceDigest();
  const folder = join(distFolder, digest);
  if (!existsSync(folder)) {
    const part = `${folder}.part-${process.pid}`;
    mkdirSync(part, { recursive: true });
    await build(viteOptions(part));
    await compressAll(part, process.argv.includes('--image') ? QUALITY_OF_IMAGE : QUALITY_AT_START);
    publish(part, folder);
  }
  const next = `${currentFile}.${process.pid}`;
  writeFileSync(next, `${digest}\n`);
  renameSync(next, currentFile);
  removeOthers(digest);
}

/** Two builds of the same sources give the same files, so the one that is later gives way. */
function publish(part: string, folder: string): void {
  try {
    renameSync(part, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(part, { recursive: true, force: true });
  }
}

async function compressAll(folder: string, quality: number): Promise<void> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!COMPRESSIBLE.test(name)) continue;
    const path = join(folder, name);
    const bytes = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${path}.br`, await compressBrotli(bytes, { params }));
    writeFileSync(`${path}.gz`, await compressGzip(bytes, { level: 9 }));
  }
}

/** Builds of earlier sources; unfinished files of other processes stay. */
function removeOthers(digest: string): void {
  for (const name of readdirSync(distFolder)) {
    if (name === digest || name.startsWith('current') || name.includes('.part-')) continue;
    rmSync(join(distFolder, name), { recursive: true, force: true });
  }
}

/** Returns the first cause that names a file, as `web/…/page.tsx:12:5 message`, or the message as it is. */
function describeFailure(error: unknown): string {
  const { errors = [] } = error as { errors?: readonly BuildError[] };
  const first = errors[0] ?? (error as BuildError);
  const file = first.loc?.file ?? first.id;
  const message =
    (first.message ?? String(error)).split('\n').find((line) => line.trim() !== '') ?? 'it gave no reason';
  if (file === undefined) return message;
  const place = first.loc ? `:${first.loc.line}:${first.loc.column + 1}` : '';
  return `${relative(join(import.meta.dirname, '..'), file)}${place} ${message}`;
}

interface BuildError {
  readonly message?: string;
  readonly id?: string;
  readonly loc?: { readonly file?: string; readonly line: number; readonly column: number };
}

try {
  await main();
} catch (error) {
  // Pages of earlier sources don't fit the API of these.
  rmSync(currentFile, { force: true });
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}

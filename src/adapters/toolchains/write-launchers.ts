import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolchainMount } from './toolchain.ts';

/** Shell scripts by name; each is at `/hub/toolchains/<folder>/<name>` in the sandbox. */
export type Launchers = Readonly<Record<string, string>>;

/**
 * Writes launchers, and files beside them, to the hub's own folder and returns their mount; idempotent, and safe when two processes do
 * it at once.
 */
export function writeLaunchers(
  directory: string,
  folder: string,
  launchers: Launchers,
  files: Readonly<Record<string, string>> = {},
): ToolchainMount {
  const from = join(directory, folder);
  mkdirSync(from, { recursive: true, mode: 0o755 });
  for (const [name, script] of Object.entries(launchers)) writeWhole(join(from, name), `#!/bin/sh\n${script}\n`, 0o755);
  for (const [name, text] of Object.entries(files)) writeWhole(join(from, name), text, 0o644);
  return { from, to: `/hub/toolchains/${folder}` };
}

function writeWhole(file: string, text: string, mode: number): void {
  if (readText(file) === text) return;
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, file);
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

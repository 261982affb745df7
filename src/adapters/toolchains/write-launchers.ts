import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolchainMount } from './toolchain.ts';

/** Shell scripts by name; each stands at `/hub/toolchains/<folder>/<name>` in the sandbox. */
export type Launchers = Readonly<Record<string, string>>;

/** Writes launchers to the hub's own folder and answers their mount; idempotent, and safe when two processes do it at once. */
export function writeLaunchers(directory: string, folder: string, launchers: Launchers): ToolchainMount {
  const from = join(directory, folder);
  mkdirSync(from, { recursive: true, mode: 0o755 });
  for (const [name, script] of Object.entries(launchers)) writeScript(join(from, name), `#!/bin/sh\n${script}\n`);
  return { from, to: `/hub/toolchains/${folder}` };
}

function writeScript(file: string, text: string): void {
  if (readText(file) === text) return;
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, text, { mode: 0o755 });
  renameSync(draft, file);
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

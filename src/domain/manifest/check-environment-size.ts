import { utf8SizeBytes } from './config-environment.ts';

/** What Linux takes of one variable: its name, `=` and value, without the closing NUL. */
export const MAX_VARIABLE_BYTES = 131_071;

/** What Linux takes in all is 2 MiB (a quarter of an 8 MiB stack); 128 KiB of it are left to the command line. */
export const MAX_ENVIRONMENT_BYTES = 2 * 1024 * 1024 - 128 * 1024;

export interface EnvironmentSize {
  readonly ok: boolean;
  /** Everything that counts against the limit: each variable, its closing NUL and its pointer. */
  readonly totalBytes: number;
  readonly biggest: { readonly name: string; readonly sizeBytes: number } | null;
  /** One plain sentence that names the biggest variable, or null where all is well. */
  readonly message: string | null;
}

/** Checks a whole environment against what Linux accepts; to be called before the spawn. */
export function checkEnvironmentSize(env: Readonly<Record<string, string>>): EnvironmentSize {
  let totalBytes = 0;
  let biggest: EnvironmentSize['biggest'] = null;
  for (const [name, value] of Object.entries(env)) {
    const sizeBytes = utf8SizeBytes(name) + 1 + utf8SizeBytes(value);
    totalBytes += sizeBytes + 1 + POINTER_BYTES;
    if (biggest === null || sizeBytes > biggest.sizeBytes) biggest = { name, sizeBytes };
  }
  const message = biggest === null ? null : sizeIssue(biggest, totalBytes);
  return { ok: message === null, totalBytes, biggest, message };
}

const POINTER_BYTES = 8;

function sizeIssue(biggest: { readonly name: string; readonly sizeBytes: number }, totalBytes: number): string | null {
  if (biggest.sizeBytes > MAX_VARIABLE_BYTES) {
    return `${biggest.name} has ${biggest.sizeBytes} bytes with its name; one variable may have ${MAX_VARIABLE_BYTES}.`;
  }
  if (totalBytes <= MAX_ENVIRONMENT_BYTES) return null;
  return `All variables together have ${totalBytes} bytes, ${MAX_ENVIRONMENT_BYTES} are allowed; the biggest is ${biggest.name} with ${biggest.sizeBytes}.`;
}

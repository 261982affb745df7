import { execFile } from 'node:child_process';
import type { HostEnvironment } from './host-environment.ts';

const TIMEOUT_MS = 20_000;

/** What a package client of the host printed, or null where it isn't there or fails. */
export function runClient(
  host: HostEnvironment,
  program: string,
  args: readonly string[],
  cwd = '/',
): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      { cwd, env: { ...host.env }, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: 4 * 1024 * 1024 },
      (error, stdout) => resolve(error ? null : stdout),
    );
  });
}

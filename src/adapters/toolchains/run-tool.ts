import { execFile } from 'node:child_process';

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;

export interface ToolRunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts a program of the host. Returns what it printed (stdout, then stderr), or null where it can't be started or fails. */
export function runTool(file: string, args: readonly string[], options: ToolRunOptions = {}): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      file,
      [...args],
      {
        timeout: TIMEOUT_MS,
        maxBuffer: MAX_BYTES,
        killSignal: 'SIGKILL',
        cwd: options.cwd ?? '/',
        env: { ...options.env },
      },
      (error, stdout, stderr) => resolve(error ? null : `${stdout}${stderr}`),
    );
  });
}

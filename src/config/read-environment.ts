import { homedir } from 'node:os';
import { env } from 'node:process';

export interface HostEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly path: string;
}

/** The one place that reads this process's environment. */
export function readHostEnvironment(): HostEnvironment {
  return { env, homeDirectory: homedir(), path: env.PATH ?? '/usr/local/bin:/usr/bin:/bin' };
}

import { writeFileSync } from 'node:fs';
import type { DataFolder } from './data-folder.ts';
import type { Environment } from './find-temporal.ts';
import { findFreePort } from './free-port.ts';
import { loopbackUrl } from './hub-process.ts';

export interface DemoAccessOptions {
  readonly env: Environment;
  readonly folder: DataFolder;
  readonly host: string;
  readonly port: number;
  readonly temporalUiUrl: string | undefined;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Lets `npm run demo` work without a setting: one port of 127.0.0.1, new at each start, where the hub may fetch repositories, is
 * written to `demo.json` of the data folder. Returns it as `host:port`; null where the hub is reachable from elsewhere or
 * HUBWRIGHT_GIT_ALLOWED_HOSTS is set, which then says it all.
 */
export async function openDemoAccess(options: DemoAccessOptions): Promise<string | null> {
  const isOpen = LOOPBACK.has(options.host) && !options.env.HUBWRIGHT_GIT_ALLOWED_HOSTS;
  const gitPort = isOpen ? await findFreePort() : undefined;
  const announcement = {
    url: loopbackUrl(options.host, options.port),
    git_port: gitPort,
    temporal_ui_url: options.temporalUiUrl,
  };
  writeFileSync(options.folder.at('demo.json'), `${JSON.stringify(announcement)}\n`, { mode: 0o600 });
  return gitPort === undefined ? null : `127.0.0.1:${gitPort}`;
}

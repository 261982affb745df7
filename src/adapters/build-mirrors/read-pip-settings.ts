import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { HostEnvironment } from './host-environment.ts';
import { runClient } from './run-client.ts';

export interface PipSettings {
  readonly config: string | null;
  /** Local folders of packages that pip looks into. */
  readonly folders: readonly string[];
  readonly hosts: readonly string[];
}

const KEYS = new Set([
  'index-url',
  'extra-index-url',
  'trusted-host',
  'proxy',
  'timeout',
  'default-timeout',
  'retries',
  'no-index',
]);
const DEFAULTS = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url, PyPI.file_storage_domain)';

/** pip's own view of its settings, and where it connects without any. */
export async function readPipSettings(host: HostEnvironment): Promise<PipSettings> {
  const [list, defaults] = await Promise.all([
    runClient(host, 'python3', ['-m', 'pip', 'config', 'list']),
    runClient(host, 'python3', ['-c', DEFAULTS]),
  ]);
  const settings = parseList(list ?? '');
  const wanted = [...settings].filter(([key]) => KEYS.has(key));
  const folders = (settings.get('find-links') ?? '')
    .split(/\s+/)
    .filter((folder) => isAbsolute(folder) && isFolder(folder));
  return {
    config: wanted.length === 0 ? null : `[global]\n${wanted.map(([key, value]) => `${key} = ${value}\n`).join('')}`,
    folders,
    hosts: (defaults ?? '')
      .split(/\s+/)
      .filter((part) => part !== '')
      .map(withPort),
  };
}

/** Lines such as `global.index-url='https://…'`; later ones (the environment's come first) don't win over earlier ones. */
function parseList(list: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of list.split('\n')) {
    const [, key, value] = /^(?:global|install|:env:)\.([\w-]+)=['"](.*)['"]$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined && !settings.has(key))
      settings.set(key, value.replaceAll('\\n', ' ').trim());
  }
  return settings;
}

function withPort(host: string): string {
  return host.includes('://') ? host : `${host}:443`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

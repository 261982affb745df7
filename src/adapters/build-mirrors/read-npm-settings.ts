import { readFileSync } from 'node:fs';
import type { HostEnvironment } from './host-environment.ts';
import { runClient } from './run-client.ts';

export interface NpmSettings {
  readonly npmrc: string | null;
  readonly hosts: readonly string[];
}

const KEYS = new Set(['registry', 'proxy', 'https-proxy', 'noproxy', 'strict-ssl', 'replace-registry-host']);

/** npm's own view of its settings; credentials, which it doesn't print, come from the files that it names. */
export async function readNpmSettings(host: HostEnvironment): Promise<NpmSettings> {
  const output = await runClient(host, 'npm', ['config', 'ls', '-l', '--json']);
  if (output === null) return { npmrc: null, hosts: [] };
  const config = JSON.parse(output) as Record<string, unknown>;
  const plain = Object.entries(config).filter(([key, value]) => isWanted(key) && value !== null && value !== '');
  const lines = plain.map(([key, value]) => `${key}=${Array.isArray(value) ? value.join(',') : String(value)}`);
  const files = [config.globalconfig, config.userconfig].filter((file) => typeof file === 'string');
  const text = [...lines, ...files.flatMap((file) => credentialLines(file, host)), ''].join('\n');
  return { npmrc: text, hosts: typeof config.registry === 'string' ? [config.registry] : [] };
}

function isWanted(key: string): boolean {
  return KEYS.has(key) || /^@[^:]+:registry$/.test(key);
}

function credentialLines(file: string, host: HostEnvironment): string[] {
  return readLines(file)
    .filter((line) => /^\s*\/\/[^\s=]+:(_authToken|_auth|_password|username|certfile|keyfile|email)\s*=/.test(line))
    .map((line) => line.replace(/\$\{(\w+)\}/g, (whole, name: string) => host.env[name] ?? whole));
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

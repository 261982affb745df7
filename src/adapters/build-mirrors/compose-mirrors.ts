import { BUILD_CONFIG_DIRECTORY, type BuildMirrors } from './build-mirrors.ts';
import { collectHosts } from './collect-hosts.ts';
import { collectSecrets } from './collect-secrets.ts';
import type { MirrorSettings } from './mirror-settings.ts';

const AT = BUILD_CONFIG_DIRECTORY;
const CA_FILE = `${AT}/ca.pem`;

/** Turns the settings of package clients into files, environment, open hosts and secrets of a build. */
export function composeMirrors(settings: MirrorSettings): BuildMirrors {
  const texts: [string | null, string][] = [
    [settings.npmrc, `${AT}/npmrc`],
    [pipConf(settings), `${AT}/pip.conf`],
    [withoutComments(settings.mavenSettings), `${AT}/maven-settings.xml`],
    // Cargo looks for its settings in every folder above the project; this one is above the tree and outside of it.
    [settings.cargoConfig, '/hub/.cargo/config.toml'],
    [yarnSettings(settings), '/hub/.yarnrc.yml'],
    [settings.netrc, `${AT}/netrc`],
  ];
  const present = texts.filter((entry): entry is [string, string] => entry[0] !== null);
  const files = Object.fromEntries(present.map(([text, path]) => [path, Buffer.from(text)]));
  const everything = [...present.map(([text]) => text), settings.cargoCredentials ?? ''];
  const values = [...Object.values(settings.go), ...Object.values(settings.proxies)];
  return {
    env: { ...environment(settings, files), ...cargoTokens(settings.cargoCredentials) },
    files: settings.caBundle === null ? files : { ...files, [CA_FILE]: settings.caBundle },
    mounts: settings.pipFolders.map((from, index) => ({ from, to: pipFolder(index) })),
    openHosts: collectHosts([...everything, ...values], settings.hosts),
    secrets: collectSecrets([...everything, ...values].join('\n')),
  };
}

function pipFolder(index: number): string {
  return `${AT}/pip-packages-${index + 1}`;
}

function pipConf(settings: MirrorSettings): string | null {
  if (settings.pipFolders.length === 0) return settings.pipConf;
  const folders = settings.pipFolders.map((_, index) => `\n    ${pipFolder(index)}`).join('');
  return `${settings.pipConf ?? '[global]\n'}find-links =${folders}\n`;
}

function environment(settings: MirrorSettings, files: Readonly<Record<string, Uint8Array>>): Record<string, string> {
  const named: [string, string][] = [
    ['NPM_CONFIG_USERCONFIG', `${AT}/npmrc`],
    ['PIP_CONFIG_FILE', `${AT}/pip.conf`],
    ['NETRC', `${AT}/netrc`],
  ];
  const env = Object.fromEntries(named.filter(([, path]) => files[path] !== undefined));
  const maven = `${AT}/maven-settings.xml`;
  return {
    ...env,
    ...(files[maven] === undefined ? {} : { MAVEN_ARGS: `--global-settings ${maven}` }),
    ...registryEnvironment(settings),
    ...settings.go,
    ...proxyEnvironment(settings.proxies),
    ...(settings.caBundle === null ? {} : CA_ENVIRONMENT),
  };
}

/** For clients that read neither npm's nor pip's settings: bun, corepack, uv. */
function registryEnvironment({ npmrc, pipConf }: MirrorSettings): Record<string, string> {
  const npm = registryOf(npmrc);
  const token = tokenOf(npmrc);
  const values: [string, string | undefined][] = [
    ['BUN_CONFIG_REGISTRY', npm],
    ['BUN_CONFIG_TOKEN', token],
    ['COREPACK_NPM_REGISTRY', npm?.replace(/\/$/, '')],
    ['COREPACK_NPM_TOKEN', token],
    ['UV_DEFAULT_INDEX', /^\s*index-url\s*=\s*(\S+)/m.exec(pipConf ?? '')?.[1]],
    ['UV_INDEX', /^\s*extra-index-url\s*=\s*(\S+)/m.exec(pipConf ?? '')?.[1]],
  ];
  return Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Yarn from 2 on reads it in every folder above the project, whose own settings win. */
function yarnSettings({ npmrc }: MirrorSettings): string | null {
  const registry = registryOf(npmrc);
  if (registry === undefined) return null;
  const token = tokenOf(npmrc);
  const lines = [`npmRegistryServer: ${JSON.stringify(registry)}`];
  return [...lines, ...(token === undefined ? [] : [`npmAuthToken: ${JSON.stringify(token)}`]), ''].join('\n');
}

function registryOf(npmrc: string | null): string | undefined {
  return /^\s*registry\s*=\s*"?([^\s"]+)/m.exec(npmrc ?? '')?.[1];
}

/** npm keeps a token under its registry's address without the scheme. */
function tokenOf(npmrc: string | null): string | undefined {
  const registry = registryOf(npmrc);
  if (registry === undefined) return undefined;
  const place = `${registry.replace(/^https?:/, '').replace(/\/$/, '')}/:_authToken`;
  const lines = (npmrc ?? '').split('\n').map((line) => line.trim());
  const found = lines.find((line) => line.startsWith(place));
  return found === undefined ? undefined : /=\s*"?([^"\s]+)/.exec(found)?.[1];
}

const CA_ENVIRONMENT = {
  SSL_CERT_FILE: CA_FILE,
  NODE_EXTRA_CA_CERTS: CA_FILE,
  REQUESTS_CA_BUNDLE: CA_FILE,
  CURL_CA_BUNDLE: CA_FILE,
  PIP_CERT: CA_FILE,
  GIT_SSL_CAINFO: CA_FILE,
  CARGO_HTTP_CAINFO: CA_FILE,
  NPM_CONFIG_CAFILE: CA_FILE,
};

/** Some clients read these names in capitals, some in small letters. */
function proxyEnvironment(proxies: Readonly<Record<string, string>>): Record<string, string> {
  const both = Object.entries(proxies).flatMap(([name, value]) => [
    [name.toUpperCase(), value],
    [name.toLowerCase(), value],
  ]);
  return Object.fromEntries(both) as Record<string, string>;
}

/** `[registries.name]` and its `token` become CARGO_REGISTRIES_NAME_TOKEN. */
function cargoTokens(credentials: string | null): Record<string, string> {
  const env: Record<string, string> = {};
  let table = '';
  for (const line of (credentials ?? '').split('\n')) {
    table = /^\s*\[([^\]]+)\]/.exec(line)?.[1] ?? table;
    const token = /^\s*token\s*=\s*"([^"]+)"/.exec(line)?.[1];
    if (token === undefined) continue;
    const name =
      table === 'registry'
        ? 'REGISTRY'
        : table
            .replace(/"/g, '')
            .replace(/[^A-Za-z0-9]/g, '_')
            .toUpperCase();
    env[`CARGO_${name}_TOKEN`] = token;
  }
  return env;
}

/** Comments of a settings file hold examples: addresses and passwords that are none. */
function withoutComments(xml: string | null): string | null {
  return xml === null ? null : xml.replace(/<!--[\s\S]*?-->/g, '');
}

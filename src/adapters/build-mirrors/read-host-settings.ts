import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostEnvironment } from './host-environment.ts';
import { type MirrorSettings, NO_MIRROR_SETTINGS } from './mirror-settings.ts';
import { readCargoHosts } from './read-cargo-hosts.ts';
import { readMavenHosts } from './read-maven-hosts.ts';
import { readNpmSettings } from './read-npm-settings.ts';
import { readPipSettings } from './read-pip-settings.ts';
import { runClient } from './run-client.ts';

/** Returns the settings of this machine's own npm, pip, Go, Maven and Cargo clients, as reported by the client itself where it can. */
export async function readHostSettings(host: HostEnvironment): Promise<MirrorSettings> {
  const caBundle = readCaBundle(host);
  const cargoHome = host.env.CARGO_HOME ?? join(host.homeDirectory, '.cargo');
  const [npm, pip, go, mavenHosts, cargoHosts] = await Promise.all([
    readNpmSettings(host),
    readPipSettings(host),
    readGoSettings(host),
    readMavenHosts(host),
    readCargoHosts(host),
  ]);
  return {
    ...NO_MIRROR_SETTINGS,
    npmrc: npm.npmrc,
    pipConf: pip.config,
    pipFolders: pip.folders,
    go,
    mavenSettings: expand(
      readText(join(host.homeDirectory, '.m2/settings.xml')) ?? readText('/etc/maven/settings.xml'),
      /\$\{env\.(\w+)\}/g,
      host,
    ),
    cargoConfig: readText(join(cargoHome, 'config.toml')) ?? readText(join(cargoHome, 'config')),
    cargoCredentials: readText(join(cargoHome, 'credentials.toml')) ?? readText(join(cargoHome, 'credentials')),
    netrc: readText(host.env.NETRC ?? join(host.homeDirectory, '.netrc')),
    caBundle: caBundle === null ? null : Buffer.from(caBundle),
    proxies: readProxies(host),
    hosts: [...npm.hosts, ...pip.hosts, ...mavenHosts, ...cargoHosts, ...goHosts(go)],
  };
}

const CA_VARIABLES = ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'PIP_CERT'];
const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'];
const GO_VARIABLES = ['GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GONOPROXY', 'GOPRIVATE', 'GOINSECURE', 'GOVCS'];

function readCaBundle(host: HostEnvironment): string | null {
  const texts = CA_VARIABLES.map((name) => host.env[name]).map((file) => (file ? readText(file) : null));
  return texts.find((text) => text !== null) ?? null;
}

function readProxies(host: HostEnvironment): Record<string, string> {
  const found = PROXY_VARIABLES.map((name) => [name, host.env[name] ?? host.env[name.toLowerCase()] ?? ''] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

async function readGoSettings(host: HostEnvironment): Promise<Record<string, string>> {
  const output = await runClient(host, 'go', ['env', '-json', ...GO_VARIABLES]);
  const values = output === null ? {} : (JSON.parse(output) as Record<string, string>);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** A checksum database is named without a scheme, or as a name with a key and a URL. */
function goHosts(go: Readonly<Record<string, string>>): string[] {
  const name = go.GOSUMDB?.split(/[\s+]/)[0] ?? '';
  return name.includes('.') ? [`${name}:443`] : [];
}

/** Puts the values of the hub's environment in place: a build doesn't have that environment. */
function expand(text: string | null, pattern: RegExp, host: HostEnvironment): string | null {
  return text === null ? null : text.replace(pattern, (whole, name: string) => host.env[name] ?? whole);
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { type MirrorSettings, NO_MIRROR_SETTINGS } from './mirror-settings.ts';

const Text = Type.Optional(Type.String({ minLength: 1 }));
const closed = { additionalProperties: false };

const SettingsFile = Type.Object(
  {
    ca_file: Text,
    proxy: Type.Optional(Type.Object({ http: Text, https: Text, no_proxy: Text }, closed)),
    npm: Type.Optional(Type.Object({ registry: Text, npmrc_file: Text }, closed)),
    pip: Type.Optional(Type.Object({ index_url: Text, extra_index_url: Text, config_file: Text }, closed)),
    go: Type.Optional(Type.Object({ proxy: Text, sumdb: Text, no_proxy: Text }, closed)),
    maven: Type.Optional(Type.Object({ settings_file: Text }, closed)),
    cargo: Type.Optional(Type.Object({ config_file: Text, credentials_file: Text }, closed)),
    netrc_file: Text,
    open_hosts: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
  },
  closed,
);

type SettingsFile = Static<typeof SettingsFile>;

/** Reads a mirrors file (YAML or JSON); the files it names are relative to it. @see docs/builds.md */
export function readSettingsFile(path: string): MirrorSettings {
  const settings: unknown = parse(readFileSync(path, 'utf8'), { maxAliasCount: 10 }) ?? {};
  if (!Value.Check(SettingsFile, settings)) {
    const issue = Value.Errors(SettingsFile, settings)[0];
    throw new Error(`${issue?.instancePath || 'the file'} ${issue?.message ?? 'is not valid'}`);
  }
  return toMirrorSettings(settings, (file) =>
    file === undefined ? null : readFileSync(resolve(dirname(path), file), 'utf8'),
  );
}

function toMirrorSettings(settings: SettingsFile, read: (file: string | undefined) => string | null): MirrorSettings {
  const caBundle = read(settings.ca_file);
  return {
    ...NO_MIRROR_SETTINGS,
    npmrc: join(read(settings.npm?.npmrc_file), line('registry', settings.npm?.registry)),
    pipConf: read(settings.pip?.config_file) ?? pipConf(settings),
    go: present({ GOPROXY: settings.go?.proxy, GOSUMDB: settings.go?.sumdb, GONOPROXY: settings.go?.no_proxy }),
    mavenSettings: read(settings.maven?.settings_file),
    cargoConfig: read(settings.cargo?.config_file),
    cargoCredentials: read(settings.cargo?.credentials_file),
    netrc: read(settings.netrc_file),
    caBundle: caBundle === null ? null : Buffer.from(caBundle),
    proxies: present({
      HTTP_PROXY: settings.proxy?.http,
      HTTPS_PROXY: settings.proxy?.https,
      NO_PROXY: settings.proxy?.no_proxy,
    }),
    hosts: settings.open_hosts ?? [],
  };
}

function pipConf(settings: SettingsFile): string | null {
  const lines = join(
    line('index-url', settings.pip?.index_url),
    line('extra-index-url', settings.pip?.extra_index_url),
  );
  return lines === null ? null : `[global]\n${lines}`;
}

function line(name: string, value: string | undefined): string | null {
  return value === undefined ? null : `${name} = ${value}\n`;
}

function join(...parts: readonly (string | null)[]): string | null {
  const text = parts.filter((part) => part !== null).join('\n');
  return text === '' ? null : text;
}

function present(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

import { appendPointer } from '../../domain/manifest/json-pointer.ts';
import { isJsonObject, type JsonObject, ownValue } from '../../domain/manifest/json-value.ts';
import type { Manifest, ManifestBase, ManifestIssue } from '../../domain/manifest/manifest.ts';
import { parseBase } from '../../domain/manifest/parse-base.ts';
import { type FoundIssues, refuse, warn } from './found-issues.ts';
import { findValue, type LocatedValue } from './located-value.ts';
import { readSchemas } from './read-schemas.ts';

export type ReadManifestResult =
  | { readonly ok: true; readonly manifest: Manifest; readonly warnings: readonly ManifestIssue[] }
  | { readonly ok: false; readonly issues: readonly ManifestIssue[] };

const KNOWN_KEYS = new Set(['version', 'base', 'build', 'run', 'connectors', 'configs', 'metadata_schema']);

/** Turns located YAML into a manifest; all issues are found in one go. */
export function readManifest(root: LocatedValue): ReadManifestResult {
  const notes: FoundIssues = { issues: [], warnings: [] };
  const written = root.value;
  if (!isJsonObject(written)) {
    const message = 'A manifest is a mapping with keys such as "base" and "run".';
    return { ok: false, issues: [{ pointer: '', code: 'not_a_mapping', message }] };
  }
  for (const key of Object.keys(written)) {
    if (!KNOWN_KEYS.has(key))
      warn(
        notes,
        appendPointer('', key),
        'unknown_key',
        `"${key.slice(0, 80)}" is not a key of a manifest and is ignored.`,
      );
  }
  const version = readVersion(root, notes);
  const base = readBase(root, notes);
  const build = readCommand(root, 'build', notes);
  const run = readCommand(root, 'run', notes);
  if (run === null && notes.issues.every((issue) => issue.pointer !== '/run')) {
    refuse(
      notes,
      '/run',
      'run_missing',
      'There is no "run"; add the command that starts the integration, e.g. "run: node .".',
    );
  }
  const connectors = readConnectors(written, notes);
  const schemas = readSchemas(written, version, notes);
  if (notes.issues.length > 0 || base === null || run === null) return { ok: false, issues: notes.issues };
  const manifest: Manifest = { version, base, build, run, connectors, ...schemas, asWritten: written };
  return { ok: true, manifest, warnings: notes.warnings };
}

function readVersion(root: LocatedValue, notes: FoundIssues): Manifest['version'] {
  const found = findValue(root, '/version');
  if (found === null || found.value === null) {
    warn(
      notes,
      '/version',
      'version_missing',
      'There is no "version"; it is taken as 0.4. Write "version: 0.4" or "version: 1.0".',
    );
    return '0.4';
  }
  if (found.value === 0.4 || found.value === '0.4') return '0.4';
  if (found.value === 1 || found.value === '1.0' || found.value === '1') return '1.0';
  const near = typeof found.value === 'object' ? null : nearestVersion(String(found.value));
  if (near !== null) {
    const message = `Version ${String(found.value)} is unknown; it is read as ${near}. Write "version: 0.4" or "version: 1.0".`;
    warn(notes, '/version', 'version_unknown', message);
    return near;
  }
  refuse(notes, '/version', 'version_unknown', 'This version is unknown; write "version: 0.4" or "version: 1.0".');
  return '0.4';
}

/** The known version that another one of 0.x or 1.x is read as. */
function nearestVersion(text: string): Manifest['version'] | null {
  if (!/^[01](?:\.\d{1,3})*$/.test(text)) return null;
  return Number.parseFloat(text) < (0.4 + 1) / 2 ? '0.4' : '1.0';
}

function readBase(root: LocatedValue, notes: FoundIssues): ManifestBase | null {
  const found = findValue(root, '/base');
  if (found === null || found.value === null || found.value === '') {
    refuse(
      notes,
      '/base',
      'base_missing',
      'There is no "base"; add the language and version to run on, e.g. "base: node:22".',
    );
    return null;
  }
  if (typeof found.value !== 'string') {
    refuse(notes, '/base', 'base_not_text', '"base" has to be text such as "node:22".');
    return null;
  }
  const parsed = parseBase(found.value);
  if (!parsed.ok) {
    refuse(notes, '/base', 'base_unknown', parsed.message);
    return null;
  }
  if (parsed.warning !== null) warn(notes, '/base', 'base_version', parsed.warning);
  return parsed.base;
}

/** A shell command; `true` or a number is one too, as it is written. */
function readCommand(root: LocatedValue, key: 'build' | 'run', notes: FoundIssues): string | null {
  const found = findValue(root, `/${key}`);
  if (found === null || found.value === null) return null;
  if (found.source === null) {
    refuse(notes, `/${key}`, 'command_not_text', `"${key}" has to be one shell command; join several with "&&".`);
    return null;
  }
  const command = typeof found.value === 'string' ? found.value : found.source;
  return command.trim() === '' ? null : command;
}

function readConnectors(written: JsonObject, notes: FoundIssues): readonly string[] {
  const found = ownValue(written, 'connectors') ?? [];
  const list = typeof found === 'string' ? [found] : found;
  if (!Array.isArray(list)) {
    refuse(
      notes,
      '/connectors',
      'connectors_not_list',
      '"connectors" has to be a list of names, e.g. "[shipbob, gorgias-oauth]".',
    );
    return [];
  }
  const names = new Set<string>();
  for (const [index, entry] of list.entries()) {
    const pointer = appendPointer('/connectors', index);
    const name = typeof entry === 'string' ? entry.trim() : '';
    if (name === '') refuse(notes, pointer, 'connector_not_text', 'A connector is named by text, e.g. "hubspot".');
    else if (names.has(name))
      warn(notes, pointer, 'connector_repeated', `"${name.slice(0, 80)}" is listed twice; once is enough.`);
    names.add(name);
  }
  return [...names];
}

import { hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import { type ValidationResult, validationResult } from '../../domain/manifest/validation-result.ts';
import { type SchemaTask, THREAD_READY } from './schema-task.ts';
import { type ConfigsValidation, prepareConfigsValidation } from './validate-configs.ts';
import { type MetadataValidation, prepareMetadataValidation } from './validate-metadata.ts';

/** What is kept compiled: the maximum of releases, and of their text in all. */
const MAX_KEPT = 200;
const MAX_KEPT_LENGTH = 4 * 1024 * 1024;

interface CompiledRelease {
  readonly length: number;
  readonly schemas: ReleaseSchemas;
  configs?: ConfigsValidation;
  metadata?: MetadataValidation;
}

const kept = new Map<string, CompiledRelease>();

parentPort?.on('message', (task: SchemaTask) => parentPort?.postMessage(answer(task)));
parentPort?.postMessage(THREAD_READY);

function answer(task: SchemaTask): ValidationResult {
  try {
    const release = compiledRelease(task.schemas);
    if (task.kind === 'configs') return configsOf(release)(JSON.parse(task.input));
    if (task.kind === 'metadata') return metadataOf(release)(JSON.parse(task.input));
    configsOf(release)({ configs: {}, metadata: {}, isRequiredAsked: false });
    metadataOf(release);
    return validationResult([]);
  } catch (error) {
    return validationResult([{ pointer: '', code: 'schema_unusable', message: describe(error) }]);
  }
}

/** The most recently used come last. */
function compiledRelease(text: string): CompiledRelease {
  const key = hash('sha256', text);
  const release = kept.get(key) ?? { length: text.length, schemas: JSON.parse(text) };
  kept.delete(key);
  kept.set(key, release);
  let length = [...kept.values()].reduce((sum, one) => sum + one.length, 0);
  for (const [oldest, { length: freed }] of kept) {
    if (kept.size <= MAX_KEPT && length <= MAX_KEPT_LENGTH) break;
    if (oldest === key) break;
    kept.delete(oldest);
    length -= freed;
  }
  return release;
}

function configsOf(release: CompiledRelease): ConfigsValidation {
  release.configs ??= prepareConfigsValidation(release.schemas);
  return release.configs;
}

function metadataOf(release: CompiledRelease): MetadataValidation {
  release.metadata ??= prepareMetadataValidation(release.schemas);
  return release.metadata;
}

function describe(error: unknown): string {
  if (error instanceof RangeError)
    return 'The schema of this release refers to itself without end, or too deeply; simplify it.';
  const detail = error instanceof Error ? error.message.slice(0, 300) : 'it is not usable';
  return `The schema of this release can't be used: ${detail}.`;
}

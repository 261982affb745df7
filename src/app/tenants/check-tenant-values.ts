import { findRelease } from '../../db/stores/releases/release-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { guardAdminOnly } from '../../domain/configs/admin-only-edit.ts';
import type { ConfigViewer } from '../../domain/configs/config-viewer.ts';
import { skipWithoutOptions } from '../../domain/configs/skip-without-options.ts';
import { checkEnvironmentSize, MAX_VARIABLE_BYTES } from '../../domain/manifest/check-environment-size.ts';
import { configVariableSizeBytes, toConfigEnvironment } from '../../domain/manifest/config-environment.ts';
import { appendPointer } from '../../domain/manifest/json-pointer.ts';
import type { JsonObject } from '../../domain/manifest/json-value.ts';
import type { Manifest, ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import {
  type ValidationIssue,
  type ValidationResult,
  validationResult,
} from '../../domain/manifest/validation-result.ts';
import { AppError } from '../../errors/app-error.ts';

export interface ConfigsToCheck {
  readonly integrationId: number;
  /** The release that the tenant would run; null = none yet, and nothing to hold the values to. */
  readonly releaseId: number | null;
  /** Who edits: end users don't set what only hub users may. */
  readonly viewer: ConfigViewer;
  /** The configs as they are, `{}` where there are none yet. */
  readonly stored: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly isRequiredAsked: boolean;
}

export interface CheckedConfigs {
  /** What is to be stored. */
  readonly configs: JsonObject;
  /** With a pointer into the tenant. */
  readonly warnings: readonly ValidationIssue[];
}

/** @throws AppError invalid_input, with a pointer to each field */
export async function checkConfigs(
  unit: UnitOfWork,
  schemas: SchemaChecks,
  input: ConfigsToCheck,
): Promise<CheckedConfigs> {
  const manifest = await manifestOf(unit, input.integrationId, input.releaseId);
  const [stored, wanted, metadata] = [input.stored, input.configs, input.metadata] as JsonObject[];
  const { configs, issues } = guardAdminOnly(input.viewer, manifest ?? NO_SCHEMAS, stored ?? {}, wanted ?? {});
  refuse(validationResult(issues), '/configs', 'Some of the configs are set by users of the hub only.');
  refuse(fitEnvironment(configs), '/configs', 'The configs do not fit into an environment.');
  if (!manifest) return { configs, warnings: [] };
  const asked = { configs, metadata: metadata ?? {}, isRequiredAsked: input.isRequiredAsked };
  const validation = skipWithoutOptions(manifest, asked, await schemas.validateConfigs(manifest, asked));
  refuse(validation, '/configs', 'The configs do not fit the release.');
  return { configs, warnings: validation.warnings.map((note) => ({ ...note, pointer: `/configs${note.pointer}` })) };
}

/** Of one tenant, as JSON: lists show them, and every run gets them. */
const MAX_CONFIGS_BYTES = 512 * 1024;

const NO_SCHEMAS: ReleaseSchemas = { configSchema: null, configUiSchema: null, metadataSchema: null };

/** Whatever a release requires of them: no tenant is saved with configs that no process could be given. */
function fitEnvironment(configs: JsonObject): ValidationResult {
  const configsBytes = Buffer.byteLength(JSON.stringify(configs));
  if (configsBytes > MAX_CONFIGS_BYTES) {
    const message = `The configs have ${configsBytes} bytes together; ${MAX_CONFIGS_BYTES} are allowed.`;
    return validationResult([{ pointer: '', code: 'too_big', message }]);
  }
  const { env, issues } = toConfigEnvironment(configs);
  const tooBig = Object.entries(configs).flatMap(([property, value]): ValidationIssue[] => {
    const sizeBytes = configVariableSizeBytes(property, value);
    if (sizeBytes <= MAX_VARIABLE_BYTES) return [];
    const message = `"${property}" has ${sizeBytes} bytes as a variable; ${MAX_VARIABLE_BYTES} are allowed.`;
    return [{ pointer: appendPointer('', property), code: 'too_big', message }];
  });
  if (issues.length + tooBig.length > 0) return validationResult([...issues, ...tooBig]);
  const { message } = checkEnvironmentSize(env);
  return validationResult(message === null ? [] : [{ pointer: '', code: 'too_big', message }]);
}

/**
 * Returns the manifest that the values were checked against, or null where there is none yet.
 * @throws AppError invalid_input, with a pointer to each field
 */
export async function checkMetadata(
  unit: UnitOfWork,
  schemas: SchemaChecks,
  input: { integrationId: number; releaseId: number | null; metadata: Readonly<Record<string, unknown>> },
): Promise<Manifest | null> {
  const manifest = await manifestOf(unit, input.integrationId, input.releaseId);
  if (!manifest) return null;
  const metadata = input.metadata as JsonObject;
  refuse(
    await schemas.validateMetadata(manifest, { metadata, isRequiredAsked: false }),
    '',
    'The metadata do not fit the release.',
  );
  return manifest;
}

async function manifestOf(unit: UnitOfWork, integrationId: number, releaseId: number | null): Promise<Manifest | null> {
  if (releaseId === null) return null;
  return (await findRelease(unit.em, integrationId, releaseId))?.manifest ?? null;
}

function refuse(validation: ValidationResult, prefix: string, message: string): void {
  if (validation.issues.length === 0) return;
  const issues = validation.issues.map((issue) => ({ pointer: prefix + issue.pointer, message: issue.message }));
  throw new AppError('invalid_input', message, { issues });
}

import { checkSchemaRefs } from '../../domain/manifest/check-schema-refs.ts';
import { findVariableCollisions } from '../../domain/manifest/config-environment.ts';
import { appendPointer } from '../../domain/manifest/json-pointer.ts';
import { isJsonObject, type JsonObject, type JsonValue, ownValue } from '../../domain/manifest/json-value.ts';
import type { Manifest, ManifestIssue } from '../../domain/manifest/manifest.ts';
import { normaliseSchema } from '../../domain/manifest/normalise-schema.ts';
import { normaliseUiSchema } from '../../domain/manifest/normalise-ui-schema.ts';
import type { UiElement } from '../../domain/manifest/ui-element.ts';
import { checkJsonSchema } from './check-json-schema.ts';
import { type FoundIssues, refuse, warn } from './found-issues.ts';

export type ManifestSchemas = Pick<Manifest, 'configSchema' | 'configUiSchema' | 'metadataSchema' | 'metadataUiSchema'>;

/** Reads, normalises and checks the schemas and layouts of `configs` and `metadata_schema`. */
export function readSchemas(written: JsonObject, version: Manifest['version'], notes: FoundIssues): ManifestSchemas {
  const configs = readSection(written, 'configs', notes);
  const metadata = readSection(written, 'metadata_schema', notes);
  if (metadata !== null && version === '0.4') {
    warn(
      notes,
      '/metadata_schema',
      'metadata_schema_ignored',
      'Version 0.4 has no "metadata_schema"; it is ignored. Write "version: 1.0" to use it.',
    );
  }
  const usedMetadata = version === '0.4' ? null : metadata;
  const metadataSchema = readSchema(usedMetadata, '/metadata_schema', null, notes);
  const configSchema = readSchema(configs, '/configs', metadataSchema, notes);
  notes.issues.push(...prefixed('/configs/schema', findVariableCollisions(configSchema)));
  return {
    configSchema,
    configUiSchema: readUiSchema(configs, '/configs', configSchema, notes),
    metadataSchema,
    metadataUiSchema: readUiSchema(usedMetadata, '/metadata_schema', metadataSchema, notes),
  };
}

function readSection(written: JsonObject, key: string, notes: FoundIssues): JsonObject | null {
  const pointer = appendPointer('', key);
  const section = ownValue(written, key) ?? null;
  if (section === null) return null;
  if (!isJsonObject(section)) {
    refuse(notes, pointer, 'section_not_mapping', `"${key}" has to be a mapping with "schema" and "uischema".`);
    return null;
  }
  for (const name of Object.keys(section)) {
    if (name !== 'schema' && name !== 'uischema') {
      warn(
        notes,
        appendPointer(pointer, name),
        'unknown_key',
        `"${name.slice(0, 80)}" is not a key of "${key}" and is ignored.`,
      );
    }
  }
  return section;
}

function readSchema(
  section: JsonObject | null,
  at: string,
  metadataSchema: JsonObject | null,
  notes: FoundIssues,
): JsonObject | null {
  const written: JsonValue = (section === null ? null : ownValue(section, 'schema')) ?? null;
  const pointer = appendPointer(at, 'schema');
  if (written === null) return null;
  if (!isJsonObject(written)) {
    refuse(
      notes,
      pointer,
      'not_json_schema',
      '"schema" has to be a JSON Schema: a mapping with "type: object" and "properties".',
    );
    return null;
  }
  const normalised = normaliseSchema(written);
  notes.warnings.push(...prefixed(pointer, normalised.notes));
  const issues = checkJsonSchema(normalised.schema);
  const refs = checkSchemaRefs(normalised.schema, metadataSchema);
  notes.issues.push(...prefixed(pointer, [...issues, ...refs.issues]));
  notes.warnings.push(...prefixed(pointer, refs.warnings));
  return normalised.schema;
}

function readUiSchema(
  section: JsonObject | null,
  at: string,
  schema: JsonObject | null,
  notes: FoundIssues,
): UiElement | null {
  const written = (section === null ? null : ownValue(section, 'uischema')) ?? null;
  const pointer = appendPointer(at, 'uischema');
  if (written === null) return null;
  const layout = Array.isArray(written) ? { type: 'VerticalLayout', elements: written } : written;
  if (!isJsonObject(layout)) {
    warn(notes, pointer, 'ui_not_mapping', '"uischema" has to be a mapping with "type" and "elements"; it is ignored.');
    return null;
  }
  const normalised = normaliseUiSchema(layout, schema);
  notes.warnings.push(...prefixed(pointer, normalised.notes));
  return normalised.uiSchema;
}

function prefixed(prefix: string, notes: readonly ManifestIssue[]): readonly ManifestIssue[] {
  return notes.map((note) => ({ ...note, pointer: `${prefix}${note.pointer}` }));
}

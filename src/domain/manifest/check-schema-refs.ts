import { optionsReference } from './dynamic-property.ts';
import { appendPointer, parseFragment } from './json-pointer.ts';
import { isJsonObject, type JsonObject, type JsonValue, ownObject, ownValue } from './json-value.ts';
import type { ManifestIssue } from './manifest.ts';
import { listSchemas } from './sub-schemas.ts';

export interface SchemaRefsCheck {
  readonly issues: readonly ManifestIssue[];
  readonly warnings: readonly ManifestIssue[];
}

/** Holds each `$ref` to this document; options that nothing in the manifest prepares are only warned about. */
export function checkSchemaRefs(schema: JsonObject, metadataSchema: JsonObject | null): SchemaRefsCheck {
  const issues: ManifestIssue[] = [];
  const warnings: ManifestIssue[] = [];
  for (const located of listSchemas(schema)) {
    if (!Object.hasOwn(located.schema, '$ref')) continue;
    const pointer = appendPointer(located.pointer, '$ref');
    const issue = refIssue(located.schema, schema);
    if (issue !== null) issues.push({ pointer, ...issue });
    else warnings.push(...refWarnings(located.schema, schema, metadataSchema).map((note) => ({ pointer, ...note })));
  }
  return { issues, warnings };
}

type Note = Omit<ManifestIssue, 'pointer'>;

function refIssue(schema: JsonObject, root: JsonObject): Note | null {
  const ref = ownValue(schema, '$ref');
  if (typeof ref !== 'string')
    return { code: 'ref_not_text', message: '"$ref" has to be text such as "#/definitions/name".' };
  const keys = parseFragment(ref);
  const name = ref.slice(0, 80);
  if (!ref.startsWith('#')) {
    return {
      code: 'ref_leaves_document',
      message: `"${name}" leaves this document; only "#/definitions/…" and "#/metadata/…" are allowed.`,
    };
  }
  const isKnown = optionsReference(schema, root) !== null || (keys !== null && isJsonObject(valueAt(root, keys)));
  return isKnown
    ? null
    : { code: 'ref_unknown', message: `"${name}" names nothing in this schema; define it or correct the name.` };
}

function refWarnings(schema: JsonObject, root: JsonObject, metadataSchema: JsonObject | null): readonly Note[] {
  const reference = optionsReference(schema, root);
  if (reference === null) return [];
  const { source, kind } = reference;
  const [from, place] = kind === 'definition' ? [root, 'definitions'] : [metadataSchema, 'properties'];
  if (ownValue(ownObject(from ?? {}, place) ?? {}, source) !== undefined) return [];
  const message = `Nothing in the manifest prepares the options "${source.slice(0, 80)}"; there are none until an init sync prints them.`;
  return [{ code: 'options_undefined', message }];
}

function valueAt(root: JsonObject, keys: readonly string[]): JsonValue | undefined {
  let place: JsonValue | undefined = root;
  for (const key of keys) {
    if (Array.isArray(place)) place = place[Number(key)];
    else place = isJsonObject(place) ? ownValue(place, key) : undefined;
  }
  return place;
}

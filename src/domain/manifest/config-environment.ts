import { appendPointer } from './json-pointer.ts';
import { type JsonObject, type JsonValue, ownObject } from './json-value.ts';
import type { ValidationIssue } from './validation-result.ts';

export interface ConfigEnvironment {
  /** `PAN_CFG_<NAME>`, in the order of the configs; of two that collide the first. */
  readonly env: Readonly<Record<string, string>>;
  readonly issues: readonly ValidationIssue[];
}

/** The configs as a run's process sees them: strings as they are, everything else as JSON. */
export function toConfigEnvironment(configs: JsonObject): ConfigEnvironment {
  const values = new Map<string, { readonly property: string; readonly text: string }>();
  const issues: ValidationIssue[] = [];
  for (const [property, value] of Object.entries(configs)) {
    const name = configVariableName(property);
    const pointer = appendPointer('', property);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const first = values.get(name);
    if (first !== undefined) {
      issues.push({ pointer, code: 'variable_collision', message: describeCollision(first.property, property, name) });
      continue;
    }
    if (text.includes('\0'))
      issues.push({
        pointer,
        code: 'nul',
        message: `"${property}" holds a NUL character, which no variable can; remove it.`,
      });
    else values.set(name, { property, text });
  }
  return { env: Object.fromEntries([...values].map(([name, { text }]) => [name, text])), issues };
}

/** Returns an issue for each config of the schema that would become the variable of an earlier one; pointers begin at the schema. */
export function findVariableCollisions(configSchema: JsonObject | null): readonly ValidationIssue[] {
  const properties = Object.keys(ownObject(configSchema ?? {}, 'properties') ?? {});
  const seen = new Map<string, string>();
  return properties.flatMap((property) => {
    const name = configVariableName(property);
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, property);
      return [];
    }
    const pointer = appendPointer('/properties', property);
    return [{ pointer, code: 'variable_collision', message: describeCollision(first, property, name) }];
  });
}

function describeCollision(first: string, second: string, variable: string): string {
  return `"${first}" and "${second}" would both be the variable ${variable}; rename one of them.`;
}

/** The variable that a config of this name becomes. */
function configVariableName(property: string): string {
  return `PAN_CFG_${property.toUpperCase().replaceAll(/[^A-Z0-9_]/gu, '_')}`;
}

/** Returns whether one config alone fits into its variable; called when configs are saved. */
export function configVariableSizeBytes(property: string, value: JsonValue): number {
  return (
    utf8SizeBytes(configVariableName(property)) +
    1 +
    utf8SizeBytes(typeof value === 'string' ? value : JSON.stringify(value))
  );
}

/** Size of a text in UTF-8; half a surrogate pair counts as U+FFFD does. */
export function utf8SizeBytes(text: string): number {
  let sizeBytes = 0;
  for (const character of text) {
    const code = Number(character.codePointAt(0));
    if (code < 0x80) sizeBytes += 1;
    else if (code < 0x800) sizeBytes += 2;
    else sizeBytes += code < 0x10000 ? 3 : 4;
  }
  return sizeBytes;
}

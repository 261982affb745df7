import { describeField } from './describe-field.ts';
import type { DynamicProperty } from './dynamic-property.ts';
import { appendPointer } from './json-pointer.ts';
import { hasJsonType, isJsonObject, type JsonObject, type JsonValue, jsonTypeOf, ownValue } from './json-value.ts';
import { type ConfigOptions, offeredList, resolveOptions } from './resolve-options.ts';
import type { ValidationIssue } from './validation-result.ts';

export interface DynamicConfigsCheck {
  readonly issues: readonly ValidationIssue[];
  readonly warnings: readonly ValidationIssue[];
}

/** Checks the values of dynamic configs against their options: a wrong type is an issue, a value that is no longer offered a warning. */
export function checkDynamicConfigs(
  dynamics: readonly DynamicProperty[],
  configSchema: JsonObject,
  configs: JsonObject,
  metadata: JsonObject,
): DynamicConfigsCheck {
  const issues: ValidationIssue[] = [];
  const warnings: ValidationIssue[] = [];
  for (const dynamic of dynamics) {
    const value = ownValue(configs, dynamic.property);
    if (value === undefined) continue;
    const field = describeField(configSchema, [dynamic.property]);
    const options = resolveOptions(dynamic, metadata, configs);
    const isGrouped = isJsonObject(offeredList(dynamic, metadata).list);
    const parent = isGrouped && dynamic.dependsOn !== null ? describeField(configSchema, [dynamic.dependsOn]) : null;
    const place = { dynamic, options, field, parent, pointer: appendPointer('', dynamic.property) };
    const issue = checkShape(value, place);
    if (issue === null) warnings.push(...warnAbout(value, place));
    else issues.push(issue);
  }
  return { issues, warnings };
}

interface Place {
  readonly dynamic: DynamicProperty;
  readonly options: ConfigOptions;
  readonly field: string;
  /** The config that decides which of its options count, where they are grouped by one. */
  readonly parent: string | null;
  readonly pointer: string;
}

function checkShape(value: JsonValue, { dynamic, options, field, pointer }: Place): ValidationIssue | null {
  const isList = Array.isArray(value);
  if (dynamic.holds === 'list' && !isList) return { pointer, code: 'type', message: `${field} has to be a list.` };
  if (dynamic.holds === 'one' && isList)
    return { pointer, code: 'type', message: `${field} takes one value, not a list.` };
  const types = acceptedTypes(dynamic, options);
  const values = isList ? value : [value];
  const isRight = values.every((one) => types.length === 0 || types.some((type) => hasJsonType(one, type)));
  return isRight ? null : { pointer, code: 'type', message: `${field} has to be of the type ${types.join(' or ')}.` };
}

/** The options take precedence over the declared type. The type is still allowed, since a stale value may stay. */
function acceptedTypes(dynamic: DynamicProperty, options: ConfigOptions): readonly string[] {
  if (options.kind === 'none' || dynamic.types.length === 0) return dynamic.types;
  return [...new Set([...options.options.map((option) => jsonTypeOf(option.const)), ...dynamic.types])];
}

function warnAbout(value: JsonValue, { options, field, parent, pointer }: Place): readonly ValidationIssue[] {
  if (options.kind === 'none')
    return [{ pointer, code: options.reason, message: `${field} ${REASONS[options.reason]}` }];
  const offered = new Set(options.options.map((option) => option.const));
  const isOffered = [value].flat().every((one: JsonValue) => offered.has(one));
  if (isOffered) return [];
  const why = parent === null ? 'no longer offered' : `not offered for the chosen value of ${parent}`;
  return [{ pointer, code: 'no_longer_offered', message: `${field} holds a value that is ${why}.` }];
}

const REASONS = {
  not_fetched: 'could not be checked: its options have not been fetched yet; refresh the configs.',
  parent_unset: 'could not be checked: the config that its options depend on has no value.',
  unusable: 'could not be checked: the integration gave no usable list of options for it.',
} as const;

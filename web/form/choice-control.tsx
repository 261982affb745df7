import type { ConfigField } from '../api/types.ts';
import { formatRelative } from '../text/format.ts';
import { Combobox, type ComboOption } from '../ui/combobox.tsx';
import { MultiSelect } from '../ui/multi-select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { optionKey, presentOptions } from './dependent-options.ts';
import { type DrawControlProps, fieldProps } from './draw-control.tsx';
import { fieldType } from './form-values.ts';

type Choices = NonNullable<ConfigField['choices']>;

/** A config whose value is chosen: from options, or as text while there are none. */
export function ChoiceControl(props: DrawControlProps & { readonly choices: Choices }) {
  const { choices, field, values, onChange } = props;
  const parent = choices.depends_on;
  const common = { ...fieldProps(props), hint: hintOf(props) };
  if (choices.state !== 'options') return <NoOptions {...props} />;
  const isParentUnset = parent !== null && values[parent] === undefined;
  const options = presentOptions(choices, values).map((option) => toOption(option.const, option.title));
  const constants = new Map(presentOptions(choices, values).map((option) => [optionKey(option.const), option.const]));
  const shown = (constant: unknown): ComboOption => {
    const found = options.find(({ key }) => key === optionKey(constant));
    return found ?? toOption(constant, `${textOf(constant)} (no longer offered)`);
  };
  const constantOf = (option: ComboOption): unknown => constants.get(option.key) ?? JSON.parse(option.key);
  const value = values[field.name];
  const nothing = isParentUnset ? 'Choose the one before it first.' : 'Nothing matches.';
  if (choices.multiple) {
    return (
      <MultiSelect
        {...common}
        isDisabled={common.isDisabled || isParentUnset}
        value={(Array.isArray(value) ? value : []).map(shown)}
        options={options}
        nothing={nothing}
        onChange={(chosen) => onChange(chosen.map(constantOf))}
      />
    );
  }
  return (
    <Combobox
      {...common}
      isDisabled={common.isDisabled || isParentUnset}
      value={value === undefined ? null : shown(value)}
      options={options}
      nothing={nothing}
      onChange={(chosen) => onChange(chosen === null ? undefined : constantOf(chosen))}
    />
  );
}

/** In the place of options that are not there: why, and a field for what is known already. */
function NoOptions(props: DrawControlProps & { readonly choices: Choices }) {
  const { choices, field, schema, values, onChange } = props;
  const common = { ...fieldProps(props), hint: choices.message ?? hintOf(props) };
  const value = values[field.name];
  const isSimple = !choices.multiple && fieldType(schema, field.name).kind === 'text';
  return (
    <TextField
      {...common}
      isDisabled={common.isDisabled || !isSimple}
      error={props.error ?? (choices.state === 'error' ? (choices.message ?? undefined) : undefined)}
      hint={choices.state === 'error' ? undefined : common.hint}
      placeholder={choices.placeholder ?? ''}
      value={isSimple && typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
      onChange={onChange}
    />
  );
}

function hintOf({ field }: DrawControlProps): string | undefined {
  const { choices, hint } = field;
  if (!choices?.stale || choices.fetched_date === null) return hint ?? undefined;
  return [hint, `Options were fetched ${formatRelative(choices.fetched_date)}.`].filter(Boolean).join(' ');
}

function toOption(constant: unknown, label: string): ComboOption {
  return { key: optionKey(constant), label };
}

function textOf(constant: unknown): string {
  return typeof constant === 'string' ? constant : JSON.stringify(constant);
}

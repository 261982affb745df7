import { useState } from 'react';
import type { ConfigField, ConfigForm } from '../api/types.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Switch } from '../ui/switch.tsx';
import { Tag } from '../ui/tag.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ChoiceControl } from './choice-control.tsx';
import styles from './form.module.css';
import { type FieldType, type FormValues, fieldType } from './form-values.ts';

export interface DrawControlProps {
  readonly field: ConfigField;
  readonly schema: ConfigForm['schema'];
  readonly values: FormValues;
  readonly isLong: boolean;
  readonly isFullWidth: boolean;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => void;
}

/** The control of one config, by its type and choices. */
export function DrawControl(props: DrawControlProps) {
  return (
    <div
      className={styles.control}
      data-full={props.isFullWidth || props.isLong || undefined}
      id={`config-${props.field.name}`}
    >
      {props.field.choices ? <ChoiceControl {...props} choices={props.field.choices} /> : <PlainControl {...props} />}
    </div>
  );
}

/** What every control shows around itself. */
export function fieldProps({ field, error, isDisabled }: DrawControlProps) {
  return {
    label: field.label,
    hint: field.hint ?? undefined,
    isRequired: field.required,
    isDisabled,
    error,
    mark: field.admin ? <Tag>Hub only</Tag> : undefined,
  };
}

function PlainControl(props: DrawControlProps) {
  const { field, schema, values, onChange } = props;
  const type = fieldType(schema, field.name);
  const value = values[field.name];
  const common = fieldProps(props);
  switch (type.kind) {
    case 'boolean':
      return <Switch {...common} isOn={value === true} onChange={onChange} />;
    case 'integer':
    case 'number':
      return (
        <NumberField
          {...common}
          hint={common.hint ?? rangeHint(type)}
          value={typeof value === 'number' ? value : null}
          min={type.min}
          max={type.max}
          step={type.kind === 'integer' ? 1 : 'any'}
          onChange={onChange}
        />
      );
    case 'json':
      return <JsonControl {...props} />;
    default:
      return (
        <TextField
          {...common}
          type={inputType(type.format)}
          value={typeof value === 'string' ? value : ''}
          isLong={props.isLong}
          onChange={onChange}
        />
      );
  }
}

function rangeHint({ min, max }: FieldType): string | undefined {
  if (min !== undefined && max !== undefined) return `From ${min} to ${max}.`;
  if (min !== undefined) return `At least ${min}.`;
  return max === undefined ? undefined : `At most ${max}.`;
}

function inputType(format: string | undefined) {
  if (format === 'date' || format === 'time' || format === 'email') return format;
  if (format === 'uri') return 'url';
  return format === 'date-time' ? 'datetime-local' : 'text';
}

/** A config that is an object or a list without options: its JSON. */
function JsonControl(props: DrawControlProps) {
  const { field, values, onChange } = props;
  const value = values[field.name];
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [error, setError] = useState<string>();
  const change = (next: string): void => {
    setText(next);
    try {
      onChange(next.trim() === '' ? undefined : JSON.parse(next));
      setError(undefined);
    } catch {
      setError('This is not JSON yet; what was saved stays.');
    }
  };
  return <TextField {...fieldProps(props)} error={props.error ?? error} isLong isMono value={text} onChange={change} />;
}

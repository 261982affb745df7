import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { classNames } from './class-names.ts';
import { Field, type FieldProps } from './field.tsx';
import inputStyles from './input.module.css';
import layer from './layer.module.css';
import styles from './select.module.css';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

interface SelectProps<Value extends string> extends FieldProps {
  readonly value: Value | null;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly placeholder?: string;
}

/** Base UI takes '' for no choice at all; here it is one of them ("none"). */
const NONE = '\0none';

/** One of a few; a list that is longer than a screen wants `Combobox`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, options, onChange, placeholder = 'Choose', ...field } = props;
  return (
    <Field {...field}>
      <Base.Root
        value={value === '' ? NONE : value}
        onValueChange={(next) => next !== null && onChange(next === NONE ? ('' as Value) : (next as Value))}
        items={options.map((option) => ({ value: option.value === '' ? NONE : option.value, label: option.label }))}
        required={field.isRequired ?? false}
      >
        <Base.Trigger className={classNames(inputStyles.input, styles.trigger)}>
          <Base.Value className={styles.value} placeholder={placeholder} />
          <Base.Icon className={styles.icon}>
            <ChevronDown size={14} aria-hidden="true" />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={layer.positioner} sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className={layer.popup}>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value === '' ? NONE : option.value} className={layer.item}>
                  <span className={layer.grow}>
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.hint && <span className={classNames(layer.hint, styles.hint)}>{option.hint}</span>}
                  </span>
                  <Base.ItemIndicator className={layer.check}>
                    <Check size={14} aria-hidden="true" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  );
}

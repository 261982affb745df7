import { Combobox as Base } from '@base-ui/react/combobox';
import { X } from 'lucide-react';
import { classNames } from './class-names.ts';
import styles from './combobox.module.css';
import { type ComboOption, OptionList } from './combobox.tsx';
import { Field, type FieldProps } from './field.tsx';
import inputStyles from './input.module.css';

interface MultiSelectProps extends FieldProps {
  readonly value: readonly ComboOption[];
  readonly options: readonly ComboOption[];
  readonly onChange: (value: ComboOption[]) => void;
  readonly placeholder?: string;
  readonly nothing?: string;
}

const MAX_DRAWN = 200;

/** Several of many, as chips; what is no longer offered stays until it is taken away. */
export function MultiSelect(props: MultiSelectProps) {
  const { value, options, onChange, placeholder = 'Choose', nothing = 'Nothing matches.', ...field } = props;
  return (
    <Field {...field}>
      <Base.Root
        multiple
        items={options}
        value={[...value]}
        onValueChange={(next: ComboOption[]) => onChange(next)}
        itemToStringLabel={(option: ComboOption) => option.label}
        itemToStringValue={(option: ComboOption) => option.key}
        isItemEqualToValue={(a: ComboOption, b: ComboOption) => a.key === b.key}
        limit={MAX_DRAWN}
      >
        <Base.InputGroup className={classNames(inputStyles.input, styles.group)}>
          <Base.Chips className={styles.chips}>
            {value.map((option) => (
              <Base.Chip key={option.key} className={styles.chip} aria-label={option.label}>
                <span className={styles.chipLabel}>{option.label}</span>
                <Base.ChipRemove className={styles.button} aria-label={`Take away ${option.label}`}>
                  <X size={12} aria-hidden="true" />
                </Base.ChipRemove>
              </Base.Chip>
            ))}
            <Base.Input className={styles.input} placeholder={value.length === 0 ? placeholder : ''} />
          </Base.Chips>
        </Base.InputGroup>
        <OptionList nothing={nothing} />
      </Base.Root>
    </Field>
  );
}

import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronDown, X } from 'lucide-react';
import { classNames } from './class-names.ts';
import styles from './combobox.module.css';
import { Field, type FieldProps } from './field.tsx';
import inputStyles from './input.module.css';
import layer from './layer.module.css';

export interface ComboOption {
  /** Unique among the options. */
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
}

interface ComboboxProps extends FieldProps {
  readonly value: ComboOption | null;
  readonly options: readonly ComboOption[];
  readonly onChange: (value: ComboOption | null) => void;
  readonly placeholder?: string;
  /** Whether "none" may be chosen; by default where it isn't required. */
  readonly isClearable?: boolean;
  /** Where the caller filters (on the server): what is typed. */
  readonly onSearch?: (text: string) => void;
  readonly nothing?: string;
}

/** Long lists are drawn up to here; typing narrows them. */
const MAX_DRAWN = 200;

/** One of many, found by typing. */
export function Combobox(props: ComboboxProps) {
  const { value, options, onChange, placeholder = 'Choose', onSearch, nothing = 'Nothing matches.', ...field } = props;
  const { isClearable = !field.isRequired } = props;
  return (
    <Field {...field}>
      <Base.Root
        items={options}
        value={value}
        onValueChange={(next) => onChange(next)}
        itemToStringLabel={(option: ComboOption) => option.label}
        itemToStringValue={(option: ComboOption) => option.key}
        isItemEqualToValue={(a: ComboOption, b: ComboOption) => a.key === b.key}
        limit={MAX_DRAWN}
        required={field.isRequired ?? false}
        {...(onSearch ? { onInputValueChange: onSearch, filter: null } : {})}
      >
        <Base.InputGroup className={classNames(inputStyles.input, styles.group)}>
          <Base.Input className={styles.input} placeholder={placeholder} />
          {isClearable && (
            <Base.Clear className={styles.button} aria-label="Clear">
              <X size={14} aria-hidden="true" />
            </Base.Clear>
          )}
          <Base.Trigger className={styles.button} aria-label="Show the list">
            <ChevronDown size={14} aria-hidden="true" />
          </Base.Trigger>
        </Base.InputGroup>
        <OptionList nothing={nothing} />
      </Base.Root>
    </Field>
  );
}

/** The list of both comboboxes. */
export function OptionList({ nothing }: { readonly nothing: string }) {
  return (
    <Base.Portal>
      <Base.Positioner className={layer.positioner} sideOffset={4}>
        <Base.Popup className={layer.popup}>
          <Base.Empty className={layer.nothing}>{nothing}</Base.Empty>
          <Base.List>
            {(option: ComboOption) => (
              <Base.Item key={option.key} value={option} className={layer.item}>
                <span className={layer.grow}>
                  {option.label}
                  {option.hint && <span className={classNames(layer.hint, styles.hint)}>{option.hint}</span>}
                </span>
                <Base.ItemIndicator className={layer.check}>
                  <Check size={14} aria-hidden="true" />
                </Base.ItemIndicator>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

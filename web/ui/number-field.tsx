import { NumberField as Base } from '@base-ui/react/number-field';
import { Minus, Plus } from 'lucide-react';
import { Field, type FieldProps } from './field.tsx';
import styles from './number-field.module.css';

interface NumberFieldProps extends FieldProps {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | 'any';
}

/** A number with steps; the locale's separators are read and written. */
export function NumberField({ value, onChange, min, max, step = 1, ...field }: NumberFieldProps) {
  return (
    <Field {...field}>
      <Base.Root
        value={value}
        onValueChange={(next) => onChange(next)}
        step={step}
        required={field.isRequired ?? false}
        format={{ maximumFractionDigits: 12 }}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
      >
        <Base.Group className={styles.group}>
          <Base.Decrement className={styles.step} aria-label="Less">
            <Minus size={12} aria-hidden="true" />
          </Base.Decrement>
          <Base.Input className={styles.input} />
          <Base.Increment className={styles.step} aria-label="More">
            <Plus size={12} aria-hidden="true" />
          </Base.Increment>
        </Base.Group>
      </Base.Root>
    </Field>
  );
}

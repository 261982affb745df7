import { Field as Base } from '@base-ui/react/field';
import { classNames } from './class-names.ts';
import { Field, type FieldProps } from './field.tsx';
import styles from './input.module.css';

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password' | 'email' | 'url' | 'search' | 'date' | 'time' | 'datetime-local';
  readonly placeholder?: string;
  readonly autoComplete?: string;
  /** More than one line. */
  readonly isLong?: boolean;
  /** For ids, addresses of repositories, code. */
  readonly isMono?: boolean;
  readonly maxLength?: number;
  readonly name?: string;
  readonly hasFocus?: boolean;
}

/** Text of one line or more. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, type = 'text', placeholder, autoComplete = 'off', isLong = false, isMono = false } = props;
  const { maxLength, name, hasFocus = false, ...field } = props;
  return (
    <Field {...field}>
      <Base.Control
        className={classNames(styles.input, isLong && styles.area, isMono && styles.mono)}
        value={value}
        onValueChange={(next) => onChange(next)}
        placeholder={placeholder}
        autoComplete={autoComplete}
        autoFocus={hasFocus}
        maxLength={maxLength}
        name={name}
        required={field.isRequired}
        spellCheck={isMono ? false : undefined}
        {...(isLong ? { render: <textarea rows={4} /> } : { type })}
      />
    </Field>
  );
}

import { Field as Base } from '@base-ui/react/field';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value; shown in the place of the hint's tone, beside it. */
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  /** Shown after the label, such as *Hub only*. */
  readonly mark?: ReactNode;
  /** The label is there for screen readers only. */
  readonly isLabelHidden?: boolean;
}

/** Label, hint and error around one control; Base UI ties them to it. */
export function Field(props: FieldProps & { readonly children: ReactNode }) {
  const { label, hint, error, isRequired = false, isDisabled = false, mark, isLabelHidden = false, children } = props;
  return (
    <Base.Root className={styles.field} invalid={error !== undefined} disabled={isDisabled}>
      <div className={classNames(styles.head, isLabelHidden && 'visually-hidden')}>
        <Base.Label className={styles.label}>
          {label}
          {isRequired && (
            <span className={styles.required} aria-hidden="true">
              {' *'}
            </span>
          )}
          {isRequired && <span className="visually-hidden"> (required)</span>}
        </Base.Label>
        {mark}
      </div>
      {children}
      {hint && <Base.Description className={styles.hint}>{hint}</Base.Description>}
      {error !== undefined && (
        <Base.Error match className={styles.error}>
          {error}
        </Base.Error>
      )}
    </Base.Root>
  );
}

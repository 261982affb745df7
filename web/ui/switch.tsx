import { Field as BaseField } from '@base-ui/react/field';
import { Switch as Base } from '@base-ui/react/switch';
import type { FieldProps } from './field.tsx';
import styles from './switch.module.css';

interface SwitchProps extends FieldProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** On or off, with its label beside it. */
export function Switch({ isOn, onChange, label, hint, error, mark, isDisabled = false }: SwitchProps) {
  return (
    <BaseField.Root className={styles.field} invalid={error !== undefined} disabled={isDisabled}>
      <Base.Root className={styles.switch} checked={isOn} onCheckedChange={(next) => onChange(next)}>
        <Base.Thumb className={styles.thumb} />
      </Base.Root>
      <div className={styles.texts}>
        <div className={styles.head}>
          <BaseField.Label className={styles.label}>{label}</BaseField.Label>
          {mark}
        </div>
        {hint && <BaseField.Description className={styles.hint}>{hint}</BaseField.Description>}
        {error !== undefined && (
          <BaseField.Error match className={styles.error}>
            {error}
          </BaseField.Error>
        )}
      </div>
    </BaseField.Root>
  );
}

import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import styles from './checkbox.module.css';

interface CheckboxProps {
  readonly label: string;
  readonly isChecked: boolean;
  /** Some of many are checked. */
  readonly isMixed?: boolean;
  readonly isLabelHidden?: boolean;
  readonly isDisabled?: boolean;
  /** `isRange` where Shift was held: everything up to the box that was pressed before. */
  readonly onChange: (isChecked: boolean, isRange: boolean) => void;
}

/** A box to check, with its label. */
export function Checkbox({ label, isChecked, isMixed, isLabelHidden, isDisabled, onChange }: CheckboxProps) {
  const box = (
    <Base.Root
      className={styles.box}
      checked={isChecked}
      indeterminate={isMixed ?? false}
      disabled={isDisabled ?? false}
      onCheckedChange={(next, { event }) => onChange(next, 'shiftKey' in event && event.shiftKey === true)}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      <Base.Indicator className={styles.mark}>
        {isMixed ? <Minus size={12} aria-hidden="true" /> : <Check size={12} aria-hidden="true" />}
      </Base.Indicator>
    </Base.Root>
  );
  if (isLabelHidden) return <span className={styles.target}>{box}</span>;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI puts a hidden input into the box
    <label className={styles.label}>
      {box}
      {label}
    </label>
  );
}

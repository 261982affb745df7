import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  /** The name of the button, also shown as its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Whether it is on, for a button that switches something. */
  readonly isPressed?: boolean;
  readonly keys?: string;
}

/** A button of one picture, with its name as a tooltip. */
export function IconButton({ label, icon, isPressed, keys, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys ? { keys } : {})}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={isPressed}
        className={classNames(styles.button, className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}

import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'normal' | 'small';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
  /** Shown in place of the label while the work is under way; the button keeps its width. */
  readonly busyLabel?: string;
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}

/** A button that says what it does; while busy it can't be pressed again. */
export function Button(props: ButtonProps) {
  const {
    variant = 'secondary',
    size = 'normal',
    icon,
    isBusy = false,
    busyLabel,
    children,
    className,
    ...rest
  } = props;
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy || undefined}
      disabled={rest.disabled || isBusy}
      className={classNames(buttonClass(variant, size), className)}
    >
      <span className={styles.content} data-hidden={isBusy || undefined}>
        {icon}
        {children}
      </span>
      {isBusy && (
        <span className={styles.busy}>
          <Spinner />
          {busyLabel}
        </span>
      )}
    </button>
  );
}

/** The style of a button for something that is a link. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'normal'): string {
  return classNames(styles.button, styles[variant], size === 'small' && styles.small);
}

import type { LucideIcon } from 'lucide-react';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';
import styles from './status.module.css';

export type Tone = 'ok' | 'bad' | 'warn' | 'live' | 'idle';

/** How a state is drawn: never by its colour alone. */
export interface StatusDisplay {
  readonly tone: Tone;
  /** `spinner` turns while work is under way. */
  readonly icon: LucideIcon | 'spinner';
  readonly word: string;
}

/** A state as colour, picture and word. */
export function Status({ display }: { readonly display: StatusDisplay }) {
  const { tone, icon: Icon, word } = display;
  return (
    <span className={classNames(styles.status, styles[tone])}>
      {Icon === 'spinner' ? <Spinner /> : <Icon size={14} aria-hidden="true" />}
      {word}
    </span>
  );
}

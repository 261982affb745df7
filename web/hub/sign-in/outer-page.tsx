import type { FormEvent, ReactNode } from 'react';
import { Logo } from '../shell/logo.tsx';
import styles from './outer-page.module.css';

interface OuterPageProps {
  readonly title: string;
  readonly text?: string;
  readonly onSubmit?: () => void;
  readonly children?: ReactNode;
}

/** A page for people who are not signed in: one thing to do, in the middle. */
export function OuterPage({ title, text, onSubmit, children }: OuterPageProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <main className={styles.page}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <Logo />
        <div>
          <h1>{title}</h1>
          {text && <p className={styles.text}>{text}</p>}
        </div>
        {children}
      </form>
    </main>
  );
}

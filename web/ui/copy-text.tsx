import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import styles from './copy-text.module.css';

const SHOWN_MS = 1_500;

/** An id or address in monospace that a press copies. */
export function CopyText({ text, label }: { readonly text: string; readonly label: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), SHOWN_MS);
  };
  return (
    <button type="button" className={styles.copy} title={`Copy ${label}`} onClick={copy}>
      <code>{text}</code>
      <span className="visually-hidden">{`Copy ${label}`}</span>
      {isCopied ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
      <span role="status" className="visually-hidden">
        {isCopied ? 'Copied' : ''}
      </span>
    </button>
  );
}

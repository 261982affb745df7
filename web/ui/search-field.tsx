import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import styles from './search-field.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  /** Called a moment after the typing stops, and at once on Enter. */
  readonly onChange: (value: string) => void;
}

const PAUSE_MS = 250;

/** Narrows a list by what is typed. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <label className={styles.field}>
      <span className="visually-hidden">{label}</span>
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        className={styles.input}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onChange(text);
        }}
      />
    </label>
  );
}

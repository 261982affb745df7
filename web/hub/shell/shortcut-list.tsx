import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import { Switch } from '../../ui/switch.tsx';
import { areSingleKeysOn, setSingleKeys } from '../../ui/use-keys.ts';
import { ALL_PAGES } from '../navigation.ts';
import styles from './shortcut-list.module.css';

interface ShortcutListProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const EVERYWHERE = [
  { keys: 'Ctrl K', text: 'Search and commands' },
  { keys: '/', text: 'Search this page' },
  { keys: '?', text: 'This list' },
];

const TABLES = [
  { keys: 'j k', text: 'Next, previous row' },
  { keys: 'Enter', text: 'Open the row' },
  { keys: 'x', text: 'Select the row' },
  { keys: 'Esc', text: 'Clear the selection' },
];

const LOGS = [
  { keys: 'f', text: 'Follow the end' },
  { keys: 'n', text: 'Next hit' },
  { keys: 'Shift N', text: 'Previous hit' },
  { keys: 'l', text: 'Copy the link to the line' },
];

/** All keys, by where they work. */
export function ShortcutList({ isOpen, onClose }: ShortcutListProps) {
  const pages = ALL_PAGES.flatMap(({ label, keys }) => (keys ? [{ keys, text: label }] : []));
  return (
    <Dialog title="Keyboard" isOpen={isOpen} onClose={onClose} size="wide">
      <div className={styles.groups}>
        <Group title="Everywhere" entries={EVERYWHERE} />
        <Group title="Go to" entries={pages} />
        <Group title="Tables" entries={TABLES} />
        <Group title="Logs" entries={LOGS} />
      </div>
      <SingleKeys />
    </Dialog>
  );
}

/** A stray key must not do anything for those who speak to their computer. */
function SingleKeys() {
  const [isOn, setIsOn] = useState(areSingleKeysOn);
  const change = (next: boolean): void => {
    setSingleKeys(next);
    setIsOn(next);
  };
  return <Switch label="Single keys" hint="Off: only keys with Ctrl work." isOn={isOn} onChange={change} />;
}

function Group({ title, entries }: { readonly title: string; readonly entries: typeof EVERYWHERE }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {entries.map(({ keys, text }) => (
          <li key={keys} className={styles.entry}>
            <span>{text}</span>
            <Keys keys={keys} />
          </li>
        ))}
      </ul>
    </section>
  );
}

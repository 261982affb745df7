import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import dialogStyles from './dialog.module.css';
import { Keys } from './keys.tsx';
import layer from './layer.module.css';
import styles from './palette.module.css';

export interface PaletteItem {
  /** Unique among all items. */
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  /** More words by which it is found. */
  readonly words?: string;
  readonly onSelect: () => void;
}

export interface PaletteGroup {
  readonly label: string;
  readonly items: readonly PaletteItem[];
}

interface PaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Already filtered by the text. */
  readonly groups: readonly PaletteGroup[];
  readonly isLoading: boolean;
}

/** Everything in one list that typing narrows: pages, objects, actions. */
export function Palette({ isOpen, onClose, text, onText, groups, isLoading }: PaletteProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogStyles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label="Search and commands">
          <Autocomplete.Root
            inline
            open
            items={groups.map(({ label, items }) => ({ label, items: [...items] }))}
            filter={null}
            value={text}
            onValueChange={onText}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(item: PaletteItem) => item.label}
          >
            <div className={styles.head}>
              <Search size={16} aria-hidden="true" />
              <Autocomplete.Input className={styles.input} placeholder="Search or go to…" aria-label="Search" />
            </div>
            <div className={styles.list}>
              <Autocomplete.Empty className={layer.nothing}>
                {isLoading ? 'Searching' : 'Nothing matches.'}
              </Autocomplete.Empty>
              <Autocomplete.List>
                {(group: { label: string; items: PaletteItem[] }) => (
                  <Autocomplete.Group key={group.label} items={group.items}>
                    <Autocomplete.GroupLabel className={layer.groupLabel}>{group.label}</Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(item: PaletteItem) => <Item key={item.key} item={item} onClose={onClose} />}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Item({ item, onClose }: { readonly item: PaletteItem; readonly onClose: () => void }) {
  const select = (): void => {
    onClose();
    item.onSelect();
  };
  return (
    <Autocomplete.Item value={item} className={layer.item} onClick={select}>
      {item.icon}
      <span className={layer.grow}>
        {item.label} {item.hint && <span className={layer.hint}>{item.hint}</span>}
      </span>
      {item.keys && <Keys keys={item.keys} />}
    </Autocomplete.Item>
  );
}

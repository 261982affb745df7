import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronDown, Plus, X } from 'lucide-react';
import styles from './filter-menu.module.css';
import layer from './layer.module.css';

interface FilterMenuProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value | undefined) => void;
}

/** A filter as a chip: with a plus while it is only offered, with its value and a cross while it counts. */
export function FilterMenu<Value extends string>({ label, value, options, onChange }: FilterMenuProps<Value>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <span className={styles.chip} data-on={value !== undefined || undefined}>
      <Base.Root>
        <Base.Trigger className={styles.trigger}>
          {value === undefined && <Plus size={13} aria-hidden="true" />}
          {label}
          {value !== undefined && <strong className={styles.value}>{chosen?.label ?? value}</strong>}
          {value === undefined && <ChevronDown size={13} aria-hidden="true" />}
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={layer.positioner} sideOffset={4} align="start">
            <Base.Popup className={layer.popup}>
              {options.map((option) => (
                <Base.Item key={option.value} className={layer.item} onClick={() => onChange(option.value)}>
                  <span className={layer.grow}>{option.label}</span>
                  {option.value === value && <Check size={14} className={layer.check} aria-hidden="true" />}
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      {value !== undefined && (
        <button
          type="button"
          className={styles.clear}
          aria-label={`Take away ${label}`}
          onClick={() => onChange(undefined)}
        >
          <X size={13} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

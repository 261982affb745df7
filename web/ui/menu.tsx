import { Menu as Base } from '@base-ui/react/menu';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Keys } from './keys.tsx';
import layer from './layer.module.css';
import styles from './menu.module.css';

export interface MenuItem {
  readonly label: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** A line above it. */
  readonly isSeparated?: boolean;
  readonly onSelect: () => void;
}

interface MenuProps {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly items: readonly MenuItem[];
}

/** What can be done, behind one button. */
export function Menu({ trigger, items }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={layer.positioner} sideOffset={4} align="end">
          <Base.Popup className={classNames(layer.popup, styles.popup)}>
            {items.map((item) => (
              <Fragment key={item.label}>
                {item.isSeparated && <Base.Separator className={layer.separator} />}
                <Base.Item
                  className={classNames(layer.item, item.isDanger && layer.danger)}
                  disabled={item.isDisabled ?? false}
                  onClick={item.onSelect}
                >
                  {item.icon}
                  <span className={layer.grow}>
                    {item.label}
                    {item.hint && <span className={classNames(layer.hint, styles.hint)}>{item.hint}</span>}
                  </span>
                  {item.keys && <Keys keys={item.keys} />}
                </Base.Item>
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

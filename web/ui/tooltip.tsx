import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Keys } from './keys.tsx';
import layer from './layer.module.css';
import styles from './tooltip.module.css';

interface TooltipProps {
  readonly text: string;
  /** The keys that do the same, such as `g r`. */
  readonly keys?: string;
  readonly children: ReactElement<Record<string, unknown>>;
}

/** A few words about what is under the pointer or has the focus. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className={layer.positioner} sideOffset={6}>
          <Base.Popup className={styles.popup}>
            {text}
            {keys && <Keys keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

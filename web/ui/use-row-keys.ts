import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { DataTableProps } from './data-table.tsx';
import { type KeyBindings, useKeys } from './use-keys.ts';

interface RowKeysInput<Row> extends Pick<DataTableProps<Row>, 'data' | 'rowKey' | 'rowLink' | 'selection'> {
  readonly scrollTo: (index: number) => void;
}

interface RowKeys {
  /** The row that the keys are on, -1 for none. */
  readonly active: number;
  /** Selects a row or takes it back; as a range, all from the one selected last. */
  readonly select: (index: number, isRange: boolean) => void;
}

const PAGE_ROWS = 15;

/** Moving, opening and selecting by keyboard. */
export function useRowKeys<Row>({ data, rowKey, rowLink, selection, scrollTo }: RowKeysInput<Row>): RowKeys {
  const [active, setActive] = useState(-1);
  const anchor = useRef(0);
  const navigate = useNavigate();
  const last = data.rows.length - 1;
  const move = (by: number): void => {
    const next = Math.max(0, Math.min(active + by, last));
    setActive(next);
    scrollTo(next);
  };
  const select = (index: number, isRange: boolean): void => {
    if (!selection || index < 0) return;
    selection.onChange(
      toggled(selection.keys, data.rows.map(rowKey), { index, from: isRange ? anchor.current : index }),
    );
    anchor.current = index;
  };
  const open = (): void => {
    const row = data.rows[active];
    if (row !== undefined) void navigate({ to: rowLink(row) });
  };
  const [down, up] = [() => move(1), () => move(-1)];
  const [pageDown, pageUp] = [() => move(PAGE_ROWS), () => move(-PAGE_ROWS)];
  const [first, end] = [() => move(-last - 1), () => move(last + 1)];
  const clear = (): void => selection?.onChange(new Set());
  const bindings: KeyBindings = {
    j: down,
    ArrowDown: down,
    k: up,
    ArrowUp: up,
    PageDown: pageDown,
    PageUp: pageUp,
    Home: first,
    End: end,
    x: () => select(active, false),
    'shift+x': () => select(active, true),
    ...(active >= 0 && isNothingFocused() ? { Enter: open } : {}),
    ...(selection && selection.keys.size > 0 ? { Escape: clear } : {}),
  };
  useKeys(bindings);
  return { active, select };
}

/** A button or link that has the focus keeps its Enter. */
function isNothingFocused(): boolean {
  return document.activeElement?.closest('a, button, input, select, textarea') === null;
}

/** Returns the selection with the rows between two places set as the row at `index` becomes. */
function toggled(
  selected: ReadonlySet<string>,
  keys: readonly string[],
  { index, from }: { readonly index: number; readonly from: number },
): ReadonlySet<string> {
  const isOn = !selected.has(keys[index] ?? '');
  const result = new Set(selected);
  for (const key of keys.slice(Math.min(index, from), Math.max(index, from) + 1)) {
    if (isOn) result.add(key);
    else result.delete(key);
  }
  return result;
}

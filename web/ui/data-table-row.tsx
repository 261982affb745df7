import { Link } from '@tanstack/react-router';
import { Checkbox } from './checkbox.tsx';
import { classNames } from './class-names.ts';
import styles from './data-table.module.css';
import type { Column, DataTableProps, PhoneLines } from './data-table.tsx';

interface Place {
  readonly index: number;
  readonly offsetPx: number;
  readonly isActive: boolean;
  readonly href: string;
}

interface DataRowProps<Row> extends Place {
  readonly rowKeyText: string;
  readonly row: Row;
  readonly table: DataTableProps<Row>;
  readonly onSelect: (index: number, isRange: boolean) => void;
}

/** One row: the link of its first cell covers all of it, so that any way to follow a link works anywhere on it. */
export function DataRow<Row>(props: DataRowProps<Row>) {
  const { index, offsetPx, isActive, href, rowKeyText, row, table, onSelect } = props;
  const { selection, columns, noun } = table;
  const isSelected = selection?.keys.has(rowKeyText) ?? false;
  return (
    <tr
      aria-rowindex={index + 2}
      className={styles.row}
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      style={{ translate: `0 ${offsetPx}px` }}
    >
      {selection && (
        <td className={styles.selectCell}>
          <Checkbox
            label={`Select ${noun} ${rowKeyText}`}
            isLabelHidden
            isChecked={isSelected}
            onChange={(_, isRange) => onSelect(index, isRange)}
          />
        </td>
      )}
      {columns.map((column, place) => (
        <Cell key={column.key} column={column} row={row} href={href} isFirst={place === 0} />
      ))}
    </tr>
  );
}

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly href: string;
  readonly isFirst: boolean;
}

/** A cell that may be cut lies above the row's link, with its whole text as a tooltip, and leads to the same place. */
function Cell<Row>({ column, row, href, isFirst }: CellProps<Row>) {
  const content = column.render(row);
  const title = column.title?.(row) ?? undefined;
  const isCut = title !== undefined && !isFirst;
  return (
    <td className={classNames(styles.cell, column.isNumber && styles.number)}>
      {isFirst && (
        <Link to={href} className={styles.link}>
          {content}
        </Link>
      )}
      {isCut && (
        <Link to={href} className={styles.cut} title={title} tabIndex={-1}>
          {content}
        </Link>
      )}
      {!isFirst && !isCut && content}
    </td>
  );
}

/** Two lines instead of a squeezed table. */
export function PhoneRow({ index, offsetPx, isActive, href, lines }: Place & { readonly lines: PhoneLines }) {
  return (
    <tr
      aria-rowindex={index + 1}
      className={styles.phoneRow}
      data-active={isActive || undefined}
      style={{ translate: `0 ${offsetPx}px` }}
    >
      <td className={styles.phoneCell}>
        <Link to={href} className={styles.phoneLink}>
          <span className={styles.phoneTitle}>{lines.title}</span>
          <span>{lines.status}</span>
          <span className={styles.phoneFacts}>{lines.facts}</span>
          <span className={styles.phoneFacts}>{lines.time}</span>
        </Link>
      </td>
    </tr>
  );
}

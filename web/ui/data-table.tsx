import { type ReactNode, useEffect, useRef } from 'react';
import { countOf, formatNumber } from '../text/format.ts';
import { Checkbox } from './checkbox.tsx';
import { classNames } from './class-names.ts';
import styles from './data-table.module.css';
import { DataRow, PhoneRow } from './data-table-row.tsx';
import { Keys } from './keys.tsx';
import { Skeleton } from './skeleton.tsx';
import { PHONE, useMedia } from './use-media.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useRowWindow } from './use-row-window.ts';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** A track of CSS grid, such as `120px` or `minmax(140px, 1fr)`. */
  readonly width: string;
  readonly isNumber?: boolean;
  readonly render: (row: Row) => ReactNode;
  /** The whole text, for a cell that may be cut. */
  readonly title?: (row: Row) => string | null;
}

/** A row on a phone: name and state, below them facts. */
export interface PhoneLines {
  readonly title: ReactNode;
  readonly status: ReactNode;
  readonly facts: ReactNode;
  readonly time: ReactNode;
}

export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly onChange: (keys: ReadonlySet<string>) => void;
}

/** What a table has of its list, and how it gets more. */
export interface TableData<Row> {
  readonly rows: readonly Row[];
  readonly total: number | null;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}

export interface DataTableProps<Row> {
  /** What the rows are, for screen readers and the foot: "run", "tenant". */
  readonly noun: string;
  readonly data: TableData<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly rowLink: (row: Row) => string;
  readonly phone: (row: Row) => PhoneLines;
  readonly selection?: Selection;
  readonly empty: ReactNode;
  /** Floats above the foot while rows are selected. */
  readonly bulk?: ReactNode;
}

const ROW_PX = 36;
const PHONE_ROW_PX = 64;

/** A list of any length: only what is seen is drawn, and more is loaded on the way down. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { noun, data, columns, selection, bulk } = props;
  const isPhone = useMedia(PHONE);
  const scroller = useRef<HTMLDivElement>(null);
  const view = useRowWindow({ scroller, count: data.rows.length, rowPx: isPhone ? PHONE_ROW_PX : ROW_PX });
  const keys = useRowKeys({ ...props, scrollTo: view.scrollTo });
  useMoreRows(data, view.lastIndex);
  const template = [selection && '28px', ...columns.map(({ width }) => width)].filter(Boolean).join(' ');
  if (data.isLoading) return <Skeleton lines={12} />;
  if (data.rows.length === 0) return props.empty;
  return (
    <div className={styles.frame} style={{ '--columns': template }}>
      <div ref={scroller} className={styles.scroller}>
        <table className={styles.table} aria-label={`${noun}s`} aria-rowcount={data.total ?? -1}>
          {!isPhone && <Head {...props} />}
          <tbody className={styles.rows} style={{ blockSize: view.totalPx }}>
            {view.items.map(({ index, offsetPx }) => {
              const row = data.rows[index] as Row;
              const key = props.rowKey(row);
              const place = { index, offsetPx, isActive: index === keys.active, href: props.rowLink(row) };
              if (isPhone) return <PhoneRow key={key} {...place} lines={props.phone(row)} />;
              return <DataRow key={key} {...place} rowKeyText={key} row={row} table={props} onSelect={keys.select} />;
            })}
          </tbody>
        </table>
      </div>
      {bulk && selection && selection.keys.size > 0 && <div className={styles.bulk}>{bulk}</div>}
      <Foot data={data} noun={noun} hasSelection={selection !== undefined} />
    </div>
  );
}

function Head<Row>({ columns, selection, data, rowKey, noun }: DataTableProps<Row>) {
  const keys = data.rows.map(rowKey);
  const areAll = selection !== undefined && selection.keys.size > 0 && keys.every((key) => selection.keys.has(key));
  return (
    <thead className={styles.head}>
      <tr aria-rowindex={1} className={styles.headRow}>
        {selection && (
          <th className={styles.headCell}>
            <Checkbox
              label={`Select all loaded ${noun}s`}
              isLabelHidden
              isChecked={areAll}
              isMixed={!areAll && selection.keys.size > 0}
              onChange={(isOn) => selection.onChange(new Set(isOn ? keys : []))}
            />
          </th>
        )}
        {columns.map(({ key, header, isNumber }) => (
          <th key={key} scope="col" className={classNames(styles.headCell, isNumber && styles.number)}>
            {header}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface FootProps<Row> {
  readonly data: TableData<Row>;
  readonly noun: string;
  readonly hasSelection: boolean;
}

function Foot<Row>({ data, noun, hasSelection }: FootProps<Row>) {
  const { rows, total } = data;
  const isAll = total === null || rows.length >= total;
  const text = isAll ? countOf(rows.length, noun) : `${formatNumber(rows.length)} loaded of ${formatNumber(total)}`;
  return (
    <div className={styles.foot}>
      <span role="status">{text}</span>
      <span className={styles.hints} aria-hidden="true">
        <Keys keys="j k" /> move <Keys keys="Enter" /> open
        {hasSelection && (
          <>
            {' '}
            <Keys keys="x" /> select
          </>
        )}
      </span>
    </div>
  );
}

/** Rows ahead of what is seen, so that one who scrolls steadily never waits. */
const AHEAD = 40;

function useMoreRows<Row>({ rows, hasMore, loadMore }: TableData<Row>, lastIndex: number): void {
  const isNear = hasMore && lastIndex >= rows.length - AHEAD;
  useEffect(() => {
    if (isNear) loadMore();
  }, [isNear, loadMore]);
}

import { memo } from 'react';
import type { LogLine } from '../api/types.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './log.module.css';
import { levelOf, plainText, splitAtHits } from './log-text.ts';

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hour12: false,
});

interface LogRowProps {
  readonly number: number;
  readonly line: LogLine | undefined;
  readonly word: string;
  readonly isMarked: boolean;
  readonly areTimesShown: boolean;
  readonly numberWidth: string;
  readonly onMark: (line: number) => void;
}

/** One line of a log; one that is not loaded yet has its number. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { number, line, word, isMarked, areTimesShown, numberWidth, onMark } = props;
  const text = line ? plainText(line.text) : '';
  const level = levelOf(text);
  return (
    <div
      className={classNames(styles.line, level !== 'plain' && styles[level], line?.kind === 'hub' && styles.hub)}
      data-marked={isMarked || undefined}
      data-line={number}
    >
      <button
        type="button"
        tabIndex={-1}
        className={styles.number}
        style={{ inlineSize: numberWidth }}
        onClick={() => onMark(number)}
      >
        {number}
      </button>
      {areTimesShown && (
        <time className={styles.time} dateTime={line?.at}>
          {line ? clock.format(new Date(line.at)) : ''}
        </time>
      )}
      <span className={styles.text}>{word === '' ? text : <Marked text={text} word={word} />}</span>
    </div>
  );
});

function Marked({ text, word }: { readonly text: string; readonly word: string }) {
  let at = 0;
  return splitAtHits(text, word).map((piece, place) => {
    at += piece.length;
    return place % 2 === 1 ? <mark key={at}>{piece}</mark> : piece;
  });
}

import { expect } from 'chai';
import type { LogLine } from '../../../web/api/types.ts';
import type { LogSource } from '../../../web/log/log-source.ts';
import { LogStore } from '../../../web/log/log-store.ts';
import { until } from '../../support/until.ts';

type Follow = NonNullable<ConstructorParameters<typeof LogStore>[1]>;
type FollowOptions = Parameters<Follow>[0];

const line = (number: number): LogLine => {
  return { line: number, at: '2026-12-01T00:00:00.000Z', kind: 'stderr', text: `line ${number}` };
};
const lines = (first: number, last: number): LogLine[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => line(first + index));

/** A log of so many lines; an answer has at most `most` of them, as the hub's have at most about 1 MiB. */
function aSource(count: number, most = 500): { source: LogSource; asked: object[] } {
  const asked: object[] = [];
  const source: LogSource = {
    eventsUrl: '/v2/runs/1/events',
    search: async () => ({ hits: [], next_after: 0, is_end: true }),
    downloadUrl: '/v2/runs/1/log',
    lines: async (query) => {
      asked.push(query);
      const first = 'tail' in query ? Math.max(1, count - query.tail + 1) : query.after + 1;
      const last = 'tail' in query ? count : Math.min(query.after + query.limit, query.after + most, count);
      return { lines: lines(first, last), last_line: count, phase: 'running', is_final: false, is_log_complete: false };
    },
  };
  return { source, asked };
}

/** Stands for the stream: what the store asked of it, for the test to answer. */
function aStream(): { follow: Follow; options: Promise<FollowOptions> } {
  const { promise, resolve } = Promise.withResolvers<FollowOptions>();
  return { options: promise, follow: async (options) => resolve(options) };
}

const event = (number: number) => ({ id: String(number), event: 'log', data: JSON.stringify(line(number)) });

describe('LogStore', () => {
  it('loads the end first, then what is looked at', async () => {
    const { source, asked } = aSource(100_000);
    const store = new LogStore(source, aStream().follow);
    await store.open();
    expect(store.snapshot()).to.include({ lastLine: 100_000, isLoaded: true, error: null });
    expect(store.line(99_501)?.text).to.equal('line 99501');
    expect(store.line(50_000)).to.equal(undefined);
    store.ensure(49_990, 50_010);
    await until('the page is there', async () => store.line(50_010) !== undefined);
    expect(store.line(49_990)?.text).to.equal('line 49990');
    expect(asked).to.have.length(3);
  });

  it('loads a page once, however often it is looked at meanwhile', async () => {
    const { source, asked } = aSource(2_000);
    const store = new LogStore(source, aStream().follow);
    await store.open();
    store.ensure(1, 40);
    store.ensure(1, 41);
    await until('the page is there', async () => store.line(41) !== undefined);
    store.ensure(1, 42);
    expect(asked.filter((query) => 'after' in query)).to.have.length(1);
  });

  it('asks on where an answer ends before its page', async () => {
    const { source } = aSource(1_200, 100);
    const store = new LogStore(source, aStream().follow);
    await store.open();
    store.ensure(1, 500);
    await until('the whole page is there', async () => store.line(500) !== undefined);
    expect(lines(1, 500).every(({ line: number }) => store.line(number) !== undefined)).to.equal(true);
  });

  it('follows from the last line that it has, and tells its readers once for all events of one piece', async () => {
    const stream = aStream();
    const store = new LogStore(aSource(3).source, stream.follow);
    await store.open();
    const options = await stream.options;
    expect(options.lastEventId()).to.equal(3);
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    options.onEvents([event(4), event(5), event(6)]);
    expect(store.snapshot().lastLine).to.equal(6);
    expect(options.lastEventId()).to.equal(6);
    expect(told).to.equal(1);
  });

  it('says what hindered it from loading', async () => {
    const { source } = aSource(3);
    const failure = new Error('the log has expired');
    const store = new LogStore({ ...source, lines: () => Promise.reject(failure) }, aStream().follow);
    await store.open();
    expect(store.snapshot()).to.include({ isLoaded: true, error: failure });
  });
});

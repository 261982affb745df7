import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { type BufferingProxy, startBufferingProxy } from '../../support/buffering-proxy.ts';
import { type FollowedLine, followLog } from '../../support/follow-log.ts';
import { beginLiveRun, insertBigLog, type LiveRun } from '../../support/live-run.ts';

interface Page {
  readonly lines: readonly {
    readonly line: number;
    readonly kind: string;
    readonly text: string;
    readonly at: string;
  }[];
  readonly is_end: boolean;
  readonly last_line: number;
  readonly next_after: number;
  readonly previous_before: number | null;
}

describe('log pages', () => {
  const api = useApi();

  const pageOf = async (runId: number, query: string): Promise<Page> => {
    const answer = await api.call('GET', `/v2/runs/${runId}/log_lines?${query}`);
    expect(answer.status, answer.text).to.equal(200);
    return answer.body;
  };
  const numbers = (page: Pick<Page, 'lines'>): number[] => page.lines.map((line) => line.line);

  it('show the tail, with kinds, times and where attempts begin', async () => {
    const run = await beginLiveRun(api);
    await run.write(['hub', 'Warning: x'], 'one', 'two');
    await run.write('three');
    const answer = await api.call('GET', `/v2/runs/${run.runId}/log_lines?tail=2`);
    expect(answer.body.lines).to.have.length(2);
    expect(answer.body.lines[1]).to.include({ line: 4, kind: 'stderr', text: 'three' });
    expect(answer.body).to.deep.include({
      ...{ phase: 'running', status: 'Running', is_final: false, is_log_complete: false, is_end: false },
      ...{ last_line: 4, next_after: 4, previous_before: 3, attempts: [{ number: 1, first_line: 1 }] },
    });
    const [first] = (await pageOf(run.runId, '')).lines;
    expect(first).to.include({ line: 1, kind: 'hub', text: 'Warning: x' });
  });

  it('go backwards and forwards without a gap or a line twice, also inside of chunks', async () => {
    const run = await beginLiveRun(api);
    for (const size of [1, 7, 1, 1, 20, 3])
      await run.write(...Array.from({ length: size }, (_, index) => `line ${index}`));
    await run.succeed();
    const all = Array.from({ length: 33 }, (_, index) => index + 1);
    for (const limit of [1, 2, 5, 32, 33, 100]) {
      const forwards: number[] = [];
      for (let page = await pageOf(run.runId, `after=0&limit=${limit}`); ; ) {
        expect(page.lines.length).to.equal(Math.min(limit, 33 - forwards.length));
        forwards.push(...numbers(page));
        if (page.is_end) break;
        page = await pageOf(run.runId, `after=${page.next_after}&limit=${limit}`);
      }
      expect(forwards).to.deep.equal(all);
      const backwards: number[] = [];
      for (let page = await pageOf(run.runId, `tail=${limit}`); ; ) {
        backwards.unshift(...numbers(page));
        if (page.previous_before === null) break;
        page = await pageOf(run.runId, `before=${page.previous_before}&limit=${limit}`);
      }
      expect(backwards).to.deep.equal(all);
    }
  });

  it('refuse two places at once, and waiting anywhere but after a line', async () => {
    const run = await beginLiveRun(api);
    for (const query of [
      'after=1&tail=2',
      'before=3&after=1',
      'wait_s=1',
      'tail=0',
      'limit=5001',
      'after=2147483647',
    ]) {
      expect((await api.call('GET', `/v2/runs/${run.runId}/log_lines?${query}`)).status, query).to.equal(422);
    }
  });

  it('wait for the next line, and end at once where nothing more comes', async () => {
    const run = await beginLiveRun(api);
    await run.write('one');
    const waiting = pageOf(run.runId, 'after=1&wait_s=25');
    await run.write('two');
    expect(numbers(await waiting)).to.deep.equal([2]);
    const untilEnd = pageOf(run.runId, 'after=2&wait_s=25');
    await run.succeed();
    expect(await untilEnd).to.deep.include({ lines: [], is_end: true, next_after: 2 });
  });

  it('show a build log in the same way', async () => {
    const run = await beginLiveRun(api);
    const [release] = await api.db.query<{ id: number }>(`select release_id as id from runs where id = $1`, [
      run.runId,
    ]);
    await api.db.query(
      `insert into build_log_chunks (release_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
       values ($1, 1, 3, now(), '{0,1,2}', 'hoe', E'fetch\nInstalling\nWarning', 24)`,
      [release?.id],
    );
    const answer = await api.call('GET', `/v2/releases/${release?.id}/log_lines?tail=2`);
    expect(answer.body.lines.map((line: { kind: string }) => line.kind)).to.deep.equal(['stdout', 'stderr']);
    const found = await api.call('GET', `/v2/releases/${release?.id}/log_search?q=INSTALL&context=1`);
    expect(found.body.hits[0]).to.deep.include({ line: 2, text: 'Installing', is_cut: false });
    expect(found.body.hits[0].before[0].text + found.body.hits[0].after[0].text).to.equal('fetchWarning');
  });

  describe('of a log of 100 MB', () => {
    const CHUNKS = 1_526;
    const LINES = CHUNKS * 512;
    let run: LiveRun;
    before(async function fill() {
      this.timeout(120_000);
      run = await beginLiveRun(api);
      await insertBigLog(api, run.runId, CHUNKS);
      await run.succeed();
    });

    it('are at most about 1 MiB, at the tail, in the middle and at the beginning', async () => {
      const tail = await pageOf(run.runId, 'tail=5000');
      expect(tail).to.include({ last_line: LINES, is_end: true, previous_before: LINES - 4999 });
      const middle = await pageOf(run.runId, `before=${LINES / 2 + 2}&limit=300`);
      expect(numbers(middle)).to.deep.equal(Array.from({ length: 300 }, (_, index) => LINES / 2 - 298 + index));
      expect(middle.lines.at(-1)?.text).to.match(new RegExp(`^line ${LINES / 2 + 1} `));
      expect(numbers(await pageOf(run.runId, 'after=0&limit=3'))).to.deep.equal([1, 2, 3]);
    });

    it('are searched to the end in bounded steps that say where they stopped', async () => {
      const found: number[] = [];
      let after = 0;
      for (let isEnd = false; !isEnd; ) {
        const { body } = await api.call('GET', `/v2/runs/${run.runId}/log_search?q=LINE%2077&limit=3&after=${after}`);
        found.push(...body.hits.map((hit: { line: number }) => hit.line));
        expect(body.is_end || body.next_after > after).to.equal(true);
        after = body.next_after;
        isEnd = body.is_end;
      }
      expect(after).to.equal(LINES);
      const starts = Array.from({ length: CHUNKS }, (_, index) => index * 512 + 1);
      expect(found).to.deep.equal(starts.filter((line) => `${line}`.startsWith('77')));
    });
  });

  describe('searched', () => {
    it('find a text in any case, of one kind, with the lines around it, over the edges of chunks', async () => {
      const run = await beginLiveRun(api);
      await run.write('a', 'b', 'Fehler: ÄRGER');
      await run.write('d', ['hub', 'ärger of the hub'], 'f');
      const { body } = await api.call('GET', `/v2/runs/${run.runId}/log_search?q=%C3%A4rger&context=2`);
      expect(body).to.include({ is_end: true, next_after: 6, is_log_complete: false });
      expect(body.hits.map((hit: { line: number }) => hit.line)).to.deep.equal([3, 5]);
      const around = body.hits.map((hit: { before: FollowedLine[]; after: FollowedLine[] }) =>
        [...hit.before, ...hit.after].map((one) => one.line),
      );
      expect(around).to.deep.equal([
        [1, 2, 4, 5],
        [3, 4, 6],
      ]);
      const hub = await api.call('GET', `/v2/runs/${run.runId}/log_search?q=%C3%A4rger&kind=hub`);
      expect(hub.body.hits.map((hit: { line: number }) => hit.line)).to.deep.equal([5]);
      const next = await api.call('GET', `/v2/runs/${run.runId}/log_search?q=%C3%A4rger&limit=1&after=3&context=2`);
      expect(next.body.hits[0].before.map((one: FollowedLine) => one.line)).to.deep.equal([3, 4]);
    });

    it('show a long line around what was found', async () => {
      const run = await beginLiveRun(api);
      await run.write(`${'x'.repeat(30_000)}needle${'y'.repeat(30_000)}`);
      const { body } = await api.call('GET', `/v2/runs/${run.runId}/log_search?q=needle`);
      expect(body.hits[0]).to.include({ is_cut: true });
      expect(body.hits[0].text).to.match(/^x{200}needley{794}$/);
    });
  });

  describe('past the retention', () => {
    it('are told from logs that never were, by every way to a log', async () => {
      const run = await beginLiveRun(api);
      await run.succeed();
      await api.db.query(`update runs set log_day = '2020-01-01' where id = $1`, [run.runId]);
      for (const way of ['log', 'log_lines', 'log_search?q=x', 'events']) {
        const answer = await api.call('GET', `/v2/runs/${run.runId}/${way}`);
        expect([answer.status, answer.body?.code], way).to.deep.equal([410, 'log_expired']);
      }
      const [release] = await api.db.query<{ id: number }>(
        `update releases set log_removed_at = now() where id = (select release_id from runs where id = $1) returning id`,
        [run.runId],
      );
      for (const way of ['log', 'log_lines', 'log_search?q=x', 'events']) {
        expect((await api.call('GET', `/v2/releases/${release?.id}/${way}`)).status, way).to.equal(410);
      }
    });

    it('are told by a link that was signed while the run was there', async () => {
      const run = await beginLiveRun(api);
      await run.succeed();
      const { headers } = await api.call('GET', `/v2/runs/${run.runId}/log`);
      const link = headers.get('location')?.replace('https://hub.example.com/base', '') ?? '';
      expect((await api.call('GET', link, { key: null })).status).to.equal(200);
      await api.db.query(`delete from runs where id = $1`, [run.runId]);
      expect((await api.call('GET', link, { key: null })).body?.code).to.equal('log_expired');
      expect((await api.call('GET', `/v2/runs/${run.runId}/log`)).status).to.equal(404);
    });
  });

  describe('behind a proxy that holds responses back', () => {
    let proxy: BufferingProxy;
    before(async () => {
      proxy = await startBufferingProxy(api.url);
    });
    after(() => proxy.close());

    /** Each line is written when the one before was seen: nothing but a live way gets to the end. */
    async function follow(baseUrl: string, timeoutMs: number): Promise<{ lines: number[]; ways: string[] }> {
      const run = await beginLiveRun(api);
      await run.write('line 1');
      const lines: number[] = [];
      const ways: string[] = [];
      const options = { key: api.ownerKey, timeoutMs, onWay: (one: string) => void ways.push(one) };
      for await (const { line, text } of followLog(`${baseUrl}/v2/runs/${run.runId}`, options)) {
        expect(text).to.equal(`line ${line}`);
        lines.push(line);
        if (line < 8) await run.write(`line ${line + 1}`);
        else await run.succeed();
      }
      return { lines, ways };
    }

    it('bring every line once, by polling from where the events would have gone on', async () => {
      expect(await follow(proxy.url, 200)).to.deep.equal({ lines: [1, 2, 3, 4, 5, 6, 7, 8], ways: ['polling'] });
    });

    it('are not needed where events come through', async () => {
      expect(await follow(api.url, 30_000)).to.deep.equal({ lines: [1, 2, 3, 4, 5, 6, 7, 8], ways: ['events'] });
    });

    it('ask proxies to pass events on as they come', async () => {
      const run = await beginLiveRun(api);
      await run.succeed();
      const { headers } = await api.call('GET', `/v2/runs/${run.runId}/events`);
      expect(headers.get('x-accel-buffering')).to.equal('no');
      expect(headers.get('cache-control')).to.equal('no-store, no-transform');
    });
  });
});

import { expect } from 'chai';
import { storeLogChunk } from '../../../src/adapters/run-logs/log-store.ts';
import { PROGRESS_CHANNEL } from '../../../src/contracts/task-queues.ts';
import { type Listener, startListener } from '../../../src/db/listener.ts';
import { useApi } from '../../support/api.ts';
import { openEventStream } from '../../support/follow-events.ts';
import { beginLiveRun } from '../../support/live-run.ts';

describe('runs', () => {
  const api = useApi();

  it("are shown with Pandium's words, our own phase and attempts beside them", async () => {
    const run = await beginLiveRun(api);
    const running = await api.call('GET', `/v2/runs/${run.runId}`);
    expect(running.body).to.deep.include({ phase: 'running', waiting_for: null, completed_date: null });
    expect(running.body.status.phase).to.equal('Running');
    await run.fail();
    const { body } = await api.call('GET', `/v2/runs/${run.runId}`);
    expect(body.status.phase).to.equal('Failed (Integration Issue)');
    expect(body.failure).to.include({ class: 'oom', signal: 'SIGKILL' });
    expect(body.attempts).to.have.length(1);
    expect(body.attempts[0]).to.include({ number: 1, state: 'failed' });
  });

  it('say what a queued one waits for', async () => {
    const run = await beginLiveRun(api);
    const sync = await api.call('POST', `/v2/tenants/${run.tenantId}/sync`);
    const list = await api.call('GET', `/v2/tenants/${run.tenantId}/runs`);
    expect(list.body[0].triggers[0].id).to.equal(Number(sync.body.trigger_id));
    expect(list.body[0]).to.include({ waiting_for: 'no worker', queue_position: null });
    const tenant = await api.call('GET', `/v2/tenants/${run.tenantId}`);
    expect(tenant.body.status.current_run).to.deep.include({ id: run.runId, mode: 'normal' });
  });

  it('are filtered hub-wide', async () => {
    const run = await beginLiveRun(api);
    const ids = async (query: string) => {
      const answer = await api.call('GET', `/v2/runs?limit=500&${query}`);
      return answer.body.map((one: { id: number }) => one.id);
    };
    expect(await ids(`tenant_id=${run.tenantId}`)).to.deep.equal([run.runId]);
    expect(await ids(`integration_id=${run.integrationId}&phase=running`)).to.deep.equal([run.runId]);
    expect(await ids(`integration_id=${run.integrationId}&mode=init`)).to.deep.equal([]);
  });

  it('are cancelled at once when queued, asked to end when running, and refuse it when finished', async () => {
    const run = await beginLiveRun(api);
    await api.call('POST', `/v2/tenants/${run.tenantId}/sync`);
    const [queued] = (await api.call('GET', `/v2/runs?phase=queued&tenant_id=${run.tenantId}`)).body;
    const cancelled = await api.call('POST', `/v2/runs/${queued.id}/cancel`);
    expect([cancelled.status, cancelled.body.phase]).to.deep.equal([202, 'cancelled']);
    expect((await api.call('POST', `/v2/runs/${queued.id}/cancel`)).status).to.equal(202);
    const asked = await api.call('POST', `/v2/runs/${run.runId}/cancel`);
    expect(asked.body).to.include({ phase: 'running', is_cancel_requested: true });
    await run.succeed();
    const late = await api.call('POST', `/v2/runs/${run.runId}/cancel`);
    expect([late.status, late.body.code]).to.deep.equal([409, 'run_finished']);
  });

  describe('log', () => {
    const signedPath = async (runId: number): Promise<string> => {
      const answer = await api.call('GET', `/v2/runs/${runId}/log`);
      expect(answer.status).to.equal(302);
      const location = answer.headers.get('location') ?? '';
      expect(location).to.match(/^https:\/\/hub\.example\.com\/base\/v2\/run_logs\//);
      return location.replace('https://hub.example.com/base', '');
    };

    it('is reached by a signed link without a key, and holds the stderr lines alone', async () => {
      const run = await beginLiveRun(api);
      await run.write(['hub', 'Started.'], ['stderr', 'one'], ['stdout', '{}'], ['stderr', 'twö']);
      await run.write(['stderr', 'three']);
      const path = await signedPath(run.runId);
      const log = await api.call('GET', path, { key: null });
      expect(log.headers.get('content-type')).to.equal('text/plain; charset=utf-8');
      expect(log.text).to.equal('one\ntwö\nthree\n');
    });

    it('refuses a link that was changed or has expired', async () => {
      const [run, other] = [await beginLiveRun(api), await beginLiveRun(api)];
      const path = await signedPath(run.runId);
      const forged = [
        path.replace(`run_logs/${run.runId}`, `run_logs/${other.runId}`),
        path.replace(/expires=\d/, 'expires=9'),
        path.replace(/signature=.*/, 'signature=AAAA'),
      ];
      for (const one of forged) expect((await api.call('GET', one, { key: null })).status, one).to.equal(403);
    });

    it('streams thousands of chunks in order', async () => {
      const run = await beginLiveRun(api);
      await api.db.query(
        `insert into log_chunks (log_day, run_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
         select (now() at time zone 'utc')::date, $1, n * 2 + 1, n * 2 + 2, now(), '{0,1}', 'ee', 'line ' || n * 2 + 1 || E'\\n' || 'line ' || n * 2 + 2, 12
         from generate_series(0, 1999) n`,
        [run.runId],
      );
      const log = await api.call('GET', await signedPath(run.runId), { key: null });
      const expected = Array.from({ length: 4000 }, (_, index) => `line ${index + 1}\n`).join('');
      expect(log.text === expected).to.equal(true);
    });
  });

  describe('events', () => {
    const follow = (runId: number, headers: Record<string, string> = {}) =>
      openEventStream(`${api.url}/v2/runs/${runId}/events`, { 'x-api-key': api.ownerKey, ...headers });

    it('bring stored lines, then new ones while they come, then the end', async () => {
      const run = await beginLiveRun(api);
      await run.write(['stderr', 'one'], ['stderr', 'two']);
      const stream = await follow(run.runId);
      expect(stream.headers.get('content-type')).to.equal('text/event-stream; charset=utf-8');
      expect(await stream.next()).to.deep.include({ event: 'phase', data: { phase: 'running', status: 'Running' } });
      expect((await stream.next())?.data).to.deep.include({ line: 1, kind: 'stderr', text: 'one' });
      expect(await stream.next()).to.include({ event: 'log', id: '2' });
      await run.write(['stderr', 'three']);
      expect((await stream.next())?.data).to.deep.include({ line: 3, text: 'three' });
      await run.write(['stderr', 'last']);
      await run.succeed();
      const rest = await stream.rest();
      expect(rest.map((event) => event.event)).to.deep.equal(
        rest.length === 3 && rest[0]?.event === 'phase' ? ['phase', 'log', 'end'] : ['log', 'phase', 'end'],
      );
      expect(rest.at(-1)?.data).to.deep.include({ phase: 'succeeded', last_line: 4, is_log_complete: true });
    });

    it('resume after Last-Event-ID, also in the middle of a chunk', async () => {
      const run = await beginLiveRun(api);
      await run.write(['stderr', 'one'], ['stderr', 'two'], ['stderr', 'three']);
      await run.succeed();
      const stream = await follow(run.runId, { 'last-event-id': '2' });
      const lines = (await stream.rest()).filter((event) => event.event === 'log');
      expect(lines.map((event) => event.id)).to.deep.equal(['3']);
      const refused = await api.call('GET', `/v2/runs/${run.runId}/events`, { headers: { 'last-event-id': 'x' } });
      expect(refused.status).to.equal(422);
    });

    it('end with the last line that there is, whatever line the client says it has', async () => {
      const run = await beginLiveRun(api);
      await run.write(['stderr', 'one'], ['stderr', 'two']);
      await run.succeed();
      const events = await (await follow(run.runId, { 'last-event-id': '900' })).rest();
      expect(events.filter((event) => event.event === 'log')).to.deep.equal([]);
      expect(events.at(-1)?.data).to.deep.include({ last_line: 2 });
    });

    it('end at once for a run that was cancelled in the queue', async () => {
      const run = await beginLiveRun(api);
      await api.call('POST', `/v2/tenants/${run.tenantId}/sync`);
      const [queued] = (await api.call('GET', `/v2/runs?phase=queued&tenant_id=${run.tenantId}`)).body;
      await api.call('POST', `/v2/runs/${queued.id}/cancel`);
      const events = await (await follow(queued.id)).rest();
      expect(events.map((event) => event.event)).to.deep.equal(['phase', 'end']);
    });

    it('find lines without a notice, by the slow poll', async () => {
      const run = await beginLiveRun(api);
      const stream = await follow(run.runId);
      await stream.next();
      const logDay = new Date().toISOString().slice(0, 10);
      await storeLogChunk(api.db, { kind: 'run', logDay, ...run }, [
        { number: 1, at: new Date(), kind: 'stderr', text: 'unheard' },
      ]);
      expect((await stream.next())?.data).to.deep.include({ text: 'unheard' });
      await stream.close();
    });

    it('are told by PostgreSQL when lines are stored', async () => {
      const run = await beginLiveRun(api);
      let listener: Listener | undefined;
      const heard = new Promise<string>((resolve) => {
        void startListener({
          url: api.databaseUrl,
          channels: [PROGRESS_CHANNEL],
          onNotification: (_channel, subject) => resolve(subject),
          onReconnect: () => {},
        }).then(async (started) => {
          listener = started;
          const logDay = new Date().toISOString().slice(0, 10);
          const line = { number: 1, at: new Date(), kind: 'stderr' as const, text: 'x' };
          await storeLogChunk(api.db, { kind: 'run', logDay, ...run }, [line]);
        });
      });
      expect(await heard).to.equal(`run:${run.runId}`);
      await listener?.close();
    });
  });
});

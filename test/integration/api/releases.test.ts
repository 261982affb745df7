import { expect } from 'chai';
import { storeLogChunk } from '../../../src/adapters/run-logs/log-store.ts';
import { useApi } from '../../support/api.ts';
import { openEventStream } from '../../support/follow-events.ts';
import { insertIntegration, insertRelease } from '../../support/hub-objects.ts';

const SHA = 'b'.repeat(40);

describe('releases over the API', () => {
  const api = useApi();

  const build = async (integrationId: number, fields: object = {}) => {
    const body = { integration_id: integrationId, ...fields };
    return api.call('POST', '/v2/sourcecontrol/build', { body });
  };
  const release = async (id: number) => (await api.call('GET', `/v2/releases/${id}`)).body;
  const retry = (id: number, headers: Record<string, string> = {}) =>
    api.call('POST', `/v2/releases/${id}/retry`, { headers });
  const fail = (id: number, step: string | null, commitSha: string | null = SHA) =>
    api.db.query(
      `update releases set state = 'failed', finished_at = now(), is_log_complete = true, commit_sha = $3, failure = $2 where id = $1`,
      [
        id,
        JSON.stringify({ step, class: 'integration', reason: null, exit_code: 7, signal: null, message: 'It broke.' }),
        commitSha,
      ],
    );
  const actions = async (id: number) => {
    const rows = await api.db.query<{ action: string }>(
      `select action from activity where subject_kind = 'release' and subject_id = $1 order by id`,
      [id],
    );
    return rows.map((row) => row.action);
  };
  /** A build that a worker has taken. */
  const begin = async (integrationId: number): Promise<{ releaseId: number; attemptId: number }> => {
    const { id } = (await build(integrationId)).body;
    await api.db.query(`update releases set state = 'building', started_at = now() where id = $1`, [id]);
    const rows = await api.db.query<{ id: number }>(
      `insert into attempts (release_id, number, worker_id, state, lease_expires_at) values ($1, 1, 'w', 'leased', now() + interval '40 seconds')
       returning id`,
      [id],
    );
    return { releaseId: id, attemptId: rows[0]?.id ?? 0 };
  };

  describe('a build', () => {
    it('is of the tracking branch, or of the branch, tag or commit asked for, which nobody follows', async () => {
      const integration = await insertIntegration(api.db);
      const asked: [object, object, boolean][] = [
        [{}, { kind: 'branch', name: 'main' }, true],
        [{ branch: 'main' }, { kind: 'branch', name: 'main' }, true],
        [{ ref: { kind: 'branch', name: 'main' } }, { kind: 'branch', name: 'main' }, true],
        [{ branch: 'topic' }, { kind: 'branch', name: 'topic' }, false],
        [{ ref: { kind: 'branch', name: 'topic' } }, { kind: 'branch', name: 'topic' }, false],
        [{ ref: { kind: 'tag', name: 'main' } }, { kind: 'tag', name: 'main' }, false],
        [{ ref: { kind: 'commit', name: SHA } }, { kind: 'commit', name: SHA }, false],
      ];
      for (const [fields, ref, isTracking] of asked) {
        const answer = await build(integration, fields);
        expect(answer.status, answer.text).to.equal(201);
        expect(answer.body).to.deep.include({ ref, is_tracking: isTracking, state: 'queued', retry_of: null });
      }
    });

    it('is told to leave the cache alone where no_cache asks for it', async () => {
      const integration = await insertIntegration(api.db);
      for (const fields of [{}, { no_cache: true }]) await build(integration, fields);
      const rows = await api.db.query('select is_cache_ignored from releases where integration_id = $1 order by id', [
        integration,
      ]);
      expect(rows).to.deep.equal([{ is_cache_ignored: false }, { is_cache_ignored: true }]);
    });

    it('is refused where the ref can name nothing, or a branch contradicts it', async () => {
      const integration = await insertIntegration(api.db);
      const refused = [
        { ref: { kind: 'commit', name: 'abc' } },
        { ref: { kind: 'tag', name: '--upload-pack=x' } },
        { ref: { kind: 'branch', name: 'a..b' } },
        { ref: { kind: 'other', name: 'a' } },
        { ref: { kind: 'tag', name: 'v1' }, branch: 'main' },
      ];
      for (const fields of refused) expect((await build(integration, fields)).status).to.equal(422);
    });
  });

  it('show the step and the sentence of a failure', async () => {
    const { id } = (await build(await insertIntegration(api.db))).body;
    await fail(id, 'checkout');
    const { state, failure } = await release(id);
    expect({ state, failure }).to.deep.nested.include({
      state: 'failed',
      'failure.step': 'checkout',
      'failure.message': 'It broke.',
    });
  });

  describe('cancel', () => {
    it('ends a queued build at once, and changes nothing when asked again', async () => {
      const { id } = (await build(await insertIntegration(api.db))).body;
      const first = await api.call('POST', `/v2/releases/${id}/cancel`);
      expect([first.status, first.body.state]).to.deep.equal([202, 'cancelled']);
      const second = await api.call('POST', `/v2/releases/${id}/cancel`);
      expect([second.status, second.body.finished_date]).to.deep.equal([202, first.body.finished_date]);
      expect(await actions(id)).to.deep.equal(['release.requested', 'release.cancel_requested']);
    });

    it('asks the worker of a build that is on its way', async () => {
      const { releaseId } = await begin(await insertIntegration(api.db));
      const answer = await api.call('POST', `/v2/releases/${releaseId}/cancel`);
      expect([answer.status, answer.body.state]).to.deep.equal([202, 'building']);
      const rows = await api.db.query(`select 1 from releases where id = $1 and cancel_requested_at is not null`, [
        releaseId,
      ]);
      expect(rows).to.have.length(1);
    });

    it('is refused once the build has ended', async () => {
      const integration = await insertIntegration(api.db);
      const ready = await insertRelease(api.db, integration);
      expect((await api.call('POST', `/v2/releases/${ready}/cancel`)).status).to.equal(409);
    });
  });

  describe('retry', () => {
    it('makes a new release of the same commit with the next number', async () => {
      const integration = await insertIntegration(api.db);
      const { id } = (await build(integration, { tag: 'v1' })).body;
      await fail(id, 'build');
      const answer = await retry(id);
      expect(answer.status, answer.text).to.equal(201);
      expect(answer.body).to.deep.include({
        state: 'queued',
        number: 2,
        tag: 'v1',
        retry_of: id,
        ref: { kind: 'commit', name: SHA },
        repository_tracking_branch: 'main',
        is_tracking: true,
      });
      expect(await actions(answer.body.id)).to.deep.equal(['release.retried']);
      expect((await release(id)).state).to.equal('failed');
    });

    it('asks for the same ref again where no commit was found', async () => {
      const { id } = (await build(await insertIntegration(api.db))).body;
      await fail(id, 'fetch', null);
      expect((await retry(id)).body.ref).to.deep.equal({ kind: 'branch', name: 'main' });
    });

    it('moves nobody back: it is not followed where something newer of the branch is ready or on its way', async () => {
      const integration = await insertIntegration(api.db);
      const { id } = (await build(integration)).body;
      await fail(id, 'build');
      await build(integration);
      expect((await retry(id)).body.is_tracking).to.equal(false);
    });

    it('is refused while the build goes on', async () => {
      const { id } = (await build(await insertIntegration(api.db))).body;
      expect((await retry(id)).status).to.equal(409);
    });

    it('happens once for one Idempotency-Key', async () => {
      const { id } = (await build(await insertIntegration(api.db))).body;
      await fail(id, 'build');
      const headers = { 'idempotency-key': 'retry-once' };
      const answers = await Promise.all([retry(id, headers), retry(id, headers)]);
      expect(answers[0]?.body.id).to.equal(answers[1]?.body.id);
    });
  });

  describe('logs', () => {
    const write = async (build: { releaseId: number; attemptId: number }, first: number, texts: readonly string[]) => {
      const at = new Date();
      const lines = texts.map((text, index) => ({ number: first + index, at, kind: 'stdout' as const, text }));
      await storeLogChunk(api.db, { kind: 'build', ...build }, lines);
      api.progress.notify(`release:${build.releaseId}`);
    };
    const follow = (id: number, headers: Record<string, string> = {}) =>
      openEventStream(`${api.url}/v2/releases/${id}/events`, { 'x-api-key': api.ownerKey, ...headers });

    it('are plain text', async () => {
      const building = await begin(await insertIntegration(api.db));
      await write(building, 1, ['one', 'two']);
      expect((await api.call('GET', `/v2/releases/${building.releaseId}/log`)).text).to.equal('one\ntwo\n');
    });

    it('are followed live: stored lines, new ones while they come, the end', async () => {
      const building = await begin(await insertIntegration(api.db));
      await write(building, 1, ['one']);
      const stream = await follow(building.releaseId);
      expect(await stream.next()).to.deep.include({ event: 'phase', data: { phase: 'building' } });
      expect((await stream.next())?.data).to.include({ line: 1, text: 'one' });
      await write(building, 2, ['two']);
      expect(await stream.next()).to.deep.include({ event: 'log', id: '2' });
      await fail(building.releaseId, 'build');
      api.progress.notify(`release:${building.releaseId}`);
      const rest = await stream.rest();
      expect(rest.map((event) => event.event)).to.deep.equal(['phase', 'end']);
      expect(rest.at(-1)?.data).to.deep.include({ phase: 'failed', last_line: 2, is_log_complete: true });
    });

    it('resume after Last-Event-ID', async () => {
      const building = await begin(await insertIntegration(api.db));
      await write(building, 1, ['one', 'two', 'three']);
      await fail(building.releaseId, 'build');
      const events = await (await follow(building.releaseId, { 'last-event-id': '2' })).rest();
      expect(events.filter(({ event }) => event === 'log').map(({ id }) => id)).to.deep.equal(['3']);
      const path = `/v2/releases/${building.releaseId}/events`;
      expect((await api.call('GET', path, { headers: { 'last-event-id': 'x' } })).status).to.equal(422);
    });
  });
});

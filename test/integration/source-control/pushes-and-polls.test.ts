import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { type ClaimedPoll, claimDuePoll, watchNewRepositories } from '../../../src/app/source-control/claim-polls.ts';
import { pollRepositories } from '../../../src/app/source-control/poll-repositories.ts';
import { recordPoll } from '../../../src/app/source-control/record-poll.ts';
import { recordPush } from '../../../src/app/source-control/record-push.ts';
import { type GitServer, startGitServer } from '../../support/git-server.ts';
import { uniqueName } from '../../support/hub-objects.ts';
import { useSourceControl } from '../../support/source-control-fixture.ts';
import { strictItems } from '../../support/strict-items.ts';
import { randomSha } from '../../support/test-push.ts';
import { until } from '../../support/until.ts';

const FILES = { 'PANDIUM.yaml': 'version: 0.4\nbase: node\nrun: node .\n' };

describe('pushes and polls', () => {
  const sourceControl = useSourceControl();
  let server: GitServer;

  before(async () => {
    server = await startGitServer();
  });
  after(() => server.close());
  beforeEach(() => sourceControl.db.query('update integrations set archived_at = now()'));

  const makeDue = () => sourceControl.db.query('update repository_watches set next_poll_at = now()');
  const poll = async (): Promise<number> => {
    await makeDue();
    return pollRepositories(sourceControl.deps, strictItems());
  };
  const claimed = async (): Promise<ClaimedPoll> => {
    const claim = await claimDuePoll(sourceControl.db);
    if (claim === null) throw new Error('none was due');
    return claim;
  };
  const heads = async (integrationId: number) => {
    const rows = await sourceControl.db.query<{ requested_ref: { name: string }; is_tracking: boolean }>(
      'select requested_ref, is_tracking from releases where integration_id = $1 order by number',
      [integrationId],
    );
    return rows.map((row) => row.requested_ref.name);
  };
  interface Watch {
    readonly head_sha: string | null;
    readonly failure_count: number;
    readonly failure: { readonly step: string; readonly code: string; readonly message: string } | null;
    readonly wait_s: number;
  }
  const watch = async (integrationId: number): Promise<Watch> => {
    const rows = await sourceControl.db.query<Watch>(
      `select head_sha, failure_count, failure, round(extract(epoch from next_poll_at - polled_at))::int as wait_s
       from repository_watches where integration_id = $1`,
      [integrationId],
    );
    return rows[0] as Watch;
  };
  /** The next poll counts from when the last one was due, and that took a while on a busy machine. */
  const isAfterDue = (intervalS: number) => (waitS: number) => waitS <= intervalS && waitS > intervalS - 30;
  /** A repository whose first head is known. */
  const polledOnce = async () => {
    const repository = await server.createRepository(uniqueName('r'), FILES);
    const id = await sourceControl.follow(repository.url);
    await poll();
    return { repository, id, first: (await watch(id)).head_sha ?? '' };
  };
  const push = (integrationId: number, before: string | null, after: string) =>
    recordPush(sourceControl.db, {
      integrationId,
      updates: [{ branch: 'main', before, after }],
      deliveryKeys: [randomSha()],
      by: 'test',
    });

  it('takes the first head as it is, and makes a release of each later one, of a force-push back too', async () => {
    const repository = await server.createRepository(uniqueName('r'), FILES);
    const id = await sourceControl.follow(repository.url);
    await poll();
    expect(await heads(id)).to.deep.equal([]);
    const first = (await watch(id)).head_sha ?? '';
    const second = await repository.commit({ ...FILES, a: '1' }, 'second');
    await poll();
    await poll();
    expect(await heads(id)).to.deep.equal([second]);
    await repository.git(['update-ref', 'refs/heads/main', first]);
    await poll();
    expect(await heads(id)).to.deep.equal([second, first]);
  });

  it('sees at the first poll that the branch moved on from what was built', async () => {
    const repository = await server.createRepository(uniqueName('r'), FILES);
    const id = await sourceControl.follow(repository.url);
    await sourceControl.db.query(
      `insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, commit_sha,
         repository_url, repository_path, requested_by)
       values ($1, 1, 'failed', 'main', true, '{"name": "built"}', $2, $3, '', 'test')`,
      [id, randomSha(), repository.url],
    );
    await sourceControl.db.query('update integrations set last_release_number = 1 where id = $1', [id]);
    await poll();
    expect(await heads(id)).to.deep.equal(['built', (await watch(id)).head_sha]);
  });

  it('makes one release of a head that webhook and poll tell, whichever is first', async () => {
    const { repository, id, first } = await polledOnce();
    const second = await repository.commit({ ...FILES, a: '2' }, 'second');
    await push(id, first, second);
    await poll();
    const third = await repository.commit({ ...FILES, a: '3' }, 'third');
    await poll();
    expect(await push(id, second, third)).to.include({ outcome: 'ignored', reason: 'current_head' });
    expect(await heads(id)).to.deep.equal([second, third]);
  });

  it('drops what a poll saw before a webhook told a newer head', async () => {
    const { id, first } = await polledOnce();
    await makeDue();
    const seen = await claimed();
    const [old, newer] = [randomSha(), randomSha()];
    await push(id, first, newer);
    expect(await recordPoll(sourceControl.db, seen, old, 60_000)).to.equal(false);
    expect(await heads(id)).to.deep.equal([newer]);
  });

  it('begins anew where the URL or the branch was changed', async () => {
    const repository = await server.createRepository(uniqueName('r'), FILES);
    const id = await sourceControl.follow(repository.url);
    await poll();
    await repository.commit(FILES, 'other', 'develop');
    await sourceControl.db.query(`update integrations set repository_tracking_branch = 'develop' where id = $1`, [id]);
    await poll();
    expect(await heads(id)).to.deep.equal([]);
    const pushed = await repository.commit({ ...FILES, b: '1' }, 'pushed', 'develop');
    await poll();
    expect(await heads(id)).to.deep.equal([pushed]);
  });

  it('keeps a poll that is asked for while one is under way', async () => {
    const { repository, id, first } = await polledOnce();
    await makeDue();
    const seen = await claimed();
    const second = await repository.commit({ ...FILES, a: '4' }, 'second');
    await makeDue();
    expect(await recordPoll(sourceControl.db, seen, first, 60_000)).to.equal(false);
    expect(await pollRepositories(sourceControl.deps, strictItems())).to.equal(1);
    expect(await heads(id)).to.deep.equal([second]);
    expect((await watch(id)).wait_s).to.satisfy(isAfterDue(60));
  });

  it('counts the next poll from when this one was due, so that one picked up late delays no other', async () => {
    const { id } = await polledOnce();
    const dueIn = async (lateBy: string): Promise<number> => {
      await sourceControl.db.query(`update repository_watches set next_poll_at = now() - $1::interval`, [lateBy]);
      await pollRepositories(sourceControl.deps, strictItems());
      const [row] = await sourceControl.db.query<{ due_in: number }>(
        `select extract(epoch from next_poll_at - polled_at)::float8 as due_in from repository_watches where integration_id = $1`,
        [id],
      );
      return row?.due_in ?? 0;
    };
    expect(await dueIn('50 seconds')).to.be.within(1, 11);
    expect(await dueIn('10 minutes'), 'missed altogether').to.be.within(58, 62);
  });

  it('shows when the last push was seen, also where polling found it', async () => {
    const { repository, id } = await polledOnce();
    const lastPush = async () =>
      (
        await sourceControl.db.query<{ at: Date | null }>(
          'select last_push_at as at from repository_watches where integration_id = $1',
          [id],
        )
      )[0]?.at;
    expect(await lastPush()).to.equal(null);
    await repository.commit({ ...FILES, a: 'pushed' }, 'pushed');
    await poll();
    expect(await lastPush()).to.be.instanceOf(Date);
  });

  it('is due for one poller at a time, and again if that one was lost', async () => {
    const repository = await server.createRepository(uniqueName('r'), FILES);
    const ids = await Promise.all([1, 2, 3, 4].map(() => sourceControl.follow(repository.url)));
    await watchNewRepositories(sourceControl.db);
    const claimAll = async (): Promise<number[]> => {
      const claims = await Promise.all([1, 2, 3, 4, 5].map(() => claimDuePoll(sourceControl.db)));
      return claims.flatMap((claim) => claim?.integrationId ?? []).sort((a, b) => a - b);
    };
    const rounds = [await claimAll(), await claimAll()].flat();
    expect(rounds.sort((a, b) => a - b)).to.deep.equal(ids.sort((a, b) => a - b));
    expect(await claimAll()).to.deep.equal([]);
    await sourceControl.db.query(`update repository_watches set next_poll_at = next_poll_at - interval '45 seconds'`);
    expect([await claimAll(), await claimAll()].flat()).to.have.length(4);
  });

  it('is not held up by another repository that does not answer', async () => {
    const asked = Promise.withResolvers<void>();
    const [silent, ended] = [createServer(() => asked.resolve()).listen(0, '127.0.0.1'), new AbortController()];
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    await sourceControl.follow(`http://127.0.0.1:${port}/silent.git`);
    const round = pollRepositories(sourceControl.deps, strictItems(ended.signal));
    await asked.promise;
    const repository = await server.createRepository(uniqueName('r'), FILES);
    const id = await sourceControl.follow(repository.url);
    await until('it is polled', async () => (await watch(id))?.head_sha);
    ended.abort(new Error('seen'));
    silent.closeAllConnections();
    silent.close();
    expect(await round).to.equal(2);
  });

  it('is due at once where a poll is given up at the end of its worker', async () => {
    const asked = new AbortController();
    const silent = createServer(() => asked.abort(new Error('the worker ends'))).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    const id = await sourceControl.follow(`http://127.0.0.1:${port}/silent.git`);
    await pollRepositories(sourceControl.deps, strictItems(asked.signal));
    silent.closeAllConnections();
    silent.close();
    expect((await claimed()).integrationId).to.equal(id);
    expect(await watch(id)).to.include({ failure_count: 0, failure: null });
  });

  it('waits longer with each failure, says the step, and is well again after a good poll', async () => {
    const repository = await server.createRepository(uniqueName('r'), FILES);
    const id = await sourceControl.follow(repository.url, { branch: 'later' });
    await poll();
    expect(await watch(id)).to.deep.include({ failure_count: 1, wait_s: 120 });
    await poll();
    const failing = await watch(id);
    expect(failing).to.deep.include({ failure_count: 2, wait_s: 240 });
    expect(failing.failure).to.deep.include({ step: 'branch', code: 'git_ref_not_found' });
    await repository.commit(FILES, 'here', 'later');
    await poll();
    const well = await watch(id);
    expect(well).to.deep.include({ failure_count: 0, failure: null });
    expect(well.wait_s).to.satisfy(isAfterDue(60));
  });

  it('polls rarely where webhooks arrive', async () => {
    const repository = await server.createRepository(uniqueName('r'), FILES);
    const id = await sourceControl.follow(repository.url);
    await push(id, null, randomSha());
    await poll();
    expect((await watch(id)).wait_s).to.satisfy(isAfterDue(900));
  });

  it('leaves archived integrations and those without a repository alone', async () => {
    const repository = await server.createRepository(uniqueName('r'), FILES);
    const id = await sourceControl.follow(repository.url);
    await sourceControl.follow(repository.url, { branch: '' });
    await poll();
    await sourceControl.db.query('update integrations set archived_at = now() where id = $1', [id]);
    expect(await poll()).to.equal(0);
    expect(await push(id, null, randomSha())).to.include({ outcome: 'ignored', reason: 'not_watched' });
  });
});

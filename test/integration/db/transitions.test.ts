import { expect } from 'chai';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { mayMoveTo } from '../../../src/db/may-move-to.ts';
import { closeAttempt, markAttemptStarted } from '../../../src/db/stores/attempts/attempt-store.ts';
import { admitRun, endRun, requestRunCancel } from '../../../src/db/stores/runs/run-transitions.ts';
import { ATTEMPT_TRANSITIONS, type AttemptState } from '../../../src/domain/runs/attempt-state.ts';
import { RUN_TRANSITIONS, type RunPhase } from '../../../src/domain/runs/run-phase.ts';
import { canTransition } from '../../../src/domain/state-machine.ts';
import { insertIntegration, insertRelease, insertTenant } from '../../support/hub-objects.ts';
import { useDatabase } from '../../support/postgres.ts';

const FAILURE = {
  class: 'platform',
  reason: 'internal',
  exit_code: null,
  signal: null,
  message: 'It failed.',
} as const;
const PHASES = Object.keys(RUN_TRANSITIONS) as RunPhase[];
const STATES = Object.keys(ATTEMPT_TRANSITIONS) as AttemptState[];

describe('the transitions that the stores make', () => {
  const target = useDatabase();
  let db: Database;
  let releaseId = 0;
  let integrationId = 0;
  before(async () => {
    db = await openDatabase({ url: target.url, poolSize: 2 });
    integrationId = await insertIntegration(db, { channel: 'Latest' });
    releaseId = await insertRelease(db, integrationId);
  });
  after(() => db.close());

  /** A run in that phase, of a tenant of its own. */
  async function runIn(phase: RunPhase): Promise<number> {
    const tenantId = await insertTenant(db, integrationId);
    const [run] = await db.query<{ id: number }>(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, admitted_at, started_at, finished_at, release_id, failure, log_day)
       values ($1, $2, 'other', 'normal', $3, now(), now(), case when $3 not in ('queued', 'running') then now() end, $4,
         case when $3 = 'failed' then '{}'::jsonb end, now()::date) returning id`,
      [tenantId, integrationId, phase, releaseId],
    );
    return run?.id ?? 0;
  }

  async function attemptIn(state: AttemptState): Promise<number> {
    const isLive = state === 'leased' || state === 'running';
    const [attempt] = await db.query<{ id: number }>(
      `insert into attempts (run_id, number, worker_id, state, lease_expires_at, finished_at, exit_code)
       values ($1, 1, 'test', $2, now(), $3, 0) returning id`,
      [await runIn('running'), state, isLive ? null : new Date()],
    );
    return attempt?.id ?? 0;
  }

  const phaseOf = async (id: number) =>
    (await db.query<{ phase: RunPhase }>(`select phase from runs where id = $1`, [id]))[0]?.phase;

  const stateOf = async (id: number) =>
    (await db.query<{ state: AttemptState }>(`select state from attempts where id = $1`, [id]))[0]?.state;

  const MOVES: Readonly<Record<Exclude<RunPhase, 'queued'>, (id: number) => Promise<unknown>>> = {
    running: (id) => admitRun(db, id, releaseId),
    succeeded: (id) => endRun(db, id, endOf('succeeded')),
    failed: (id) => endRun(db, id, endOf('failed')),
    cancelled: (id) => endRun(db, id, endOf('cancelled')),
  };

  for (const from of PHASES) {
    for (const [to, move] of Object.entries(MOVES) as [RunPhase, (id: number) => Promise<unknown>][]) {
      // A queued run is cancelled by the request, which has a test of its own.
      if (from === 'queued' && to === 'cancelled') continue;
      const isAllowed = canTransition(RUN_TRANSITIONS, from, to);
      it(`${isAllowed ? 'move' : 'leave'} a ${from} run ${isAllowed ? 'to' : 'as it is instead of'} ${to}`, async () => {
        const id = await runIn(from);
        await move(id);
        expect(await phaseOf(id)).to.equal(isAllowed ? to : from);
      });
    }
    const isCancellable = canTransition(RUN_TRANSITIONS, from, 'cancelled');
    it(`${isCancellable ? 'take' : 'refuse'} the request to cancel a ${from} run`, async () => {
      const id = await runIn(from);
      expect((await requestRunCancel(db, id, 'test')) !== null).to.equal(isCancellable);
      expect(await phaseOf(id)).to.equal(from === 'queued' ? 'cancelled' : from);
    });
  }

  for (const from of STATES) {
    for (const to of ['running', 'succeeded', 'failed', 'cancelled'] as const) {
      const isAllowed = canTransition(ATTEMPT_TRANSITIONS, from, to);
      it(`${isAllowed ? 'move' : 'leave'} a ${from} attempt ${isAllowed ? 'to' : 'as it is instead of'} ${to}`, async () => {
        const id = await attemptIn(from);
        if (to === 'running') await markAttemptStarted(db, id);
        else await closeAttempt(db, id, { state: to, exitCode: 0, signal: null, failure: null, isCounted: true });
        expect(await stateOf(id)).to.equal(isAllowed ? to : from);
      });
    }
  }

  it('are those of the domain, written into the statement', () => {
    expect(mayMoveTo('r.phase', RUN_TRANSITIONS, 'cancelled')).to.equal(`r.phase in ('queued', 'running')`);
  });
});

function endOf(phase: 'succeeded' | 'failed' | 'cancelled') {
  return { phase, failure: phase === 'failed' ? FAILURE : null, stdoutLine: null, warnings: [], isLogComplete: true };
}

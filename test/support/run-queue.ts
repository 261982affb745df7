import { createSchemaValidator, type SchemaValidator } from '../../src/adapters/manifest/schema-validator.ts';
import { type AcceptedTrigger, type AcceptTriggerInput, acceptTrigger } from '../../src/app/runs/accept-trigger.ts';
import { acquireRun } from '../../src/app/runs/acquire-run.ts';
import { admitWaitingRuns } from '../../src/app/runs/admit-waiting-runs.ts';
import { finishAttempt } from '../../src/app/runs/finish-attempt.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { markAttemptStarted } from '../../src/db/stores/attempts/attempt-store.ts';
import type { AdmissionCaps } from '../../src/domain/runs/explain-wait.ts';
import { useDatabase } from './postgres.ts';
import { strictItems } from './strict-items.ts';

/** Caps that hold nobody back. */
export const WIDE_CAPS: AdmissionCaps = { integration: 1000, partner: 1000, hub: 1000 };

/** A database in which runs are accepted and admitted, without anything that carries them out; can be used in hooks and tests. */
export interface RunQueue {
  readonly url: string;
  readonly db: Database;
  readonly schemas: SchemaValidator;
  /** A sync through the API unless said otherwise. */
  accept(tenantId: number, input?: Partial<AcceptTriggerInput>, caps?: AdmissionCaps): Promise<AcceptedTrigger>;
  /** A pass of the relay; answers the runs that it admitted. */
  admit(caps?: AdmissionCaps): Promise<number[]>;
  /** Ends an admitted run with success, as its worker would. */
  finish(runId: number): Promise<void>;
  phaseOf(runId: number): Promise<string | undefined>;
}

/** Gives the enclosing suite a queue of its own; each test begins without workers and without open runs. */
export function useRunQueue(): RunQueue {
  const database = useDatabase();
  let opened: { db: Database; schemas: SchemaValidator } | undefined;
  before(async () => {
    opened = { db: await openDatabase({ url: database.url, poolSize: 10 }), schemas: createSchemaValidator() };
  });
  after(async () => {
    await opened?.schemas.close();
    await opened?.db.close();
  });
  beforeEach(async () => {
    const { db } = present();
    await db.query(`delete from workers`);
    await db.query(`update attempts set state = 'cancelled', finished_at = now() where finished_at is null`);
    await db.query(`update runs set phase = 'cancelled', finished_at = now() where finished_at is null`);
  });
  const present = (): NonNullable<typeof opened> => {
    if (!opened) throw new Error('the queue is there from the before hooks on');
    return opened;
  };
  return {
    get url() {
      return database.url;
    },
    get db() {
      return present().db;
    },
    get schemas() {
      return present().schemas;
    },
    accept: (tenantId, input = {}, caps = WIDE_CAPS) =>
      acceptTrigger(
        { ...present(), caps },
        { tenantId, source: 'api', mode: 'normal', body: null, headers: null, createdBy: 'test', ...input },
      ),
    admit: (caps = WIDE_CAPS) => admitWaitingRuns(present().db, { schemas: present().schemas, caps }, strictItems()),
    finish: (runId) => finishRun(present().db, runId),
    phaseOf: async (runId) =>
      (await present().db.query<{ phase: string }>(`select phase from runs where id = $1`, [runId]))[0]?.phase,
  };
}

async function finishRun(db: Database, runId: number): Promise<void> {
  const acquired = await acquireRun(db, runId, 'test-worker');
  if (acquired.kind !== 'acquired') throw new Error(`not acquired: ${acquired.kind}`);
  await succeedAttempt(db, runId, acquired.attemptId);
}

/** Starts an attempt that was acquired and ends it with success; its process printed nothing. */
export async function succeedAttempt(db: Database, runId: number, attemptId: number): Promise<void> {
  await markAttemptStarted(db, attemptId);
  await finishAttempt(db, runId, {
    ...{ attemptId, outcome: { kind: 'succeeded' }, exitCode: 0, signal: null },
    ...{ stdoutLine: null, state: null, options: null, warnings: [], isLogComplete: true },
  });
}

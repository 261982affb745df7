import type { TemporalAccess } from '../src/adapters/temporal/temporal-readiness.ts';
import type { FirstOwner, FirstOwnerOptions } from './owner-key.ts';

export interface TemporalWait {
  readonly address: string;
  readonly namespace: string;
  readonly timeoutMs: number;
  readonly access?: TemporalAccess;
  /** How long the namespace is to keep finished workflows; null leaves that as it is. */
  readonly retentionDays: number | null;
}

/**
 * What is done once at a start. It takes clients that are large: a process that stays has it done by others that end
 * (`prepare-apart.ts`).
 */
export interface Preparation {
  /** Waits until a namespace responds, or `signal` ends the waiting, and sets its retention. Returns whether it responds. */
  awaitTemporal(wait: TemporalWait, signal?: AbortSignal): Promise<boolean>;
  /** Brings a database to the present schema and makes the first owner. */
  prepareDatabase(owner: FirstOwnerOptions): Promise<FirstOwner>;
}

/** In this very process. */
export const preparationHere: Preparation = {
  async awaitTemporal({ address, namespace, timeoutMs, access, retentionDays }, signal) {
    const { setRetention, waitForTemporal } = await import('../src/adapters/temporal/temporal-readiness.ts');
    const isReady = await waitForTemporal(address, namespace, timeoutMs, () => signal?.aborted === true, access);
    if (isReady && retentionDays !== null) await setRetention(address, namespace, retentionDays);
    return isReady;
  },
  async prepareDatabase(owner) {
    const [{ migrate }, { makeFirstOwner }] = await Promise.all([
      import('../src/db/migrate.ts'),
      import('./owner-key.ts'),
    ]);
    await migrate(owner.databaseUrl);
    return makeFirstOwner(owner);
  },
};

import { expect } from 'chai';
import { explainWait, type WaitFacts } from '../../../../src/domain/runs/explain-wait.ts';

const CAPS = { integration: 3, partner: 5, hub: 8 };
const QUEUED: WaitFacts = {
  phase: 'queued',
  hasLiveAttempt: false,
  isNextAttemptLater: false,
  isStartOverdue: false,
  isTenantBusy: false,
  isPaused: false,
  slots: 4,
  live: 0,
  liveOfIntegration: 0,
  liveOfPartner: 0,
  integrationCap: null,
  partnerCap: null,
};
const ADMITTED: WaitFacts = { ...QUEUED, phase: 'running' };

describe('explainWait', () => {
  for (const [facts, wait] of [
    [QUEUED, 'a free slot'],
    [{ ...QUEUED, isTenantBusy: true }, 'tenant busy'],
    [{ ...QUEUED, isPaused: true, isTenantBusy: true, slots: 0 }, 'paused'],
    [{ ...QUEUED, isTenantBusy: true, slots: 0 }, 'no worker'],
    [{ ...QUEUED, liveOfIntegration: 3, liveOfPartner: 5 }, 'integration cap'],
    [{ ...QUEUED, liveOfPartner: 5, live: 8 }, 'partner cap'],
    [{ ...QUEUED, live: 8 }, 'hub cap'],
    [{ ...QUEUED, liveOfIntegration: 2, integrationCap: 2 }, 'integration cap'],
    [{ ...QUEUED, liveOfIntegration: 2, integrationCap: 9 }, 'a free slot'],
    [{ ...QUEUED, liveOfPartner: 4, partnerCap: 4 }, 'partner cap'],
    [ADMITTED, 'a worker'],
    [{ ...ADMITTED, slots: 0 }, 'no worker'],
    [{ ...ADMITTED, isStartOverdue: true }, 'Temporal away'],
    [{ ...ADMITTED, isNextAttemptLater: true, isStartOverdue: true }, 'next attempt'],
    [{ ...ADMITTED, hasLiveAttempt: true }, null],
    [{ ...QUEUED, phase: 'succeeded' }, null],
  ] as const) {
    it(`says ${wait ?? 'nothing'} for ${JSON.stringify(facts)}`, () => {
      expect(explainWait(facts, CAPS)).to.equal(wait);
    });
  }
});

import { checkRerun, type RerunOriginal, type RerunRequest } from '../../../../src/domain/runs/check-rerun.ts';
import { expectAppError } from '../../../support/expect-app-error.ts';

const RUN: RerunOriginal = { id: 7, phase: 'failed', hasSnapshot: true, releaseNumber: 3, isArtifactGone: false };
const ORIGINAL: RerunRequest = { release: 'original', configs: 'original', metadata: 'original' };
const CURRENT: RerunRequest = { release: 'current', configs: 'current', metadata: 'current' };

const check = async (run: Partial<RerunOriginal>, request: Partial<RerunRequest> = {}) =>
  checkRerun({ ...RUN, ...run }, { ...ORIGINAL, ...request });

describe('a rerun', () => {
  for (const phase of ['succeeded', 'failed', 'cancelled'] as const) {
    it(`may be of a run that has ${phase}`, () => check({ phase }));
  }

  for (const phase of ['queued', 'running'] as const) {
    it(`is refused of a run that is ${phase}`, () => expectAppError(check({ phase }), 'run_not_finished'));
  }

  for (const request of ['release', 'configs', 'metadata'] as const) {
    it(`is refused with the original ${request} of a run that never began`, () =>
      expectAppError(check({ hasSnapshot: false }, { ...CURRENT, [request]: 'original' }), 'no_snapshot'));
  }

  it('may be of a run that never began, with what is current or edited', async () => {
    await check({ hasSnapshot: false, releaseNumber: null }, CURRENT);
    await check({ hasSnapshot: false, releaseNumber: null }, { ...CURRENT, configs: { edited: {} } });
  });

  it('is refused on a release whose artifact is gone, and fine on the current one', async () => {
    await expectAppError(check({ isArtifactGone: true }), 'artifact_gone');
    await check({ isArtifactGone: true }, { release: 'current' });
  });
});

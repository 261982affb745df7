import { expect } from 'chai';
import { chooseRelease, type Following, type ReleaseTargets } from '../../../../src/domain/releases/choose-release.ts';

const RECORDED = 1;
const targets: ReleaseTargets = {
  defaultReleaseId: 2,
  latestReleaseId: 3,
  namedChannel: { releaseId: 4, followsLatest: false },
};
const nothing: ReleaseTargets = { defaultReleaseId: null, latestReleaseId: null, namedChannel: null };

describe('the release that a run takes', () => {
  const cases: readonly (readonly [string, Partial<Following>, ReleaseTargets, number | null])[] = [
    ['is the recorded one for a static tenant', { channel: null }, targets, RECORDED],
    ['is the default one for a dynamic tenant', { channel: 'Default' }, targets, 2],
    ['is the latest of the tracking branch for Latest', { channel: 'Latest' }, targets, 3],
    ['is where a named channel points', { channel: 'beta' }, targets, 4],
    [
      'is the latest where a named channel follows it',
      { channel: 'beta' },
      { ...targets, namedChannel: { releaseId: null, followsLatest: true } },
      3,
    ],
    ['is the recorded one while held', { channel: 'Latest', isHeld: true }, targets, RECORDED],
    ['is the recorded one where the default is not set', { channel: 'Default' }, nothing, RECORDED],
    ['is the recorded one where nothing is ready', { channel: 'Latest' }, nothing, RECORDED],
    ['is the recorded one where the named channel is gone', { channel: 'beta' }, nothing, RECORDED],
    ['is none where nothing was ever recorded', { channel: null, releaseId: null }, targets, null],
  ];
  for (const [name, following, at, releaseId] of cases) {
    it(name, () => {
      expect(chooseRelease({ releaseId: RECORDED, channel: null, isHeld: false, ...following }, at)).to.equal(
        releaseId,
      );
    });
  }
});

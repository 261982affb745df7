import { expect } from 'chai';
import { chooseRelease, type Following, type ReleaseTargets } from '../../../src/domain/releases/choose-release.ts';

const TARGETS: ReleaseTargets = { defaultReleaseId: 2, latestReleaseId: 3, namedChannel: null };
const follow = (channel: string | null, isHeld = false): Following => ({ releaseId: 1, channel, isHeld });

describe('chooseRelease', () => {
  it('keeps a static or held tenant on its recorded release', () => {
    expect(chooseRelease(follow(null), TARGETS)).to.equal(1);
    expect(chooseRelease(follow('Latest', true), TARGETS)).to.equal(1);
  });

  it('takes what the channel points to', () => {
    expect(chooseRelease(follow('Default'), TARGETS)).to.equal(2);
    expect(chooseRelease(follow('Latest'), TARGETS)).to.equal(3);
    expect(
      chooseRelease(follow('beta'), { ...TARGETS, namedChannel: { releaseId: 4, followsLatest: false } }),
    ).to.equal(4);
    expect(
      chooseRelease(follow('edge'), { ...TARGETS, namedChannel: { releaseId: null, followsLatest: true } }),
    ).to.equal(3);
  });

  it('stays on the recorded release where the channel points nowhere or is gone', () => {
    expect(chooseRelease(follow('beta'), TARGETS)).to.equal(1);
    expect(chooseRelease(follow('Default'), { ...TARGETS, defaultReleaseId: null })).to.equal(1);
  });
});

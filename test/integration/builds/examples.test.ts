import { expect } from 'chai';
import { readExample } from '../../../examples/read-example.ts';
import { useBuilds } from '../../support/build-fixture.ts';

describe('the examples', () => {
  const builds = useBuilds();

  for (const name of ['node', 'python', 'failing'] as const) {
    it(`${name} builds to ready without a warning`, async () => {
      const release = await builds.build(await builds.makeIntegration(readExample(name)));
      expect(release.failure).to.equal(null);
      expect(release.state).to.equal('ready');
      expect(release.warnings).to.deep.equal([]);
    });
  }
});

import { expect } from 'chai';
import { readExample } from '../../../examples/read-example.ts';
import { useBuilds } from '../../support/build-fixture.ts';

describe('the examples', () => {
  const builds = useBuilds();

  for (const [name, folder] of [
    ['node', ''],
    ['python', ''],
    ['failing', ''],
    ['selectors', 'v04'],
    ['selectors', 'v10'],
  ] as const) {
    it(`${name} ${folder} builds to ready without a warning`, async () => {
      const release = await builds.build(await builds.makeIntegration(readExample(name), folder));
      expect(release.failure).to.equal(null);
      expect(release.state).to.equal('ready');
      expect(release.warnings).to.deep.equal([]);
    });
  }
});

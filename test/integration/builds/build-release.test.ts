import { expect } from 'chai';
import { useBuilds } from '../../support/build-fixture.ts';

const MANIFEST = `version: 0.4
base: node
build: node build.js
run: node .
`;

describe('a build', () => {
  const builds = useBuilds();

  it('makes a ready release of a node repository, with its commit, manifest, toolchain and artifact', async () => {
    const integration = await builds.makeIntegration({
      'PANDIUM.yaml': MANIFEST,
      'index.js': 'require("./made.json")',
      'build.js': `
        require('fs').writeFileSync('made.json', '{}');
        require('fs').writeFileSync(process.env.HOME + '/kept', 'x');
        console.log('to stdout'); console.error('to stderr');`,
    });
    const release = await builds.build(integration);
    expect(release.failure).to.equal(null);
    expect(release.state).to.equal('ready');
    expect(release.commit_sha).to.match(/^[0-9a-f]{40}$/);
    expect(release.artifact_digest).to.match(/^sha256:/);
    expect(release.toolchain).to.include({ language: 'node', driver: 'bubblewrap', os: 'linux' });
    const log = await builds.log(release.id);
    expect(log).to.contain('to stdout').and.contain('to stderr').and.contain('The release is ready.');
  });
});

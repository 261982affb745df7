import { expect } from 'chai';
import { useBuilds } from '../../support/build-fixture.ts';
import { runArtifact } from '../../support/run-artifact.ts';

const TOKEN = 'token-of-a-private-registry';
const SECRETS = [
  { name: 'REGISTRY_TOKEN', file: null, value: TOKEN },
  { name: 'NPMRC', file: '.npmrc', value: `//npm.test/:_authToken=${TOKEN}-2\n` },
];

describe('the secrets of an integration', function secrets() {
  this.timeout(60_000);
  const builds = useBuilds();
  const openBuildSecrets = async () => SECRETS;

  const manifest = (build: string): string =>
    `version: 1.0\nbase: node\nbuild: ${JSON.stringify(build)}\nrun: env; cat ~/.npmrc\n`;

  it('are there for the build command, redacted from its log, and gone for runs', async () => {
    const build =
      'test -n "$REGISTRY_TOKEN" && grep -c authToken ~/.npmrc && npm config get userconfig && echo "token $REGISTRY_TOKEN"';
    const release = await builds.build(await builds.makeIntegration({ 'PANDIUM.yaml': manifest(build) }), {
      openBuildSecrets,
    });
    const log = await builds.log(release.id);
    expect(release.failure, log).to.equal(null);
    expect(log).to.contain('token [redacted]').and.contain('/hub/home/.npmrc').and.not.contain(TOKEN);
    const run = await runArtifact(builds.deps, release);
    expect(`${run.stdout}${run.stderr}`).not.to.contain(TOKEN);
  });

  it('fail a build that leaves one in its artifact, and store nothing', async () => {
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest('cat ~/.npmrc > settings') });
    const release = await builds.build(integration, { openBuildSecrets });
    expect(release.failure).to.include({ step: 'verify', reason: 'mirror_credential' });
    expect(release.failure?.message).to.contain('a build secret');
    expect(release.artifact_digest).to.equal(null);
  });
});

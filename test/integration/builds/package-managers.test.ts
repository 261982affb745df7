import { env } from 'node:process';
import { expect } from 'chai';
import { testToolchains, useBuilds } from '../../support/build-fixture.ts';
import { MANAGED_PROJECTS, type ManagedProject } from '../../support/package-manager-projects.ts';
import { runArtifact } from '../../support/run-artifact.ts';
import { useRegistries } from '../../support/use-registries.ts';

/** Every combination, which takes some ten minutes. */
const IS_WIDE = env.HUBWRIGHT_TEST_MANAGERS === 'all';
const NOTICES = /update available|new (minor|major|patch)? ?(version|release)|npm notice|self-update/i;

describe('what a package manager built', function packageManagers() {
  this.timeout(240_000);
  const builds = useBuilds();
  const registries = useRegistries();

  async function requireLanguage(project: ManagedProject, test: Mocha.Context): Promise<void> {
    const language = /^base: (\w+)/m.exec(String(project.files['PANDIUM.yaml']))?.[1]?.replace('golang', 'go');
    if ((await testToolchains()).some((toolchain) => toolchain.language === language)) return;
    process.stderr.write(`Skipped: this machine has no ${language}.\n`);
    test.skip();
  }

  for (const project of MANAGED_PROJECTS.filter(({ isWide }) => IS_WIDE || isWide !== true)) {
    it(`${project.name}: runs from the artifact alone, and is reused by a second build of the same lock file`, async function builtTwice() {
      await requireLanguage(project, this);
      const integration = await builds.makeIntegration(project.files);
      const first = await builds.build(integration, { mirrors: registries.mirrors });
      expect(first.failure, await builds.log(first.id)).to.equal(null);
      const run = await runArtifact(builds.deps, first);
      expect(run.exitCode, run.stderr).to.equal(0);
      expect(run.stdout || run.stderr).to.equal(project.prints);
      expect(run.stderr).not.to.match(NOTICES);

      await builds.push(integration, { ...project.files, mark: 'the second commit' });
      const second = await builds.build(integration, { mirrors: registries.mirrors });
      const log = await builds.log(second.id);
      expect(second.state, log).to.equal('ready');
      expect(log).to.match(project.reuses).and.not.match(project.downloads);
    });
  }
});

import { expect } from 'chai';
import { createRunToolchains } from '../../../src/adapters/toolchains/create-run-toolchains.ts';
import { describePlatform } from '../../../src/adapters/toolchains/describe-platform.ts';
import { testCatalog, testToolchains, useBuilds } from '../../support/build-fixture.ts';

const COMMANDS: Readonly<Record<string, string>> = {
  node: 'node --version && npm --version',
  python: 'python3 --version && pip --version && python -m venv /tmp/v && /tmp/v/bin/pip --version',
  go: 'go version',
  java: 'java -version && javac -version',
  rust: 'cargo --version && rustc --version',
  php: 'php --version',
  ruby: 'ruby --version && gem --version',
  dotnet: 'dotnet --version',
};

describe('toolchains of this machine', () => {
  const builds = useBuilds();

  it('include a node with npm, which the hub itself brings', async () => {
    const toolchains = await testToolchains();
    expect(toolchains.filter(({ language }) => language === 'node').map(({ version }) => version)).to.include(
      process.versions.node,
    );
  });

  it('each start in the sandbox, newest of its language', async function startsAll() {
    this.timeout(120_000);
    const toolchains = await testToolchains();
    for (const language of new Set(toolchains.map((toolchain) => toolchain.language))) {
      const newest = toolchains.find((toolchain) => toolchain.language === language);
      const manifest = `base: ${language}\nbuild: ${COMMANDS[language]}\nrun: sh\n`;
      const release = await builds.build(await builds.makeIntegration({ 'PANDIUM.yaml': manifest }));
      expect(release.failure, language).to.equal(null);
      expect(release.toolchain).to.include({ language, version: newest?.version });
    }
  });

  it('are found again for a run only where language, version and platform are the same', async () => {
    const platform = describePlatform('bubblewrap');
    const run = createRunToolchains(await testCatalog(), platform);
    const recorded = { language: 'node', version: process.versions.node, ...platform };
    expect((await run.find(recorded))?.env.PATH).to.contain('/bin');
    for (const change of [{ version: '1.0.0' }, { arch: 'other' }, { libc: 'other' }, { driver: 'other' }]) {
      expect(await run.find({ ...recorded, ...change })).to.equal(null);
    }
    expect(await run.find(null)).to.equal(null);
  });
});

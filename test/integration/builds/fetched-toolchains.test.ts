import { mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { expect } from 'chai';
import { createRunToolchains } from '../../../src/adapters/toolchains/create-run-toolchains.ts';
import { createToolchainCatalog } from '../../../src/adapters/toolchains/create-toolchain-catalog.ts';
import { describePlatform } from '../../../src/adapters/toolchains/describe-platform.ts';
import type { Toolchain, ToolchainCatalog } from '../../../src/adapters/toolchains/toolchain.ts';
import { createToolchainFetch } from '../../../worker/run-toolchain-fetch.ts';
import { TEST_BUILD_LIMITS, testToolchains, useBuilds } from '../../support/build-fixture.ts';
import { runArtifact } from '../../support/run-artifact.ts';
import { makeTestFolder } from '../../support/test-folder.ts';
import { useRegistries } from '../../support/use-registries.ts';

/** No machine has it by chance, and its official image has npm 6. */
const VERSION = '14.21.3';
const MANIFEST = `version: 1.0
base: node:${VERSION}
build: node --version && npm --version
run: node -p process.version
`;

describe('a version of Node that is not installed', function fetched() {
  this.timeout(240_000);
  const builds = useBuilds();
  const registries = useRegistries();
  let folder: string;

  beforeEach(() => {
    folder = makeTestFolder('toolchains');
  });

  function makeCatalog(isReachable = true): Promise<ToolchainCatalog> {
    const discovery = {
      ...{ path: env.PATH ?? '', homeDirectory: homedir(), packageDirectories: [] },
      launcherDirectory: makeTestFolder('launchers'),
    };
    const mirrors = {
      ...registries.mirrors,
      ...(isReachable ? {} : { env: { NPM_CONFIG_REGISTRY: 'http://127.0.0.1:9/' } }),
    };
    const limits = { ...TEST_BUILD_LIMITS, diskBytes: 1024 * 1024 * 1024 };
    const run = createToolchainFetch(
      async () => builds.sandbox,
      async () => mirrors,
      limits,
    );
    return createToolchainCatalog({ discover: testToolchains, fetching: { folder, discovery, run } });
  }

  const isFetched = ({ version }: Toolchain): boolean => version === VERSION;

  it('is fetched once with an npm that starts on it, kept, and found by runs and later workers', async () => {
    const toolchains = await makeCatalog();
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': MANIFEST });
    const release = await builds.build(integration, { toolchains });
    const log = await builds.log(release.id);
    expect(release.failure, log).to.equal(null);
    expect(release.warnings, log).to.deep.equal([]);
    expect(release.toolchain).to.include({ language: 'node', version: VERSION });
    expect(log).to.match(/\nv14\.21\.3\n6\.\d+\.\d+\n/);
    expect((await runArtifact({ ...builds.deps, toolchains }, release)).stdout).to.equal(`v${VERSION}`);

    const later = await makeCatalog(false);
    expect(later.list().some(isFetched)).to.equal(true);
    const again = await builds.build(integration, { toolchains: later }, null, true);
    expect(await builds.log(again.id)).not.to.contain('is not installed');
    const runs = createRunToolchains(later, describePlatform('bubblewrap'));
    expect(await runs.find(release.toolchain)).not.to.equal(null);
  });

  it('is replaced by the nearest one with a warning and the reason, where it can not be fetched', async () => {
    const toolchains = await makeCatalog(false);
    const release = await builds.build(await builds.makeIntegration({ 'PANDIUM.yaml': MANIFEST }), { toolchains });
    expect(release.state).to.equal('ready');
    expect(release.warnings[0]?.message).to.contain(`node ${VERSION} is not available here`);
    expect(await builds.log(release.id)).to.contain('it could not be fetched either: ');
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('is found without a restart once somebody installed it', async () => {
    const installed: Toolchain[] = [];
    const all = await testToolchains();
    const catalog = await createToolchainCatalog({ discover: async () => [...installed], fetching: null, freshMs: 0 });
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': 'version: 1.0\nbase: node\nrun: node -v\n' });
    const before = await builds.build(integration, { toolchains: catalog });
    expect(before.failure?.reason).to.equal('toolchain_missing');
    expect(before.failure?.message).to.contain('fetched by npm').and.contain('Available: nothing');
    installed.push(...all);
    expect((await builds.build(integration, { toolchains: catalog })).state).to.equal('ready');
  });

  it('is not taken from what an interrupted fetch left', async () => {
    mkdirSync(join(folder, '.fetching-x', 'app'), { recursive: true });
    const catalog = await makeCatalog(false);
    expect(catalog.list().filter(isFetched)).to.deep.equal([]);
  });
});

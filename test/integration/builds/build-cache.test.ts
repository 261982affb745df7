import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createLocalBuildCache } from '../../../src/adapters/build-cache/local-build-cache.ts';
import { composeMirrors } from '../../../src/adapters/build-mirrors/compose-mirrors.ts';
import { NO_MIRROR_SETTINGS } from '../../../src/adapters/build-mirrors/mirror-settings.ts';
import { type ReleaseRow, useBuilds } from '../../support/build-fixture.ts';
import { nodeManifest as manifest, npmProject } from '../../support/npm-project.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

/** Says what the cache holds, then leaves something in it and in a folder of HOME that is cached too. */
const PROBE = [
  'echo "cache [$(cat /hub/cache/seen 2>/dev/null)] home [$(cat $HOME/.m2/repository/seen 2>/dev/null)]"',
  'mkdir -p $HOME/.m2/repository',
  'echo "$(cat mark)" | tee /hub/cache/seen > $HOME/.m2/repository/seen',
].join('\n');

const project = (mark: string, lock = 'a', build = PROBE) => ({
  'PANDIUM.yaml': manifest(build),
  'package-lock.json': lock,
  mark,
});

describe('the cache of builds', () => {
  const builds = useBuilds();
  let folder: string;
  let cache: Awaited<ReturnType<typeof createLocalBuildCache>>;

  beforeEach(async () => {
    folder = makeTestFolder('build-cache');
    cache = await createLocalBuildCache({ folder, limitBytes: 1 << 28, oneLimitBytes: 1 << 28 });
  });

  const build = (integration: number, ref: { kind: 'branch'; name: string } | null = null, more: object = {}) =>
    builds.build(integration, { buildCache: cache, ...more }, ref);
  const told = async (release: ReleaseRow) => /^cache \[.*$/m.exec(await builds.log(release.id))?.[0];
  const files = () => readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.zst'));

  it('brings back what the last build downloaded where the lock files are the same', async () => {
    const integration = await builds.makeIntegration(project('1'));
    expect(await told(await build(integration))).to.equal('cache [] home []');
    await builds.push(integration, project('2'));
    const second = await build(integration);
    expect(await told(second)).to.equal('cache [1] home [1]');
    expect(await builds.log(second.id)).to.contain('cache: used, of the same lock files');
  });

  it('brings back only what stays out of the artifact where they changed', async () => {
    const integration = await builds.makeIntegration(project('1'));
    await build(integration);
    await builds.push(integration, project('2', 'b'));
    const second = await build(integration);
    expect(await told(second)).to.equal('cache [1] home []');
    expect(await builds.log(second.id)).to.contain('cache: used, of other lock files');
    expect(files()).to.have.length(2);
  });

  it('spares Node from compiling the same tool again', async () => {
    const command = 'echo "compiled [$(ls /hub/cache/node-compile/* 2>/dev/null | wc -l)]"; node tool.cjs';
    const files = (mark: string) => ({ ...project(mark, 'a', command), 'tool.cjs': 'console.log("tool");' });
    const compiled = async (release: ReleaseRow) => /^compiled \[(\d+)/m.exec(await builds.log(release.id))?.[1];
    const integration = await builds.makeIntegration(files('1'));
    expect(await compiled(await build(integration))).to.equal('0');
    await builds.push(integration, files('2'));
    expect(Number(await compiled(await build(integration)))).to.be.greaterThan(0);
  });

  it('never becomes part of the artifact', async () => {
    const release = await build(await builds.makeIntegration(project('1')));
    const digest = release.artifact_digest as `sha256:${string}`;
    const directory = await builds.deps.cache.ensureUnpacked(digest, builds.deps.unpack);
    expect(readdirSync(directory).sort()).to.deep.equal(['app', 'home']);
  });

  it('belongs to one integration', async () => {
    await build(await builds.makeIntegration(project('1')));
    expect(await told(await build(await builds.makeIntegration(project('2'))))).to.equal('cache [] home []');
  });

  it('is not made by a build that failed, was cancelled, or left a credential of a mirror in it', async () => {
    const failed = await builds.makeIntegration(project('1', 'a', `${PROBE}; exit 1`));
    expect((await build(failed)).state).to.equal('failed');

    const unfit = await builds.makeIntegration({
      ...project('1'),
      'PANDIUM.yaml': `${manifest(PROBE)}`.replace('node .', 'nothing'),
    });
    expect((await build(unfit)).failure?.step).to.equal('verify');

    const cancelled = await builds.makeIntegration(project('1'));
    const stage: typeof cache.stage = async (...input) => {
      const staged = await cache.stage(...input);
      await builds.db.query(`update releases set cancel_requested_at = now() where integration_id = $1`, [cancelled]);
      return staged;
    };
    expect((await build(cancelled, null, { buildCache: { ...cache, stage } })).state).to.equal('cancelled');

    const mirrors = composeMirrors({ ...NO_MIRROR_SETTINGS, npmrc: '//mirror.invalid/:_authToken=Zq7-mirror-token\n' });
    const leaking = await builds.makeIntegration(project('1', 'a', 'cp $NPM_CONFIG_USERCONFIG /hub/cache/kept'));
    const release = await build(leaking, null, { mirrors });
    expect(release.state).to.equal('ready');
    expect(await builds.log(release.id)).to.contain('cache: not kept: it holds a credential');

    expect(files()).to.deep.equal([]);
  });

  it('is read by a build of another branch, and not changed by it', async () => {
    const integration = await builds.makeIntegration(project('1'));
    await build(integration);
    await builds.push(integration, project('2', 'b'), 'topic');
    expect(await told(await build(integration, { kind: 'branch', name: 'topic' }))).to.equal('cache [1] home []');
    expect(files()).to.have.length(1);
  });

  it('is dropped where it is damaged, and the build goes on without it', async () => {
    const integration = await builds.makeIntegration(project('1'));
    await build(integration);
    const path = join(folder, String(files()[0]));
    const bytes = readFileSync(path);
    bytes.fill(0, bytes.length >> 1);
    writeFileSync(path, bytes);
    await builds.push(integration, project('2'));
    const second = await build(integration);
    expect(second.state).to.equal('ready');
    expect(await told(second)).to.equal('cache [] home []');
    expect(files()).to.have.length(1);
    await builds.push(integration, project('3'));
    expect(await told(await build(integration))).to.equal('cache [2] home [2]');
  });

  it('is left out where it is too large, and the release is ready nevertheless', async () => {
    const small = await createLocalBuildCache({ folder, limitBytes: 1 << 20, oneLimitBytes: 1 << 16 });
    const command = 'head -c 1000000 /dev/urandom > /hub/cache/large';
    const integration = await builds.makeIntegration(project('1', 'a', command));
    const release = await build(integration, null, { buildCache: small });
    expect(release.state).to.equal('ready');
    expect(await builds.log(release.id))
      .to.contain('cache: not kept')
      .and.contain('larger than the limit');
    expect(files()).to.deep.equal([]);
  });

  it('keeps npm from downloading a package again', async () => {
    const integration = await builds.makeIntegration(npmProject('1'));
    const first = await builds.log((await build(integration)).id);
    expect(first).to.contain('GET /dep/-/dep-1.0.0.tgz').and.contain('dep works');
    await builds.push(integration, npmProject('2'));
    const second = await builds.log((await build(integration)).id);
    expect(second).to.contain('dep works').and.not.to.contain('GET /dep/-/dep-1.0.0.tgz');
  });
});

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { ArtifactDigest } from '../../../src/adapters/artifacts/artifact-store.ts';
import { cancelBuild } from '../../../src/app/builds/cancel-build.ts';
import { findLastStep } from '../../../src/app/builds/find-last-step.ts';
import { reapBuilds } from '../../../src/app/builds/reap-builds.ts';
import { sweepBuildStaging } from '../../../src/app/builds/sweep-build-staging.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { type BuildFixture, TEST_BUILD_LIMITS, useBuilds } from '../../support/build-fixture.ts';
import { strictItems } from '../../support/strict-items.ts';

const manifest = (build: string, run = 'node .'): string =>
  `version: 0.4\nbase: node\nbuild: ${JSON.stringify(build)}\nrun: ${JSON.stringify(run)}\n`;

const untilLogHas = async (builds: BuildFixture, releaseId: number, text: string): Promise<void> => {
  while (!(await builds.log(releaseId)).includes(text)) await pause(25);
};

describe('a build', () => {
  const builds = useBuilds();

  it('makes a ready release with its commit, manifest, toolchain, artifact and complete log', async () => {
    const integration = await builds.makeIntegration({
      'PANDIUM.yaml': manifest('node build.js'),
      'index.js': 'require("./made.json")',
      'build.js': `
        require('fs').writeFileSync('made.json', '{}');
        require('fs').writeFileSync(process.env.HOME + '/kept', 'x');
        console.log('to stdout'); console.error('to stderr');`,
    });
    const release = await builds.build(integration);
    expect(release).to.deep.include({
      state: 'ready',
      failure: null,
      is_log_complete: true,
      manifest_path: 'PANDIUM.yaml',
    });
    expect(release.commit_sha).to.match(/^[0-9a-f]{40}$/);
    expect(release.artifact_digest).to.match(/^sha256:/);
    expect(release.toolchain).to.include({ language: 'node', driver: 'bubblewrap', os: 'linux' });
    expect(await builds.log(release.id))
      .to.contain('to stdout')
      .and.contain('to stderr')
      .and.contain('is ready');
    const directory = await builds.deps.cache.ensureUnpacked(
      release.artifact_digest as `sha256:${string}`,
      builds.deps.unpack,
    );
    expect(readdirSync(`${directory}/app`)).to.include.members(['made.json', 'index.js']);
    expect(existsSync(`${directory}/home/kept`)).to.equal(true);
  });

  it('builds in the folder of a manifest that is not at the root, named by its folder or its file', async () => {
    const files = { 'deep/er/PANDIUM.yaml': manifest('pwd'), 'deep/er/index.js': '' };
    for (const path of ['deep/er', '/deep/er/PANDIUM.yaml']) {
      const release = await builds.build(await builds.makeIntegration(files, path));
      expect(release.state).to.equal('ready');
      expect(release.manifest_path).to.equal('deep/er/PANDIUM.yaml');
      expect(await builds.log(release.id)).to.contain('\n/hub/app/deep/er\n');
    }
  });

  it('needs no build command', async () => {
    const release = await builds.build(await builds.makeIntegration({ 'PANDIUM.yaml': 'base: node\nrun: node .\n' }));
    expect(release.state).to.equal('ready');
  });

  it('uses the artifact of the same commit and toolchain instead of building twice', async () => {
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest('date +%N > made') });
    const first = await builds.build(integration);
    const second = await builds.build(integration);
    expect(second.number).to.equal(first.number + 1);
    expect(second.state).to.equal('ready');
    expect(second.artifact_digest).to.equal(first.artifact_digest);
    expect(await builds.log(second.id)).to.contain(`release ${first.number} is of the same commit`);
  });

  it('keeps the output of a command that ends before the database has noted its start', async () => {
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest('echo soon over') });
    const { db } = builds.deps;
    const slow = {
      ...db,
      query: async <Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> => {
        if (text.includes("set state = 'running'")) await pause(500);
        return db.query<Row>(text, values);
      },
    };
    const release = await builds.build(integration, { db: slow });
    expect(await builds.log(release.id)).to.contain('\nsoon over\n');
  });

  it('is not ready where the stored artifact can not be read back', async () => {
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest('true') });
    const { artifacts } = builds.deps;
    const open = async (digest: ArtifactDigest): Promise<Readable> => {
      const tar = await artifacts.open(digest);
      return tar.pipe(new Transform({ transform: (_chunk, _encoding, done) => done(damaged) })).on('error', () => {});
    };
    const damaged = new AppError('artifact_corrupt', 'The stored artifact is damaged.');
    const release = await builds.build(integration, { artifacts: { ...artifacts, open } });
    expect(release).to.deep.include({ state: 'failed' });
    expect(release.failure).to.include({ step: 'verify', class: 'platform', reason: 'artifact_corrupt' });
  });

  it('stores log lines while the command still runs', async () => {
    const integration = await builds.makeIntegration({
      'PANDIUM.yaml': manifest('echo first; until [ -e /tmp/never ]; do sleep 0.1; done'),
    });
    const id = await builds.admit(integration);
    const building = builds.executor().execute(id);
    await untilLogHas(builds, id, '\nfirst');
    expect((await builds.release(id)).state).to.equal('building');
    expect(await builds.db.transaction(async (sql) => cancelBuild(sql, { releaseId: id, actor: 'someone' }))).to.equal(
      'asked',
    );
    await building;
  });

  describe('fails with the step and one plain sentence', () => {
    const failures: [rule: string, files: Record<string, string>, step: string, message: RegExp][] = [
      [
        'no manifest, naming where there is one',
        { 'sub/PANDIUM.yaml': manifest('true') },
        'manifest',
        /no manifest at PANDIUM\.yaml, but at sub\/PANDIUM\.yaml/,
      ],
      ['no manifest at all', { 'README.md': '' }, 'manifest', /none anywhere else/],
      [
        'broken YAML, with line and column',
        { 'PANDIUM.yaml': 'base: node\nrun: [oops\n' },
        'manifest',
        /line \d+, column \d+/,
      ],
      ['no run command', { 'PANDIUM.yaml': 'base: node\n' }, 'manifest', /run/],
      ['an unknown base', { 'PANDIUM.yaml': 'base: cobol:85\nrun: x\n' }, 'manifest', /"cobol" is unknown/],
      [
        'a base that is not installed, listing what is',
        { 'PANDIUM.yaml': 'base: node:999\nrun: x\n' },
        'base',
        /No toolchain for node 999 .*Available: .*node/,
      ],
      [
        'a build command that fails',
        { 'PANDIUM.yaml': manifest('echo why >&2; exit 7') },
        'build',
        /exited with code 7/,
      ],
      [
        'a run command that Linux does not take',
        { 'PANDIUM.yaml': manifest('true', `echo ${'x'.repeat(140_000)}`) },
        'manifest',
        /run command has 140005 bytes; 131071 are allowed/,
      ],
      [
        'a schema that refers to itself without end',
        {
          'PANDIUM.yaml': `${manifest('true', 'true')}configs:\n  schema:\n    type: object\n    properties: { a: { $ref: '#/definitions/a' } }\n    definitions: { a: { $ref: '#/definitions/a' } }\n`,
        },
        'manifest',
        /refers to itself|can't be used|too deeply/,
      ],
      [
        'a run command that the shell cannot read',
        { 'PANDIUM.yaml': manifest('true', 'node "') },
        'verify',
        /can't read the run command/,
      ],
      [
        'a run command whose program is not there',
        { 'PANDIUM.yaml': manifest('true', './start.sh now') },
        'verify',
        /"\.\/start\.sh" is not there/,
      ],
    ];
    for (const [rule, files, step, message] of failures) {
      it(rule, async () => {
        const release = await builds.build(await builds.makeIntegration(files));
        expect(release.state).to.equal('failed');
        expect(release.failure).to.include({ step, class: 'integration' });
        expect(release.failure?.message).to.match(message);
        expect(release.is_log_complete).to.equal(true);
        expect(await builds.log(release.id)).to.contain('The build failed');
      });
    }

    it('a branch that is not there', async () => {
      const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest('true') });
      await builds.db.query(`update integrations set repository_tracking_branch = 'gone' where id = $1`, [integration]);
      const release = await builds.build(integration);
      expect(release.failure).to.include({ step: 'fetch', reason: 'git_ref_not_found' });
    });
  });

  it('stops at its time limit, as timeout, and leaves no folder behind', async () => {
    const integration = await builds.makeIntegration({
      'PANDIUM.yaml': manifest('trap "" TERM; while :; do sleep 1; done'),
    });
    const release = await builds.build(integration, { limits: { ...TEST_BUILD_LIMITS, timeMs: 5_000, graceMs: 200 } });
    expect(release.failure).to.include({ step: 'build', class: 'timeout' });
    expect(readdirSync(builds.deps.stagingDirectory)).to.deep.equal([]);
  });

  it('ends as oom where its command uses more memory than its limit', async function needsMemoryLimit() {
    const command = `node -e "const kept = []; for (;;) kept.push(Buffer.alloc(1 << 24, 1))"`;
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest(command) });
    const release = await builds.build(integration, {
      limits: { ...TEST_BUILD_LIMITS, memoryBytes: 256 * 1024 * 1024 },
    });
    expect(release.state).to.equal('failed');
    expect(release.failure?.step).to.equal('build');
    expect(release.failure?.class).to.be.oneOf(['oom', 'integration']);
  });

  it('is cancelled while its command runs', async () => {
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest('echo begun; sleep 60') });
    const id = await builds.admit(integration);
    const executor = builds.executor();
    const building = executor.execute(id);
    await untilLogHas(builds, id, '\nbegun');
    await builds.db.transaction(async (sql) => cancelBuild(sql, { releaseId: id, actor: 'someone' }));
    executor.cancel(id);
    expect(await building).to.deep.equal({ kind: 'final', state: 'cancelled' });
    expect((await builds.release(id)).failure).to.equal(null);
  });

  it('is tried again after its worker was lost, and what that one still says is not written', async () => {
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest('echo begun; sleep 2') });
    const id = await builds.admit(integration);
    const lost = builds.executor().execute(id);
    await untilLogHas(builds, id, '\nbegun');
    await builds.db.query(`update attempts set lease_expires_at = now() - interval '1 hour' where release_id = $1`, [
      id,
    ]);
    // The cluster of the tests is younger than a lease, so the reaper's own wait is taken as over.
    await builds.db.query(
      `update attempts set finished_at = now(), state = 'failed', failure = '{"class":"platform"}' where release_id = $1`,
      [id],
    );
    const second = builds.executor();
    let outcome = await second.execute(id);
    while (outcome.kind !== 'final') outcome = await second.execute(id);
    expect(outcome.state).to.equal('ready');
    expect((await lost).kind).to.equal('retry');
    const log = await builds.log(id);
    expect(log).to.contain('Attempt 2 starts.');
    expect(log.split('The release is ready.').length).to.equal(2);
  });

  it('leaves a live lease alone when it reaps', async () => {
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest('echo begun; sleep 1') });
    const id = await builds.admit(integration);
    const building = builds.executor().execute(id);
    await untilLogHas(builds, id, '\nbegun');
    expect(await reapBuilds(builds.db, strictItems())).to.equal(0);
    expect(await findLastStep(builds.db, id)).to.equal('build');
    expect(await building).to.deep.equal({ kind: 'final', state: 'ready' });
  });

  it('sweeps the folders of attempts that have ended', async () => {
    mkdirSync(`${builds.deps.stagingDirectory}/build-999999`, { recursive: true });
    expect(await sweepBuildStaging(builds.db, builds.deps.stagingDirectory)).to.equal(1);
  });

  it('sweeps them too when the next attempt begins, as a killed worker left them', async () => {
    mkdirSync(`${builds.deps.stagingDirectory}/build-999998`, { recursive: true });
    await builds.build(await builds.makeIntegration({ 'PANDIUM.yaml': manifest('sleep 0.2') }));
    expect(readdirSync(builds.deps.stagingDirectory)).to.deep.equal([]);
  });
});

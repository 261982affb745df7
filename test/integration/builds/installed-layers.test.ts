import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createLocalBuildCache } from '../../../src/adapters/build-cache/local-build-cache.ts';
import { useBuilds } from '../../support/build-fixture.ts';
import type { Files } from '../../support/git-server.ts';
import { npmProject } from '../../support/npm-project.ts';
import { pipProject } from '../../support/pip-project.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

const REUSED = 'as an earlier build installed it';
const DOWNLOAD = 'GET /dep/-/dep-1.0.0.tgz';

function damageLayers(folder: string): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.layers'));
  expect(names).to.have.length(1);
  for (const name of names) writeFileSync(join(folder, name), 'x', { flag: 'a' });
}

describe('what a build installed', function installed() {
  this.timeout(240_000);
  const builds = useBuilds();
  let cache: Awaited<ReturnType<typeof createLocalBuildCache>>;
  let folder: string;

  beforeEach(async () => {
    folder = makeTestFolder('build-cache');
    cache = await createLocalBuildCache({ folder, limitBytes: 1 << 28, oneLimitBytes: 1 << 28 });
  });

  /** The logs of one build after the other of the same integration. */
  async function logsOf(...projects: readonly (Files | 'no cache')[]): Promise<string[]> {
    const integration = await builds.makeIntegration(projects[0] as Files);
    const logs: string[] = [];
    for (const [index, project] of projects.entries()) {
      if (index > 0 && project !== 'no cache') await builds.push(integration, project);
      const release = await builds.build(integration, { buildCache: cache }, null, project === 'no cache');
      const log = await builds.log(release.id);
      expect(release.state, log).to.equal('ready');
      logs.push(log);
    }
    return logs;
  }

  it('stands in place of a second npm ci of the same lock file, without a registry', async () => {
    const [first, second] = await logsOf(npmProject('1'), npmProject('2'));
    expect(first).to.contain(DOWNLOAD).and.contain('dep works').and.not.contain(REUSED);
    expect(second).to.contain(`npm ci --no-audit: node_modules`).and.contain(REUSED).and.contain('dep works');
    expect(second).not.to.contain('GET ');
  });

  it('stands in place of npm install too, and only where nobody knows what is there', async () => {
    const command =
      'npm install --no-audit && node main.js && npm install --no-audit && npm install --no-audit dep@1.0.0 -D || true';
    const [, second] = await logsOf(npmProject('1', { command }), npmProject('2', { command }));
    expect(second?.split(REUSED)).to.have.length(2);
    expect(second).to.contain('dep works').and.contain('up to date').and.contain('GET /dep');
  });

  it('stands in place of packages that the command names, with what npm wrote about them', async () => {
    const command =
      'npm install --no-audit --omit=dev && npm install --no-audit --save-dev dep && node main.js && grep devDependencies package.json package-lock.json';
    const written = (log = '') => log.split('\n').filter((line) => /^package(-lock)?\.json:/.test(line));
    const [first, second] = await logsOf(npmProject('1', { command }), npmProject('2', { command }));
    expect(first).to.contain('GET /dep').and.not.contain(REUSED);
    expect(second?.split(REUSED)).to.have.length(3);
    expect(second).to.contain('dep works').and.not.contain('GET ');
    expect(written(first)).to.have.length(2);
    expect(written(second)).to.deep.equal(written(first));
  });

  it('does not stand in place of packages that are named by a tag, which asks for what is new', async () => {
    const command = 'npm install --no-audit && npm install --no-audit dep@latest && node main.js';
    const [, second] = await logsOf(npmProject('1', { command }), npmProject('2', { command }));
    expect(second?.split(REUSED)).to.have.length(2);
    expect(second).to.contain('GET /dep').and.contain('dep works');
  });

  it('does not stand in place of named packages where something was changed before', async () => {
    const command =
      'npm install --no-audit && echo "; module.exports += \' patched\'" >> node_modules/dep/i.js && npm install --no-audit --save-dev dep && node main.js';
    const [, second] = await logsOf(npmProject('1', { command }), npmProject('2', { command }));
    expect(second?.split(REUSED)).to.have.length(2);
    expect(second).to.contain('dep works patched');
  });

  it('comes with the lock file as npm wrote it, where that did not fit', async () => {
    const command = 'npm install --no-audit && node main.js && echo "gone: $(grep -c surplus package-lock.json)"';
    const project = (mark: string) => npmProject(mark, { command, surplus: 'surplus' });
    const [first, second] = await logsOf(project('1'), project('2'));
    for (const log of [first, second]) expect(log).to.contain('dep works').and.contain('gone: 0');
    expect(second).to.contain(REUSED).and.not.contain('GET ');
  });

  it('is as npm left it, whatever the build command did to it afterwards', async () => {
    const command =
      'npm ci --no-audit && echo "; module.exports += \' changed\'" >> node_modules/dep/i.js && node main.js';
    const [, second] = await logsOf(npmProject('1', { command }), npmProject('2', { command }));
    expect(second).to.contain(REUSED).and.contain('dep works changed').and.not.contain('changed changed');
  });

  it('is installed anew where the lock file or a flag changed', async () => {
    const [, second, third] = await logsOf(
      npmProject('1'),
      npmProject('1', { version: '1.0.1' }),
      npmProject('1', { version: '1.0.1', command: 'npm ci --no-audit --no-fund && node main.js' }),
    );
    for (const log of [second, third]) expect(log).to.contain('added 1 package').and.not.contain(REUSED);
  });

  it('survives changes of the project that npm does not look at', async () => {
    const [, second] = await logsOf(npmProject('1'), npmProject('1', { scripts: { start: 'node .' } }));
    expect(second).to.contain('cache: used, of other lock files').and.contain(REUSED);
  });

  it('is not reused for a project with install scripts of its own, which may look at anything', async () => {
    const scripts = { postinstall: 'echo patched $(cat mark)' };
    const [, second] = await logsOf(npmProject('1', { scripts }), npmProject('2', { scripts }));
    expect(second).to.contain('patched 2').and.not.contain(REUSED);
  });

  it('has the install scripts of its packages run again', async () => {
    const options = { hasInstallScript: true };
    const [first, second] = await logsOf(npmProject('1', options), npmProject('2', options));
    expect(first).to.contain('dep of 1');
    expect(second).to.contain(REUSED).and.contain('dep of 2');
  });

  it('is installed anew where what was kept is damaged, and kept again', async () => {
    const integration = await builds.makeIntegration(npmProject('1'));
    const logs: string[] = [];
    for (const mark of ['1', '2', '3']) {
      if (mark !== '1') await builds.push(integration, npmProject(mark));
      if (mark === '2') damageLayers(folder);
      logs.push(await builds.log((await builds.build(integration, { buildCache: cache })).id));
    }
    expect(logs[1]).to.contain('is damaged, and installed anew').and.contain('added 1 package');
    expect(logs[2]).to.contain(REUSED);
  });

  it('is ignored by a build without cache, which builds the same commit anew', async () => {
    const [, second, third] = await logsOf(npmProject('1'), 'no cache', npmProject('2'));
    expect(second).to.contain('cache: not used, as was asked').and.contain('added 1 package');
    expect(second).not.to.contain(REUSED).and.not.contain('its artifact is used');
    expect(third).to.contain(REUSED);
  });

  it('comes back for Python where each package has its version, and only there', async () => {
    const [, pinned] = await logsOf(pipProject('1', 'tiny==1.0'), pipProject('2', 'tiny==1.0'));
    expect(pinned).to.contain('Requirement already satisfied: tiny==1.0').and.contain('tiny works');
    const [, floating] = await logsOf(pipProject('1', 'tiny'), pipProject('2', 'tiny'));
    expect(floating).to.contain('Successfully installed tiny').and.contain('tiny works');
  });
});

import { expect } from 'chai';
import { useBuilds } from '../../support/build-fixture.ts';
import type { Files } from '../../support/git-server.ts';
import { runArtifact } from '../../support/run-artifact.ts';

const manifest = (build: string, run = 'true'): string =>
  `version: 1.0\nbase: node\nbuild: ${JSON.stringify(build)}\nrun: ${JSON.stringify(run)}\n`;

describe('what a build finds', function sources() {
  this.timeout(120_000);
  const builds = useBuilds();

  /** The log of a build that has to be ready. */
  async function logOf(files: Files, ref: Parameters<typeof builds.build>[2] = null): Promise<string> {
    const release = await builds.build(await builds.makeIntegration(files), undefined, ref);
    const log = await builds.log(release.id);
    expect(release.failure, log).to.equal(null);
    return log;
  }

  it('is a shallow .git of its commit, clean, which does not become part of the artifact', async () => {
    const build = [
      'echo "head $(git rev-parse HEAD) on $(git rev-parse --abbrev-ref HEAD)"',
      'echo "changes [$(git status --porcelain)]"',
      'echo "commits $(git rev-list --count HEAD) shallow $(git rev-parse --is-shallow-repository)"',
      'echo "origin $(git remote get-url origin)"',
    ].join('; ');
    const files = { 'PANDIUM.yaml': manifest(build, 'ls -A'), 'src/a.txt': 'a', link: { symlink: 'src' } };
    const integration = await builds.makeIntegration(files);
    await builds.push(integration, { ...files, b: 'b' });
    const release = await builds.build(integration);
    const log = await builds.log(release.id);
    expect(log).to.contain(`head ${release.commit_sha} on main`).and.contain('changes []');
    expect(log)
      .to.contain('commits 1 shallow true')
      .and.match(/origin http:\/\/127\.0\.0\.1:\d+\/i-/);
    expect((await runArtifact(builds.deps, release)).stdout.split('\n')).to.have.members([
      'PANDIUM.yaml',
      'b',
      'link',
      'src',
    ]);
  });

  it('is told that it is built, of which commit, branch or tag, and as which release', async () => {
    const files = {
      'PANDIUM.yaml': manifest('echo "[$CI $PAN_CTX_RELEASE_NUMBER $PAN_CTX_COMMIT_SHA $PAN_CTX_BRANCH $PAN_CTX_TAG]"'),
    };
    const integration = await builds.makeIntegration(files);
    const branch = await builds.build(integration);
    expect(await builds.log(branch.id)).to.contain(`[true 1 ${branch.commit_sha} main ]`);
    const commit = { kind: 'commit', name: branch.commit_sha ?? '' } as const;
    const again = await builds.build(integration, undefined, commit, true);
    expect(await builds.log(again.id)).to.contain(`[true 2 ${branch.commit_sha}  ]`);
  });

  it('holds the submodules, and says which could not be had', async () => {
    const inner = await builds.gitServer.createRepository('inner');
    const innerSha = await inner.commit({ 'deep.txt': 'from the inner one' }, 'inner');
    const outer = await builds.gitServer.createRepository('outer');
    const outerSha = await outer.commit(
      {
        'lib.txt': 'from the outer one',
        '.gitmodules': '[submodule "deep"]\n\tpath = deep\n\turl = ../inner.git\n',
        deep: { submodule: innerSha },
      },
      'outer',
    );
    const log = await logOf({
      'PANDIUM.yaml': manifest('cat libs/outer/lib.txt libs/outer/deep/deep.txt'),
      '.gitmodules': `[submodule "outer"]\n\tpath = libs/outer\n\turl = ../outer.git
[submodule "ssh"]\n\tpath = libs/ssh\n\turl = git@127.0.0.1:team/ssh.git
[submodule "gone"]\n\tpath = libs/gone\n\turl = ../gone.git\n`,
      'libs/outer': { submodule: outerSha },
      'libs/ssh': { submodule: outerSha },
      'libs/gone': { submodule: outerSha },
      'libs/unnamed': { submodule: outerSha },
    });
    expect(log).to.contain('from the outer onefrom the inner one');
    expect(log).to.contain('The submodule "libs/ssh" is left out: the hub fetches submodules over https only');
    expect(log).to.contain('The submodule "libs/gone" is left out: 127.0.0.1');
    expect(log).to.contain('The submodule "libs/unnamed" is left out: .gitmodules names no address for it');
  });

  it('may lie in a folder whose name begins with a dash', async () => {
    const files = { '-jobs/PANDIUM.yaml': manifest('basename "$PWD"', 'sh ./go.sh'), '-jobs/go.sh': 'true\n' };
    const release = await builds.build(await builds.makeIntegration(files, '-jobs'));
    const log = await builds.log(release.id);
    expect(release.failure, log).to.equal(null);
    expect(log).to.contain('\n-jobs\n');
  });

  it('may have names in any bytes', async () => {
    const build = `node -e "require('fs').writeFileSync(Buffer.from([0x6c, 0xe9]), 'x')"`;
    const release = await builds.build(await builds.makeIntegration({ 'PANDIUM.yaml': manifest(build, 'ls | wc -l') }));
    expect((await runArtifact(builds.deps, release)).stdout.trim()).to.equal('2');
  });
});

describe('the failure of a build', function failures() {
  this.timeout(60_000);
  const builds = useBuilds();

  const CASES: readonly [string, Files, RegExp][] = [
    [
      'shows the last line that the command wrote to stderr',
      { 'PANDIUM.yaml': manifest('echo out; echo "no such widget" >&2; exit 3') },
      /^The build command exited with code 3: no such widget\.?$/,
    ],
    [
      'shows the last line of stdout where it wrote nothing else',
      { 'PANDIUM.yaml': manifest('echo "error TS1: bad type"; exit 2') },
      /exited with code 2: error TS1: bad type/,
    ],
    [
      'says which program the base does not have',
      { 'PANDIUM.yaml': manifest('gradlex build') },
      /gradlex: not found: the base `node` has no gradlex here/,
    ],
    [
      'names a manifest of another name',
      { 'a/PANDIUM.yml': manifest('true') },
      /no manifest at PANDIUM\.yaml, but at a\/PANDIUM\.yml\. The file has to be called PANDIUM\.yaml/,
    ],
    [
      'says that the script of the run command is not executable',
      { 'PANDIUM.yaml': manifest('true', './start.sh'), 'start.sh': '#!/bin/sh\n' },
      /"\.\/start\.sh" has no executable bit\. `git update-index --chmod=\+x start\.sh` sets it/,
    ],
    [
      'says that the script of the run command has lines as on Windows',
      { 'PANDIUM.yaml': manifest('true', './start.sh'), 'start.sh': { executable: true, content: '#!/bin/sh\r\n' } },
      /"\.\/start\.sh" is a script for \/bin\/sh, which is not there\. Its lines end as on Windows/,
    ],
    [
      'says that the program of a script is not there',
      {
        'PANDIUM.yaml': manifest('true', './start.sh'),
        'start.sh': { executable: true, content: '#!/usr/bin/env nopython3\n' },
      },
      /"\.\/start\.sh" is a script for nopython3, which is not there/,
    ],
  ];

  for (const [title, files, message] of CASES) {
    it(title, async () => {
      const release = await builds.build(await builds.makeIntegration(files));
      expect(release.failure?.message).to.match(message);
      expect(release.failure?.class).to.equal('integration');
    });
  }

  it('names a host that builds can not reach, and the setting that opens it', async () => {
    const build = 'echo "connect to 10.1.2.3:8443 failed" >&2; exit 1';
    const release = await builds.build(await builds.makeIntegration({ 'PANDIUM.yaml': manifest(build) }));
    expect(release.failure?.message).to.contain(
      'connect to 10.1.2.3:8443 failed. 10.1.2.3 lies on a private or reserved',
    );
    expect(release.failure?.message).to.contain('HUBWRIGHT_BUILD_MIRRORS');
  });

  it('lists branches of near names where one is not there', async () => {
    const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest('true') });
    const release = await builds.build(integration, undefined, { kind: 'branch', name: 'mian' });
    expect(release.failure?.message).to.equal('The repository has no branch "mian", but "main".');
  });

  it('says that a repository names its objects by SHA-256', async () => {
    const repository = await builds.gitServer.createRepository('sha256');
    const integration = await builds.makeIntegration({});
    await repository.git(['init', '--quiet', '--bare', '--object-format=sha256', '--initial-branch=main', 'inner.git']);
    const tree = await repository.git(['-C', 'inner.git', 'mktree']);
    const commit = await repository.git(['-C', 'inner.git', 'commit-tree', '-m', 'first', tree]);
    await repository.git(['-C', 'inner.git', 'update-ref', 'refs/heads/main', commit]);
    await builds.db.query('update integrations set repository_url = $2 where id = $1', [
      integration,
      repository.url.replace(/\.git$/, '.git/inner.git'),
    ]);
    const release = await builds.build(integration);
    expect(release.failure?.message).to.match(/names its objects by SHA-256/);
  });
});

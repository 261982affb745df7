import { existsSync, lstatSync } from 'node:fs';
import { expect } from 'chai';
import { composeMirrors } from '../../../src/adapters/build-mirrors/compose-mirrors.ts';
import { NO_MIRROR_SETTINGS } from '../../../src/adapters/build-mirrors/mirror-settings.ts';
import { useBuilds } from '../../support/build-fixture.ts';

const manifest = (build: string, run = 'node .'): string =>
  `version: 0.4\nbase: node\nbuild: ${JSON.stringify(build)}\nrun: ${JSON.stringify(run)}\n`;

describe('a build that nobody trusts', () => {
  const builds = useBuilds();

  describe('from a hostile repository', () => {
    it('keeps links out of the tree as links, followed by nobody outside of the sandbox', async () => {
      const integration = await builds.makeIntegration({
        'PANDIUM.yaml': manifest('! cat link && cat up && test -L link'),
        link: { symlink: '/etc/shadow' },
        up: { symlink: '../../../../../etc/passwd' },
      });
      const release = await builds.build(integration);
      const log = await builds.log(release.id);
      expect(release.state).to.equal('ready');
      expect(log).to.contain('hubwright:x:').and.not.to.contain('daemon:');
      expect(log).to.match(/cat: link: (No such file|Permission denied)/);
    });

    it('drops setuid bits and never packs what is outside of tree and HOME', async () => {
      const integration = await builds.makeIntegration({
        'PANDIUM.yaml': manifest(
          'cp /bin/true t && chmod 6755 t; ln -s /etc/hostname h; mkfifo p; touch -- "-rf" "a\\nb"',
        ),
      });
      const release = await builds.build(integration);
      expect(release.failure).to.equal(null);
      const directory = await builds.deps.cache.ensureUnpacked(
        release.artifact_digest as `sha256:${string}`,
        builds.deps.unpack,
      );
      expect(lstatSync(`${directory}/app/t`).mode & 0o6000).to.equal(0);
      expect(lstatSync(`${directory}/app/h`).isSymbolicLink()).to.equal(true);
      expect(existsSync(`${directory}/app/-rf`)).to.equal(true);
    });

    it('fails as its own fault, and once, where it makes what no run could take', async () => {
      const deep = `node -e 'const name = "d".repeat(200); for (let i = 0; i < 30; i += 1) { fs.mkdirSync(name); process.chdir(name); } fs.writeFileSync("f", "x")'`;
      const sparse = 'truncate -s 3G holes';
      const gone = 'cd /hub/app && rm -rf inner';
      const rows: [files: Record<string, string>, path: string, message: RegExp][] = [
        [{ 'PANDIUM.yaml': manifest(deep) }, '', /./],
        [{ 'PANDIUM.yaml': manifest(sparse) }, '', /is larger than the limit of \d+ MiB/],
        [{ 'inner/PANDIUM.yaml': manifest(gone) }, 'inner', /The manifest's folder is not in the artifact/],
      ];
      for (const [files, path, message] of rows) {
        const release = await builds.build(await builds.makeIntegration(files, path));
        const attempts = await builds.db.query(`select id from attempts where release_id = $1`, [release.id]);
        expect([release.failure?.class, attempts.length], release.failure?.message).to.deep.equal(['integration', 1]);
        expect(release.failure?.message).to.match(message);
      }
    });

    it('gets nothing of the hub: neither its environment nor its folders', async () => {
      const integration = await builds.makeIntegration({
        'PANDIUM.yaml': manifest(`env; ls ${builds.deps.stagingDirectory} && exit 1; true`),
      });
      const release = await builds.build(integration);
      expect(release.state).to.equal('ready');
      expect(await builds.log(release.id)).not.to.match(/DATABASE_URL|HUBWRIGHT_|npm_lifecycle/);
    });
  });

  describe('with build mirrors', () => {
    const secret = 'Zq7-mirror-pass/word';
    const mirrors = composeMirrors({
      ...NO_MIRROR_SETTINGS,
      npmrc: `registry=https://user:${encodeURIComponent(secret)}@mirror.invalid/npm/\n`,
    });

    it('hands their settings to the build command, outside of tree and HOME', async () => {
      const command =
        'case "$NPM_CONFIG_USERCONFIG" in /hub/build-config/*) grep -q mirror.invalid $NPM_CONFIG_USERCONFIG;; *) exit 1;; esac';
      const integration = await builds.makeIntegration({ 'PANDIUM.yaml': manifest(command) });
      const release = await builds.build(integration, { mirrors });
      expect(release.failure).to.equal(null);
    });

    it('redacts a credential in the log, also encoded', async () => {
      const integration = await builds.makeIntegration({
        'PANDIUM.yaml': manifest('cat $NPM_CONFIG_USERCONFIG; base64 -w0 $NPM_CONFIG_USERCONFIG; echo; echo done'),
      });
      const release = await builds.build(integration, { mirrors });
      const log = await builds.log(release.id);
      expect(log).to.contain('[redacted]').and.contain('done');
      expect(log).not.to.contain(secret).and.not.to.contain(encodeURIComponent(secret));
      expect(Buffer.from(log.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64').toString()).not.to.contain(secret);
    });

    it('fails at the step verify where a credential got into the artifact, and stores nothing', async () => {
      for (const command of ['cp $NPM_CONFIG_USERCONFIG kept', 'base64 -w0 $NPM_CONFIG_USERCONFIG > $HOME/kept']) {
        const release = await builds.build(await builds.makeIntegration({ 'PANDIUM.yaml': manifest(command) }), {
          mirrors,
        });
        expect(release.failure).to.include({ step: 'verify', reason: 'mirror_credential', class: 'integration' });
        expect(release.artifact_digest).to.equal(null);
      }
    });
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { collectHosts } from '../../../src/adapters/build-mirrors/collect-hosts.ts';
import { collectSecrets } from '../../../src/adapters/build-mirrors/collect-secrets.ts';
import { loadBuildMirrors } from '../../../src/adapters/build-mirrors/load-build-mirrors.ts';
import { SecretScan } from '../../../src/adapters/build-mirrors/secret-scan.ts';
import { expectAppError } from '../../support/expect-app-error.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

const HOST = { env: {}, homeDirectory: '/nonexistent' };
const text = (files: Readonly<Record<string, Uint8Array>>, path: string): string =>
  Buffer.from(files[path] ?? []).toString();

describe('build mirrors', () => {
  it('are nothing where nothing is set', async () => {
    const mirrors = await loadBuildMirrors(null, HOST);
    expect(mirrors).to.deep.equal({ env: {}, files: {}, mounts: [], openHosts: [], secrets: [] });
  });

  it('come from a file: settings of each client, open hosts, environment and secrets', async () => {
    const folder = makeTestFolder('mirrors');
    writeFileSync(join(folder, 'ca.pem'), 'PEM');
    writeFileSync(
      join(folder, 'settings.xml'),
      '<settings><!-- <password>example</password> --><server><password>maven-pass</password></server><url>https://maven.test/repo</url></settings>',
    );
    const file = join(folder, 'mirrors.yaml');
    writeFileSync(
      file,
      `ca_file: ca.pem
npm: { registry: "https://u:npm-pass@npm.test:8443/" }
pip: { index_url: "https://pip.test/simple" }
go: { proxy: "https://go.test", sumdb: "off" }
maven: { settings_file: settings.xml }
proxy: { https: "http://proxy.test:3128" }
open_hosts: ["files.test", "more.test:99"]
`,
    );
    const mirrors = await loadBuildMirrors(file, HOST);
    expect(text(mirrors.files, '/hub/build-config/npmrc')).to.contain('npm.test:8443');
    expect(text(mirrors.files, '/hub/build-config/pip.conf')).to.equal(
      '[global]\nindex-url = https://pip.test/simple\n',
    );
    expect(text(mirrors.files, '/hub/build-config/maven-settings.xml')).not.to.contain('example');
    expect(mirrors.env).to.include({
      GOPROXY: 'https://go.test',
      HTTPS_PROXY: 'http://proxy.test:3128',
      https_proxy: 'http://proxy.test:3128',
      SSL_CERT_FILE: '/hub/build-config/ca.pem',
    });
    expect(mirrors.openHosts).to.deep.include.members([
      { host: 'npm.test', port: 8443 },
      { host: 'pip.test', port: 443 },
      { host: 'go.test', port: 443 },
      { host: 'maven.test', port: 443 },
      { host: 'proxy.test', port: 3128 },
      { host: 'files.test', port: null },
      { host: 'more.test', port: 99 },
    ]);
    expect([...mirrors.secrets].sort()).to.deep.equal(['maven-pass', 'npm-pass']);
  });

  it('reach clients that do not read the settings of npm and pip', async () => {
    const folder = makeTestFolder('mirrors');
    writeFileSync(join(folder, 'npmrc'), 'registry=https://npm.test/npm/\n//npm.test/npm/:_authToken=npm-token\n');
    const file = join(folder, 'mirrors.yaml');
    writeFileSync(file, 'npm: { npmrc_file: npmrc }\npip: { index_url: "https://pip.test/simple" }\n');
    const mirrors = await loadBuildMirrors(file, HOST);
    expect(mirrors.env).to.include({
      BUN_CONFIG_REGISTRY: 'https://npm.test/npm/',
      BUN_CONFIG_TOKEN: 'npm-token',
      COREPACK_NPM_REGISTRY: 'https://npm.test/npm',
      COREPACK_NPM_TOKEN: 'npm-token',
      UV_DEFAULT_INDEX: 'https://pip.test/simple',
    });
    expect(text(mirrors.files, '/hub/.yarnrc.yml')).to.equal(
      'npmRegistryServer: "https://npm.test/npm/"\nnpmAuthToken: "npm-token"\n',
    );
    expect(mirrors.secrets).to.include('npm-token');
  });

  it('are refused with one sentence where the file is not there or not right', async () => {
    const folder = makeTestFolder('mirrors');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'bad.yaml'), 'npm: { registri: x }');
    await expectAppError(loadBuildMirrors(join(folder, 'none.yaml'), HOST), 'config_invalid');
    await expectAppError(loadBuildMirrors(join(folder, 'bad.yaml'), HOST), 'config_invalid');
  });

  it('know hosts from URLs, without names of XML namespaces', () => {
    expect(
      collectHosts(['<a xmlns="http://names.test/1"><url>http://real.test/x</url>'], ['plain.test']),
    ).to.deep.equal([
      { host: 'real.test', port: 80 },
      { host: 'plain.test', port: null },
    ]);
  });

  it('know credentials of every client, plain and encoded', () => {
    const basic = Buffer.from('user:basic-pass').toString('base64');
    const found = collectSecrets(`//r.test/:_authToken=npm_token1
//r.test/:_auth=${basic}
https://tok3n@r.test/ https://u:p%40ss@r.test/
machine m login l password netrc-pass
token = "cargo-token"
`);
    expect(found).to.include.members([
      'npm_token1',
      basic,
      'basic-pass',
      'tok3n',
      'p%40ss',
      'p@ss',
      'netrc-pass',
      'cargo-token',
    ]);
  });
});

describe('secrets of mirrors', () => {
  const secret = 'pa"ss/wörd+1';

  it('are found in a stream wherever it is cut, and not where there is none', async () => {
    const bytes = Buffer.from(`${'x'.repeat(100)}${secret}${'y'.repeat(100)}`);
    for (let cut = 95; cut < 120; cut += 1) {
      const scan = new SecretScan([secret]);
      const passed = buffer(scan);
      scan.write(bytes.subarray(0, cut));
      scan.end(bytes.subarray(cut));
      expect((await passed).equals(bytes)).to.equal(true);
      expect(scan.hasFound).to.equal(true);
    }
    const scan = new SecretScan([secret]);
    scan.end(Buffer.from('nothing'));
    await buffer(scan);
    expect(scan.hasFound).to.equal(false);
  });

  it('are found in base64, whatever stands before and after them', async () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      for (const after of ['', 'z', 'yz', '\n']) {
        const scan = new SecretScan([secret]);
        scan.end(Buffer.from(`${before}${secret}${after}`).toString('base64'));
        await buffer(scan);
        expect(scan.hasFound, `${before}|${after}`).to.equal(true);
      }
    }
  });
});

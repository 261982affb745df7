import { expect } from 'chai';
import type { ManifestLanguage } from '../../../src/domain/manifest/manifest.ts';
import { resolveBase, type ToolchainLanguage } from '../../../src/domain/toolchains/resolve-base.ts';

const installed = (
  [
    'node 20.20.2',
    'node 24.21.0',
    'node 24.3.1',
    'python 3.7.16',
    'python 3.11.2',
    'python 3.13.0',
    'java 17.0.15',
  ] as const
).map((text) => {
  const [language = '', version = ''] = text.split(' ');
  return { language: language as ToolchainLanguage, version };
});

const choose = (language: ManifestLanguage, version: string | null) => {
  const result = resolveBase({ language, version }, installed);
  return result.ok
    ? `${result.toolchain.language} ${result.toolchain.version}${result.warning ? ' !' : ''}`
    : result.message;
};

describe('resolveBase', () => {
  it('takes the exact version where it is installed', () => {
    expect(choose('node', '24.3.1')).to.equal('node 24.3.1');
  });

  it('takes the newest version that begins with the numbers asked for', () => {
    expect(choose('python', '3.7')).to.equal('python 3.7.16');
    expect(choose('node', '24')).to.equal('node 24.21.0');
  });

  it('does not take 3.13 for 3.1', () => {
    expect(choose('python', '3.1')).to.equal('python 3.7.16 !');
  });

  it('takes the next newer one of the same major, else the newest older one, always with a warning', () => {
    expect(choose('node', '20.9.0')).to.equal('node 20.20.2 !');
    expect(choose('node', '24.4.0')).to.equal('node 24.21.0 !');
    expect(choose('node', '24.1.0')).to.equal('node 24.3.1 !');
    expect(choose('node', '24.99.0')).to.equal('node 24.21.0 !');
    expect(choose('python', '3.12')).to.equal('python 3.13.0 !');
    expect(choose('python', '3.14')).to.equal('python 3.13.0 !');
  });

  it('never takes an older one where a newer one stands beside it', () => {
    expect(choose('node', '20.99.0')).to.equal('node 24.21.0 !');
  });

  it('takes the nearest newer major with a warning', () => {
    expect(choose('node', '18')).to.equal('node 20.20.2 !');
    expect(choose('node', '22.11.0')).to.equal('node 24.21.0 !');
    expect(choose('java', '1.8')).to.equal('java 17.0.15 !');
  });

  it('takes the newest where no version is asked for', () => {
    expect(choose('node', null)).to.equal('node 24.21.0');
  });

  it('serves kotlin with java, and says that the version of kotlin is not its choice', () => {
    expect(choose('kotlin', '2.4.10')).to.equal('java 17.0.15 !');
    expect(choose('kotlin', null)).to.equal('java 17.0.15');
  });

  it('never takes an older major, and lists what there is', () => {
    expect(choose('java', '25')).to.match(/No toolchain for java 25 .*Available: java 17\.0\.15, node 20\.20\.2/);
  });

  it('says so where nothing of the language is installed', () => {
    expect(choose('dotnet', '5.0')).to.contain('No toolchain for dotnet 5.0');
    expect(resolveBase({ language: 'go', version: null }, [])).to.deep.equal({
      ok: false,
      message:
        "No toolchain for go is installed on this worker. Versions of Go are fetched by Go where builds reach GOPROXY; else install it to /usr/local/go or ~/sdk on the worker's machine; it is found without a restart. Available: nothing.",
    });
  });
});

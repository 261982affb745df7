import { expect } from 'chai';
import { parseSubmodules, resolveSubmoduleUrl } from '../../../../src/domain/source-control/submodules.ts';

describe('the submodules of a repository', () => {
  it('are read from .gitmodules with path and address, quoted or not', () => {
    const text = `# comment
[submodule "a"]
	path = libs/a
	url = ../a.git
	branch = main
[submodule "b"]
	URL = "https://git.test/b.git"
	path = "libs/b"
[submodule "no address"]
	path = libs/c
[core]
	path = x
	url = y
`;
    expect(parseSubmodules(text)).to.deep.equal([
      { path: 'libs/a', url: '../a.git' },
      { path: 'libs/b', url: 'https://git.test/b.git' },
    ]);
    expect(parseSubmodules('')).to.deep.equal([]);
  });

  it('have addresses that count from the repository where they begin with a dot', () => {
    const base = 'https://git.test/team/own.git';
    expect(resolveSubmoduleUrl('../lib.git', base)).to.equal('https://git.test/team/lib.git');
    expect(resolveSubmoduleUrl('../../other/lib.git', `${base}/`)).to.equal('https://git.test/other/lib.git');
    expect(resolveSubmoduleUrl('./lib.git', base)).to.equal('https://git.test/team/own.git/lib.git');
    expect(resolveSubmoduleUrl('git@git.test:lib.git', base)).to.equal('git@git.test:lib.git');
    expect(resolveSubmoduleUrl('../lib.git', 'no address')).to.equal('../lib.git');
  });
});

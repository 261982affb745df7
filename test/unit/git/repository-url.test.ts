import { expect } from 'chai';
import { parseRepositoryUrl } from '../../../src/adapters/git/repository-url.ts';
import { AppError } from '../../../src/errors/app-error.ts';

const messageFor = (url: string, isFileAllowed = false): string => {
  try {
    return parseRepositoryUrl(url, { isFileAllowed }).href;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).to.equal('invalid_input');
    expect(error.status).to.equal(422);
    return error.message;
  }
};

describe('repository URLs', () => {
  it('accepts https and http', () => {
    expect(messageFor('https://git.example.com/a/b.git')).to.equal('https://git.example.com/a/b.git');
    expect(messageFor('http://git.example.com:3000/a/b')).to.equal('http://git.example.com:3000/a/b');
  });

  it('refuses a user name or password in the URL, without repeating it', () => {
    for (const url of [
      'https://user:s3cret@example.com/a',
      'https://s3cret@example.com/a',
      'HTTPS://u:s3cret@example.com',
    ]) {
      expect(messageFor(url))
        .to.match(/must not contain a user name or password/)
        .and.not.include('s3cret');
    }
  });

  it('says that ssh is not spoken', () => {
    for (const url of ['ssh://git@example.com/a', 'git@example.com:a/b.git']) {
      expect(messageFor(url)).to.match(/does not fetch over ssh/);
    }
  });

  it('refuses other schemes', () => {
    for (const url of [
      'git://example.com/a',
      'ftp://example.com/a',
      'ext::sh -c id',
      'data:text/plain,x',
      'javascript:1',
    ]) {
      expect(messageFor(url), url).to.match(/must not|does not fetch over/);
    }
  });

  it('refuses what starts with "-", holds control characters or is no URL', () => {
    for (const url of [
      '--upload-pack=x',
      'https://example.com/a\nb',
      'https://exa mple.com',
      'owner/repository',
      '',
      `https://e.com/${'a'.repeat(2048)}`,
    ]) {
      expect(messageFor(url), url).to.match(/must not|is not a URL/);
    }
  });

  it('refuses a query and a fragment', () => {
    for (const url of ['https://example.com/a?x=1', 'https://example.com/a#x'])
      expect(messageFor(url)).to.match(/must not contain/);
  });

  it('accepts file:// only where the setting allows it, and only of this machine', () => {
    expect(messageFor('file:///srv/a.git')).to.match(/HUBWRIGHT_GIT_ALLOW_FILE/);
    expect(messageFor('file:///srv/a.git', true)).to.equal('file:///srv/a.git');
    expect(messageFor('file://server/a.git', true)).to.match(/not allowed/);
  });
});

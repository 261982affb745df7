import { expect } from 'chai';
import { classifyPush } from '../../../src/domain/source-control/classify-push.ts';
import { pollDelayMs } from '../../../src/domain/source-control/poll-delay.ts';
import { worstState } from '../../../src/domain/source-control/repository-status.ts';
import {
  gitHookSecret,
  hostOfUrl,
  sourceConnectionSecret,
} from '../../../src/domain/source-control/source-connection.ts';

const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];

describe('a push', () => {
  const judge = (before: string | null, after: string, head: string | null, isSuperseded = false) =>
    classifyPush({ branch: 'main', before, after }, { head, isSuperseded });

  it('of the head that is known is nothing new', () => {
    expect(judge(A, B, B)).to.equal('current');
  });

  it('from the known head on is the next, also back to an old commit', () => {
    expect(judge(A, B, A)).to.equal('next');
    expect(judge(B, A, B, true)).to.equal('next');
    expect(judge(null, B, null)).to.equal('next');
  });

  it('from another commit on leaves a gap', () => {
    expect(judge(A, C, B)).to.equal('gap');
  });

  it('that a newer one already moved on from is late', () => {
    expect(judge(A, B, C, true)).to.equal('late');
  });
});

describe('the time until the next poll', () => {
  const delay = (failureCount: number, hasWebhook = false, intervalMs = 60_000) =>
    pollDelayMs({ intervalMs, failureCount, hasWebhook });

  it('is the interval, or a quarter of an hour where webhooks arrive', () => {
    expect([delay(0), delay(0, true)]).to.deep.equal([60_000, 900_000]);
  });

  it('doubles with each failure up to an hour', () => {
    expect([delay(1), delay(2), delay(5), delay(6), delay(1000)]).to.deep.equal([
      120_000, 240_000, 1_920_000, 3_600_000, 3_600_000,
    ]);
  });

  it('is never shorter than an interval of more than an hour', () => {
    expect(delay(3, false, 7_200_000)).to.equal(7_200_000);
  });
});

describe('the state of a connection', () => {
  it('is that of its worst repository', () => {
    expect(worstState([])).to.equal('unknown');
    expect(worstState(['unknown', 'ok'])).to.equal('ok');
    expect(worstState(['ok', 'failing', 'unknown'])).to.equal('failing');
  });
});

describe('the host of a repository', () => {
  it('is what the URL connects to, without the scheme’s own port', () => {
    expect(hostOfUrl('https://GitHub.com/acme/orders.git')).to.equal('github.com');
    expect(hostOfUrl('https://git.example.com:443')).to.equal('git.example.com');
    expect(hostOfUrl('http://127.0.0.1:8123/x.git')).to.equal('127.0.0.1:8123');
    expect(hostOfUrl('https://[::1]:8123/x.git')).to.equal('[::1]:8123');
  });

  it('is none where the URL could mean another one', () => {
    for (const url of [
      'https://github.com@evil.example/x',
      'file:///x',
      'ssh://github.com/x',
      'https://',
      'github.com',
    ]) {
      expect(hostOfUrl(url), url).to.equal('');
    }
    expect(hostOfUrl('https://github.com\\@evil.example/x')).not.to.equal('github.com');
  });
});

describe('the owner of a secret', () => {
  it('is one of its kind', () => {
    expect([sourceConnectionSecret(7), gitHookSecret(7)]).to.deep.equal(['source_connection:7', 'git_hook:7']);
  });
});

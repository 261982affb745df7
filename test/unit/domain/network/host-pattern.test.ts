import { expect } from 'chai';
import {
  isHostName,
  isHostPattern,
  matchesHost,
  normaliseHostName,
} from '../../../../src/domain/network/host-pattern.ts';

describe('host names and patterns', () => {
  it('are compared in lower case, without the dot of the root', () => {
    expect(normaliseHostName('API.Example.com.')).to.equal('api.example.com');
  });

  it('are names that DNS can hold, and no addresses', () => {
    for (const name of ['a', 'localhost', 'api.example.com', '_mongodb._tcp.x.example.com', 'xn--bcher-kva.example']) {
      expect(isHostName(name), name).to.equal(true);
    }
    const bad = [
      '',
      '.',
      'a..b',
      '-a.example',
      'a-.example',
      '10.0.0.1',
      '1',
      '::1',
      'a b',
      'ä.example',
      'a/b',
      'A.example',
    ];
    for (const name of [...bad, `${'a'.repeat(64)}.example`, `${'abc.'.repeat(64)}example`]) {
      expect(isHostName(name), name).to.equal(false);
    }
  });

  it('may stand for every name below one of at least two labels', () => {
    for (const pattern of ['example.com', '*.example.com', '*.a.b.example'])
      expect(isHostPattern(pattern)).to.equal(true);
    for (const pattern of [
      '*',
      '*.',
      '*.com',
      '*example.com',
      'a.*.com',
      '*.*.example.com',
      '**.example.com',
      '*.1.2',
    ]) {
      expect(isHostPattern(pattern), pattern).to.equal(false);
    }
  });

  it('match exactly, or below a wildcard at any depth, but not its own base', () => {
    const patterns = ['example.com', '*.example.org'];
    for (const name of ['example.com', 'a.example.org', 'a.b.example.org']) {
      expect(matchesHost(patterns, name), name).to.equal(true);
    }
    for (const name of ['www.example.com', 'example.org', 'badexample.org', '.example.org', 'example.com.evil.test']) {
      expect(matchesHost(patterns, name), name).to.equal(false);
    }
    expect(matchesHost([], 'example.com')).to.equal(false);
  });
});

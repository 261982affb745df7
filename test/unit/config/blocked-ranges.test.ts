import { expect } from 'chai';
import { loadConfig } from '../../../src/config/load-config.ts';
import { AppError } from '../../../src/errors/app-error.ts';

const load = (ranges: string) =>
  loadConfig({ DATABASE_URL: 'postgres://127.0.0.1/x', HUBWRIGHT_BLOCKED_RANGES: ranges }).sandbox.blockedRanges;

describe('the setting of blocked ranges', () => {
  it('lists networks of both families, and stands aside where it is empty', () => {
    expect(load('10.0.0.0/8, fc00::/7')).to.deep.equal(['10.0.0.0/8', 'fc00::/7']);
    expect(load(' ')).to.equal(null);
  });

  it('names each entry that is no network', () => {
    for (const faulty of ['10.0.0.0', '10.0.0.0/33', '10.0.0/8', '::1/129', 'example.com/8', '10.0.0.0/8 table 200']) {
      expect(() => load(`192.168.0.0/16,${faulty}`), faulty)
        .to.throw(AppError)
        .with.property('message')
        .that.includes(`HUBWRIGHT_BLOCKED_RANGES has to list networks such as 10.0.0.0/8, not "${faulty}"`);
    }
  });
});

import { expect } from 'chai';
import {
  checkEgress,
  describeRefusedHost,
  normaliseEgress,
  OPEN_EGRESS,
} from '../../../../src/domain/network/egress.ts';
import { isWithinIPv4, parseIPv4 } from '../../../../src/domain/network/ipv4-ranges.ts';

describe('egress', () => {
  it('is open to begin with', () => {
    expect(checkEgress(OPEN_EGRESS)).to.deep.equal([]);
    expect(normaliseEgress(OPEN_EGRESS)).to.deep.equal(OPEN_EGRESS);
  });

  it('takes names as they are compared, each once', () => {
    const twice = { host: 'DB.internal.', port: 5432 };
    expect(normaliseEgress({ opened: [twice, twice], allowed: ['*.Example.com', '*.example.com'] })).to.deep.equal({
      opened: [{ host: 'db.internal', port: 5432 }],
      allowed: ['*.example.com'],
    });
  });

  it('opens exact names and IPv4 addresses that are not closed for good', () => {
    const open = (host: string) => checkEgress({ opened: [{ host, port: null }], allowed: [] });
    for (const host of ['db.internal', 'localhost', '10.0.0.1', '100.64.1.1', '8.8.8.8']) {
      expect(open(host), host).to.deep.equal([]);
    }
    for (const host of [
      '169.254.1.1',
      '127.0.0.1',
      '0.0.0.0',
      '::1',
      'a:1',
      '*.a.b',
      '010.0.0.1',
      '10.1',
      '1.2.3.256',
      '',
    ]) {
      expect(open(host), host).to.have.lengthOf(1);
    }
  });

  it('names refused hosts in the log until it is enough', () => {
    const line = (count: number, reason: 'not-allowed' | 'blocked-address' = 'not-allowed') =>
      describeRefusedHost({ host: 'a.test', reason }, count);
    expect(line(1)).to.match(/^a\.test was refused: it is not on the egress list/);
    expect(line(20, 'blocked-address')).to.match(/^a\.test was refused: its address is private/);
    expect(line(21)).to.match(/^More hosts/);
    expect(line(22)).to.equal(null);
  });
});

describe('IPv4 ranges', () => {
  it('hold their first and last address', () => {
    const inside = (address: string): boolean => isWithinIPv4(parseIPv4(address) ?? -1, ['10.0.0.0/8', '1.2.3.4']);
    for (const address of ['10.0.0.0', '10.255.255.255', '1.2.3.4']) expect(inside(address), address).to.equal(true);
    for (const address of ['9.255.255.255', '11.0.0.0', '1.2.3.5']) expect(inside(address), address).to.equal(false);
    expect(isWithinIPv4(1, ['fe80::/10'])).to.equal(false);
  });
});

import { expect } from 'chai';
import { type AddressRules, createAddressGuard } from '../../../src/base/http/address-guard.ts';
import { RequestError } from '../../../src/base/http/request-error.ts';

const ask = async (hostname: string, port = 443, rules: Partial<AddressRules> = {}): Promise<string> => {
  try {
    const guard = createAddressGuard({ allowedHosts: [], allowedHostsSetting: 'THE_SETTING', ownPorts: [], ...rules });
    return (await guard.checkedAddresses(hostname, port)).map((one) => one.address).join(' ');
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.kind;
  }
};

describe('the address guard', () => {
  const refused = 'refused';

  for (const address of [
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[::7f00:1]',
    '[fe80::1]',
    '[fd00::1]',
    '[ff02::1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:db8::1]',
  ]) {
    it(`refuses ${address}`, async () => expect(await ask(address)).to.equal(refused));
  }

  it('lets public addresses through', async () => {
    expect(await ask('8.8.8.8')).to.equal('8.8.8.8');
    expect(await ask('[2606:4700::1111]')).to.equal('2606:4700::1111');
  });

  it('refuses a name that resolves to a private address, and keeps only the public ones of a mixed answer', async () => {
    const resolveHost = async () => [
      { address: '10.1.2.3', family: 4 as const },
      { address: '8.8.8.8', family: 4 as const },
    ];
    expect(await ask('mixed.example', 443, { resolveHost })).to.equal('8.8.8.8');
    expect(await ask('localhost')).to.equal(refused);
  });

  it('lets allowed hosts be private, with their port where one is named', async () => {
    expect(await ask('127.0.0.1', 3000, { allowedHosts: ['127.0.0.1'] })).to.equal('127.0.0.1');
    expect(await ask('127.0.0.1', 3000, { allowedHosts: ['127.0.0.1:3000'] })).to.equal('127.0.0.1');
    expect(await ask('127.0.0.1', 3001, { allowedHosts: ['127.0.0.1:3000'] })).to.equal(refused);
    expect(await ask('[::1]', 3001, { allowedHosts: ['::1'] })).to.equal('::1');
    expect(await ask('[::1]', 3001, { allowedHosts: ['[::1]:3001'] })).to.equal('::1');
    expect(
      await ask('LOCALHOST.', 3001, {
        allowedHosts: ['localhost'],
        resolveHost: async () => [{ address: '::1', family: 6 }],
      }),
    ).to.equal('::1');
  });

  it('refuses the own ports even of allowed hosts, by every address of this machine', async () => {
    for (const host of ['127.0.0.1', '127.0.0.2', '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]', 'localhost']) {
      expect(await ask(host, 8080, { allowedHosts: [host], ownPorts: [8080] }), host).to.equal(refused);
      expect(await ask(host, 8081, { allowedHosts: [host], ownPorts: [8080] }), host).to.not.equal(refused);
    }
  });

  it('leaves the same port of another machine alone', async () => {
    expect(await ask('8.8.8.8', 8080, { ownPorts: [8080] })).to.equal('8.8.8.8');
  });

  it('says that a name does not resolve', async () => {
    expect(await ask('nowhere.invalid')).to.equal('dns');
  });
});

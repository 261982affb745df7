import { expect } from 'chai';
import { hostsInText } from '../../../../src/domain/network/hosts-in-text.ts';

describe('the hosts in what a client says', () => {
  it('are those of URLs and of messages about connections, last first, each once', () => {
    const text = `GET https://a.test/x\nHTTPSConnectionPool(host='b.test', port=443): Max retries
dial tcp 10.1.2.3:8443: connect: no route to host\nsee http://user:pass@A.test:81/y`;
    expect(hostsInText(text)).to.deep.equal([
      { host: 'a.test', port: 443 },
      { host: '10.1.2.3', port: 8443 },
      { host: 'b.test', port: 443 },
    ]);
  });

  it('are five at most, and nothing without a dot', () => {
    expect(hostsInText('https://localhost/ https://.../')).to.deep.equal([]);
    expect(hostsInText(Array.from({ length: 9 }, (_, index) => `https://h${index}.test/`).join(' '))).to.have.length(5);
  });
});

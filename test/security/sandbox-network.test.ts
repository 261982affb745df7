import { expect } from 'chai';
import { STARTERS, type Starter } from './open-driver.ts';
import { ORDINARY_UID, TwoNetworks } from './two-networks.ts';

const HUB_OWN = '11.22.33.1';
const HUB_OWN_6 = 'fd22::1';
const OUTSIDE = '11.22.33.2';
const MOVED = '11.22.33.77';
const METADATA = '168.63.129.16';
const BLOCKED = [
  '10.99.0.2',
  '172.20.0.2',
  '192.168.99.2',
  '100.64.9.2',
  '169.254.169.254',
  '198.18.0.2',
  '203.0.113.2',
];
/** A public one, unique local ones, a cloud's metadata service. */
const BY_IPV6 = ['fd22::2', '2a00::2', 'fd99::2', 'fd00:ec2::254'];
const OPENED = '10.99.0.2';

const mapped = (address: string): string => `::ffff:${address}`;
const HUB_ADDRESSES = [HUB_OWN, mapped(HUB_OWN), HUB_OWN_6, '127.0.0.1', '127.0.0.53', '::1'];

interface Answer {
  readonly outside: readonly string[];
  readonly plain: readonly string[];
  readonly opened: readonly string[];
  readonly otherPort: readonly string[];
  readonly bound: readonly string[];
  readonly moved: { readonly before: readonly string[]; readonly after: readonly string[] };
}

describe('the network of a sandbox', () => {
  let networks: TwoNetworks;
  let peerPort: number;

  before(async function () {
    if (process.getuid?.() !== 0) return this.skip();
    networks = await TwoNetworks.make([HUB_OWN, HUB_OWN_6], [OUTSIDE, MOVED, METADATA, ...BLOCKED, ...BY_IPV6]);
    peerPort = Number(await networks.startPeer('test/security/peer-main.ts', { names: {} }).next());
  });

  after(() => networks?.close());

  for (const starter of STARTERS) {
    describe(starter.title, () => {
      let answer: Answer;
      before(async function () {
        this.timeout(120_000);
        answer = await probe(starter);
      });

      it('has much to be kept from: this host reaches all of it', () => {
        expect(answer.outside).to.include.members([
          ...[OUTSIDE, METADATA, ...BLOCKED, ...BY_IPV6, ...BLOCKED.map(mapped)].map((host) => `${host} peer`),
          ...HUB_ADDRESSES.map((host) => `${host} hub`),
        ]);
      });

      it('reaches the outside', () => expect(answer.plain).to.deep.equal([`${OUTSIDE} peer`]));

      it('reaches no blocked range and no address of this host or of metadata services, but what was opened', () => {
        expect(answer.opened.toSorted()).to.deep.equal([`${OPENED} peer`, `${OUTSIDE} peer`, `::ffff:${OPENED} peer`]);
      });

      it('reaches no more by a socket that is bound to the device', () => {
        expect(answer.bound).to.deep.equal([`${OUTSIDE} peer`]);
      });

      it('opens the named port alone', () => expect(answer.otherPort).to.deep.equal([]));

      it('closes an address that becomes one of this host, also where it was opened', () => {
        expect(answer.moved).to.deep.equal({ before: [`${MOVED} peer`], after: [] });
      });
    });
  }

  /** With a resolver on this host's loopback, which slirp4netns would hand connections on to. */
  async function probe({ driver, isRoot }: Starter): Promise<Answer> {
    const layout = {
      driver,
      peerAddresses: [OUTSIDE, METADATA, ...BLOCKED, ...BLOCKED.map(mapped), ...BY_IPV6],
      hubAddresses: [...HUB_ADDRESSES, '10.0.2.2', '10.0.2.3', '10.0.2.9'],
      ...{ peerPort, opened: OPENED, moved: MOVED, metadata: [METADATA, '169.254.169.254'] },
    };
    const hub = networks.startHub(
      'test/security/network-probe-main.ts',
      layout,
      isRoot ? 0 : ORDINARY_UID,
      '127.0.0.1',
    );
    expect(await hub.next()).to.equal('move');
    await networks.inPeer(`ip addr del ${MOVED}/24 dev side`);
    await networks.inHub(`ip addr add ${MOVED}/24 dev side`);
    hub.tell('moved');
    const answer = JSON.parse(await hub.next()) as Answer;
    await hub.exit;
    await networks.inHub(`ip addr del ${MOVED}/24 dev side`);
    await networks.inPeer(`ip addr add ${MOVED}/24 dev side`);
    return answer;
  }
});

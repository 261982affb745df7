import { expect } from 'chai';
import type { RefusedHost, SandboxInternet } from '../../src/adapters/sandbox/sandbox.ts';
import { STARTERS } from './open-driver.ts';
import { ORDINARY_UID, TwoNetworks } from './two-networks.ts';

const HUB_OWN = '11.22.33.1';
const NAME_SERVER = '11.22.33.2';
const PUBLIC = ['11.22.33.3', '11.22.33.4', '11.22.33.5', '11.22.33.6'] as const;
const PRIVATE = ['10.99.0.2', '10.99.0.3', '10.99.0.4'] as const;
const METADATA = '169.254.169.254';

const at = (...addresses: readonly string[]): readonly (readonly ['A', string])[] =>
  addresses.map((address) => ['A', address] as const);

const NAMES = {
  'allowed.test': [at(PUBLIC[0])],
  'other.test': [at(PUBLIC[3])],
  'alias.wild.test': [[['CNAME', 'canonical.elsewhere.test']]],
  'canonical.elsewhere.test': [at(PUBLIC[1])],
  'changing.wild.test': [at(PUBLIC[1]), at(PUBLIC[2])],
  'rebinding.wild.test': [at(PUBLIC[1]), at(PRIVATE[0])],
  'private.wild.test': [at(PRIVATE[0])],
  'aliased-private.wild.test': [[['CNAME', 'private.wild.test']]],
  'hub.wild.test': [at(HUB_OWN)],
  'metadata.wild.test': [at(METADATA)],
  'both.wild.test': [at(PRIVATE[0], PUBLIC[2])],
  'six.wild.test': [[['AAAA', '2a00::1']]],
  'text.wild.test': [[['TXT', 't'.repeat(200)], ...Array.from({ length: 5 }, () => ['TXT', 'u'.repeat(200)])]],
  'database.test': [at(PRIVATE[0], PRIVATE[1])],
  'moving.test': [at(PRIVATE[1]), at(PRIVATE[2])],
  'opened-hub.test': [at(HUB_OWN)],
  'opened-metadata.test': [at(METADATA)],
} as const;

interface Probed {
  readonly steps: readonly string[];
  readonly refused: readonly RefusedHost[];
}

type Step = readonly string[];

describe('egress of a sandbox', () => {
  let networks: TwoNetworks;
  let port: string;
  let otherPort: string;

  before(async function () {
    if (process.getuid?.() !== 0) return this.skip();
    networks = await TwoNetworks.make([HUB_OWN], [NAME_SERVER, ...PUBLIC, ...PRIVATE, METADATA]);
    otherPort = await networks.startPeer('test/security/peer-main.ts', { names: {}, isNameServer: false }).next();
  });

  after(() => networks?.close());

  for (const { title, driver, isRoot } of STARTERS) {
    describe(title, () => {
      let answers: Readonly<Record<string, Probed>>;
      const gave = (name: string): Probed => answers[name] ?? { steps: [], refused: [] };

      before(async function () {
        this.timeout(120_000);
        const peer = networks.startPeer('test/security/peer-main.ts', { names: NAMES });
        port = await peer.next();
        const hub = networks.startHub(
          'test/security/egress-probe-main.ts',
          { driver, sandboxes: probes() },
          isRoot ? 0 : ORDINARY_UID,
          NAME_SERVER,
        );
        answers = JSON.parse(await hub.next()) as Record<string, Probed>;
        await hub.exit;
        await peer.end();
      });

      describe('narrowed to names', () => {
        it('reaches an address only after the allowed name was answered with it', () => {
          expect(gave('narrowed').steps).to.deep.equal([
            'ENETUNREACH',
            `peer ${PUBLIC[0]}`,
            'ENETUNREACH',
            'ENOTFOUND',
            'ENOTFOUND',
          ]);
        });

        it('tells of the refused name once', () => {
          expect(gave('narrowed').refused).to.deep.equal([{ host: 'other.test', reason: 'not-allowed' }]);
        });

        it('tells of a bounded number', () => expect(gave('asking').refused).to.have.lengthOf(21));

        it('follows aliases and changing addresses of names below a wildcard', () => {
          expect(gave('wildcard').steps).to.deep.equal([
            `peer ${PUBLIC[1]}`,
            `peer ${PUBLIC[1]}`,
            `peer ${PUBLIC[2]}`,
            `peer ${PUBLIC[2]}`,
          ]);
        });

        it('refuses answers in blocked ranges, of this host and of metadata services, also by rebinding and alias', () => {
          const { steps, refused } = gave('rebinding');
          expect(steps).to.deep.equal([
            `peer ${PUBLIC[1]}`,
            ...['ENOTFOUND', 'ENOTFOUND', 'ENOTFOUND', 'ENOTFOUND', 'ENOTFOUND', 'EINVAL'],
          ]);
          const hosts = ['rebinding', 'private', 'aliased-private', 'hub', 'metadata'].map(
            (name) => `${name}.wild.test`,
          );
          expect(refused).to.deep.equal(hosts.map((host) => ({ host, reason: 'blocked-address' })));
        });

        it('follows a redirect to an allowed host alone', () => {
          expect(gave('redirects').steps).to.deep.equal([
            `200 peer ${PUBLIC[1]}`,
            'EINVAL',
            'ENOTFOUND',
            'ENETUNREACH',
          ]);
        });

        it('has no IPv6, neither by name nor by address', () => {
          expect(gave('six').steps[0]).to.be.oneOf(['ENODATA', 'ENOTFOUND']);
          expect(gave('six').steps[1]).to.be.oneOf(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);
        });

        it('answers long records over TCP, and after a flood', () => {
          expect(gave('floods').steps).to.deep.equal(['200', 'sent', `peer ${PUBLIC[0]}`]);
        });

        it('reaches no other name server', () => {
          expect(gave('asking').steps.slice(1)).to.not.include(PUBLIC[3]);
        });

        it('reaches no more by a socket that is bound to the device', () => {
          expect(gave('bound').steps).to.deep.equal([`${PUBLIC[0]} peer\n`, 'nothing', 'nothing']);
        });

        it('may have nothing but what was opened', () => {
          expect(gave('nothing').steps).to.deep.equal([`peer ${PRIVATE[0]}`, 'ENOTFOUND', 'ENETUNREACH']);
        });
      });

      describe('with opened hosts', () => {
        it('reaches an opened private host on its port only', () => {
          const [named, byAddress, otherPortOf, other, outside] = gave('opened').steps;
          expect(named).to.be.oneOf([`peer ${PRIVATE[0]}`, `peer ${PRIVATE[1]}`]);
          expect(byAddress).to.equal(`peer ${PRIVATE[1]}`);
          expect(otherPortOf).to.equal('EINVAL');
          expect(other).to.equal('EINVAL');
          expect(outside, 'and everything public as ever').to.equal(`peer ${PUBLIC[3]}`);
        });

        it('follows the address of an opened host while it changes', () => {
          const [first, second] = gave('moving').steps;
          expect([first, second]).to.deep.equal([`peer ${PRIVATE[1]}`, `peer ${PRIVATE[2]}`]);
        });

        it('never opens this host or a metadata service', () => {
          expect(gave('closed').steps).to.deep.equal(['ENOTFOUND', 'ENOTFOUND', 'EINVAL', 'EINVAL']);
        });
      });
    });
  }

  function probes(): Record<string, { readonly network: SandboxInternet; readonly steps: readonly Step[] }> {
    const connect = (host: string, to = port): Step => ['connect', host, to];
    const narrowed = (allowedHosts: readonly string[], openHosts: SandboxInternet['openHosts'] = []) =>
      ({ kind: 'internet', openHosts, allowedHosts }) as const;
    const open = (...hosts: readonly string[]) =>
      ({ kind: 'internet', openHosts: hosts.map((host) => ({ host, port: Number(port) })) }) as const;
    const named = (...names: readonly string[]): Step[] => names.map((name) => connect(`${name}.wild.test`));
    return {
      narrowed: {
        network: narrowed(['allowed.test']),
        steps: [
          connect(PUBLIC[0]),
          connect('ALLOWED.test.'),
          connect(PUBLIC[3]),
          connect('other.test'),
          connect('other.test'),
        ],
      },
      wildcard: {
        network: narrowed(['*.wild.test']),
        steps: named('alias', 'changing', 'changing', 'both'),
      },
      rebinding: {
        network: narrowed(['*.wild.test']),
        steps: [
          ...named('rebinding', 'rebinding', 'private', 'aliased-private', 'hub', 'metadata'),
          connect(PRIVATE[0]),
        ],
      },
      redirects: {
        network: narrowed(['allowed.test', 'alias.wild.test']),
        steps: ['http://alias.wild.test', `http://${PRIVATE[0]}`, 'http://other.test', `http://${PUBLIC[3]}`].map(
          (to) => ['fetch', `http://allowed.test:${port}/to/${to}:${port}/`],
        ),
      },
      six: { network: narrowed(['*.wild.test']), steps: [connect('six.wild.test'), connect('2a00::1')] },
      floods: {
        network: narrowed(['*.wild.test', 'allowed.test']),
        steps: [['text', 'text.wild.test'], ['flood'], connect('allowed.test')],
      },
      asking: {
        network: narrowed(['allowed.test']),
        steps: [['many'], ...['10.0.2.3', NAME_SERVER, '127.0.0.53'].map((server) => ['ask', server, 'other.test'])],
      },
      bound: {
        network: narrowed(['allowed.test']),
        steps: [
          ['bound', 'allowed.test', port],
          ['bound', PUBLIC[3], port],
          ['bound', '10.0.2.3', '53'],
        ],
      },
      nothing: {
        network: narrowed([], [{ host: PRIVATE[0], port: Number(port) }]),
        steps: [connect(PRIVATE[0]), connect('allowed.test'), connect(PUBLIC[0])],
      },
      opened: {
        network: open('database.test'),
        steps: [
          connect('database.test'),
          connect(PRIVATE[1]),
          connect('database.test', otherPort),
          connect(PRIVATE[2]),
          connect('other.test'),
        ],
      },
      moving: { network: open('moving.test'), steps: [connect('moving.test'), connect('moving.test')] },
      closed: {
        network: open('opened-hub.test', 'opened-metadata.test', HUB_OWN, METADATA),
        steps: [connect('opened-hub.test'), connect('opened-metadata.test'), connect(HUB_OWN), connect(METADATA)],
      },
    };
  }
});

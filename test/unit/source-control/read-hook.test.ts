import { expect } from 'chai';
import { verifyHook } from '../../../src/adapters/git-hooks/verify-hook.ts';
import { HOOK_PROVIDERS, type HookDelivery, type HookProvider } from '../../../src/domain/source-control/push-event.ts';
import { deliveryId, detectHookProvider, readHook } from '../../../src/domain/source-control/read-hook.ts';
import { githubPing, PUSH_DELIVERIES, type TestDelivery } from '../../support/hook-deliveries.ts';
import { randomSha, type TestPush } from '../../support/test-push.ts';

const SECRET = 'the secret of this webhook';
const lower = (headers: TestDelivery['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
const received = (provider: HookProvider, { headers, body }: TestDelivery): HookDelivery => ({
  provider,
  headers: lower(headers),
  payload: JSON.parse(body),
});

describe('the deliveries of git hosts', () => {
  for (const provider of HOOK_PROVIDERS) {
    const deliver = (push: Partial<TestPush> = {}): TestDelivery =>
      PUSH_DELIVERIES[provider]({ branch: 'main', before: randomSha(), after: randomSha(), ...push }, SECRET);
    const isVerified = (delivery: TestDelivery, secret = SECRET): boolean =>
      verifyHook({ provider, headers: lower(delivery.headers), body: Buffer.from(delivery.body), secret });

    describe(provider, () => {
      it('is known by its headers', () => {
        expect(detectHookProvider(lower(deliver().headers))).to.equal(provider);
      });

      it('tells a push with branch, old and new head', () => {
        const [before, after] = [randomSha(), randomSha()];
        const updates = [{ branch: 'feature/x', before, after }];
        const event = readHook(received(provider, deliver({ branch: 'feature/x', before, after })));
        expect(event).to.deep.equal({ kind: 'push', updates });
      });

      it('tells a new branch as one without an old head', () => {
        const after = randomSha();
        const event = readHook(received(provider, deliver({ before: null, after })));
        expect(event).to.deep.equal({ kind: 'push', updates: [{ branch: 'main', before: null, after }] });
      });

      it('tells nothing of tags and deleted branches', () => {
        for (const push of [{ isTag: true }, { after: null }]) {
          expect(readHook(received(provider, deliver(push))).kind).to.equal('ignored');
        }
      });

      it('tells the head of many commits, and where a forced push went back to', () => {
        for (const push of [{ commitCount: 3_000 }, { isForced: true }]) {
          const [before, after] = [randomSha(), randomSha()];
          const event = readHook(received(provider, deliver({ before, after, ...push })));
          expect(event).to.deep.equal({ kind: 'push', updates: [{ branch: 'main', before, after }] });
        }
      });

      it('has an id of its own for each delivery', () => {
        const ids = [deliver(), deliver()].map((one) => deliveryId(received(provider, one)));
        expect(new Set(ids).size).to.equal(2);
        expect(ids).not.to.include(null);
      });

      it('is verified by its proof, and by no other secret, none or part of it', () => {
        expect(isVerified(deliver())).to.equal(true);
        expect(isVerified(deliver(), `${SECRET}x`)).to.equal(false);
        const delivery = deliver();
        const names = ['x-hub-signature', 'x-hub-signature-256', 'x-gitlab-token', 'authorization'];
        for (const change of [() => undefined, (proof: string) => proof.slice(0, -1), () => '']) {
          const headers = Object.entries(lower(delivery.headers)).flatMap(([name, value]) => {
            const changed = names.includes(name) ? change(value) : value;
            return changed === undefined ? [] : [[name, changed]];
          });
          expect(isVerified({ ...delivery, headers: Object.fromEntries(headers) })).to.equal(false);
        }
      });
    });
  }

  for (const provider of ['github', 'bitbucket_cloud', 'bitbucket_server'] as const) {
    it(`of ${provider} are refused when a byte of the body changed`, () => {
      const push = { branch: 'main', before: null, after: randomSha() };
      const { headers, body } = PUSH_DELIVERIES[provider](push, SECRET);
      const tampered = Buffer.from(body.replace(push.after, randomSha()));
      expect(verifyHook({ provider, headers: lower(headers), body: tampered, secret: SECRET })).to.equal(false);
    });
  }

  for (const provider of ['bitbucket_cloud', 'bitbucket_server', 'azure_devops'] as const) {
    it(`of ${provider} tell each branch of a push, and neither its tags nor what it deleted`, () => {
      const [first, second] = [
        { branch: 'other', before: randomSha(), after: randomSha() },
        { branch: 'main', before: null, after: randomSha() },
      ];
      const others = [{ branch: 'v1', before: null, after: randomSha(), isTag: true }, first];
      const gone = { branch: 'old', before: randomSha(), after: null };
      const delivery = PUSH_DELIVERIES[provider]({ ...second, others: [...others, gone] }, SECRET);
      expect(readHook(received(provider, delivery))).to.deep.equal({ kind: 'push', updates: [first, second] });
    });
  }

  it('of Azure DevOps without the details of the resource are ignored: its hook has to send all of them', () => {
    const payload = { subscriptionId: 'x', eventType: 'git.push', resource: { url: 'https://dev.azure.com/acme' } };
    expect(readHook({ provider: 'azure_devops', headers: {}, payload })).to.deep.include({ reason: 'no_branch' });
  });

  it('that test a webhook are pings', () => {
    expect(readHook(received('github', githubPing(SECRET))).kind).to.equal('ping');
    const headers = { 'x-event-key': 'diagnostics:ping' };
    expect(readHook({ provider: 'bitbucket_server', headers, payload: { test: true } }).kind).to.equal('ping');
    const sample = { subscriptionId: '00000000-0000-0000-0000-000000000000', eventType: 'git.push' };
    expect(readHook({ provider: 'azure_devops', headers: {}, payload: sample }).kind).to.equal('ping');
  });

  it('of other events, of nothing and of nonsense are ignored', () => {
    const headers = { 'x-github-event': 'issues', 'x-event-key': 'pullrequest:created' };
    for (const provider of HOOK_PROVIDERS) {
      for (const payload of [null, 'text', [], {}, { push: { changes: 7 } }, { resource: { refUpdates: [null] } }]) {
        expect(readHook({ provider, headers, payload }).kind, provider).to.equal('ignored');
      }
    }
  });

  it('with a head that is no commit are ignored', () => {
    for (const after of ['x', '0'.repeat(40), 'A'.repeat(40), `${randomSha()}\n`, 7]) {
      const payload = { ref: 'refs/heads/main', before: randomSha(), after };
      expect(readHook({ provider: 'github', headers: { 'x-github-event': 'push' }, payload }).kind).to.equal('ignored');
    }
  });

  it('without headers that a git host sends come from none, and may have no id', () => {
    expect(detectHookProvider({})).to.equal(null);
    for (const provider of HOOK_PROVIDERS) {
      expect(deliveryId({ provider, headers: {}, payload: {} })).to.equal(null);
    }
  });

  it('of a provider that say another event are ignored, whatever they hold', () => {
    for (const [provider, headers, payload] of [
      ['github', { 'x-github-event': 'push' }, {}],
      ['bitbucket_cloud', { 'x-event-key': 'repo:push' }, { push: { changes: [{ new: null }, 7] } }],
      ['bitbucket_cloud', { 'x-event-key': 'repo:push' }, { push: 7 }],
      ['bitbucket_server', { 'x-event-key': 'repo:refs_changed' }, { changes: [{ type: 'DELETE' }, null] }],
      ['azure_devops', {}, { eventType: 'git.push', resource: { refUpdates: [{}] } }],
      ['azure_devops', {}, { eventType: 'workitem.created' }],
    ] as const) {
      expect(readHook({ provider, headers, payload }).kind, provider).to.equal('ignored');
    }
  });
});

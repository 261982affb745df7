import { expect } from 'chai';
import { HOOK_PROVIDERS } from '../../../src/domain/source-control/push-event.ts';
import { useApi } from '../../support/api.ts';
import { githubPing, PUSH_DELIVERIES, sign, type TestDelivery } from '../../support/hook-deliveries.ts';
import { insertIntegration } from '../../support/hub-objects.ts';
import { randomSha, type TestPush } from '../../support/test-push.ts';

interface Hook {
  readonly integrationId: number;
  readonly path: string;
  readonly secret: string;
}

interface Release {
  readonly id: number;
  readonly number: number;
  readonly is_tracking: boolean;
  readonly requested_ref: { readonly kind: string; readonly name: string };
  readonly requested_by: string;
}

describe('webhooks of git hosts', () => {
  const api = useApi();

  const makeHook = async (): Promise<Hook> => {
    const integrationId = await insertIntegration(api.db);
    const { status, body } = await api.call('POST', `/v2/integrations/${integrationId}/webhook`);
    expect(status).to.equal(201);
    expect(body.url).to.match(/^https:\/\/hub\.example\.com\/base\/hooks\/git\/[\w-]{43}$/);
    return { integrationId, path: body.url.replace('https://hub.example.com/base', ''), secret: body.secret };
  };
  const deliver = (hook: Hook, { headers, body }: TestDelivery) =>
    api.call('POST', hook.path, { key: null, rawBody: body, headers });
  const releases = (hook: Hook): Promise<Release[]> =>
    api.db.query<Release>('select * from releases where integration_id = $1 order by number', [hook.integrationId]);
  const pushed = async (hook: Hook): Promise<string[]> => (await releases(hook)).map((one) => one.requested_ref.name);
  const push = (before: string | null, after: string, more: Partial<TestPush> = {}): TestPush => ({
    ...{ branch: 'main', before, after },
    ...more,
  });

  for (const provider of HOOK_PROVIDERS) {
    describe(`from ${provider}`, () => {
      const make = PUSH_DELIVERIES[provider];

      it('make a release of the pushed commit', async () => {
        const hook = await makeHook();
        const after = randomSha();
        const answer = await deliver(hook, make(push(randomSha(), after), hook.secret));
        const [release] = await releases(hook);
        expect([answer.status, answer.body]).to.deep.equal([
          200,
          { outcome: 'released', reason: null, release_id: release?.id },
        ]);
        expect(release).to.deep.include({
          ...{ number: 1, state: 'queued', branch: 'main', is_tracking: true, commit_sha: null },
          ...{ requested_ref: { kind: 'commit', name: after }, requested_by: `webhook:${provider}` },
        });
      });

      it('are refused when they prove nothing, and leave nothing behind', async () => {
        const hook = await makeHook();
        const good = make(push(null, randomSha()), hook.secret);
        const proofs = ['X-Hub-Signature-256', 'X-Hub-Signature', 'X-Gitlab-Token', 'Authorization'];
        const without = Object.fromEntries(Object.entries(good.headers).filter(([name]) => !proofs.includes(name)));
        const forged = make(push(null, randomSha()), 'another secret');
        for (const delivery of [forged, { ...good, headers: without }]) {
          const answer = await deliver(hook, delivery);
          expect([answer.status, answer.body.code]).to.deep.equal([401, 'webhook_unverified']);
        }
        if (/github|bitbucket/.test(provider)) {
          expect((await deliver(hook, { ...good, body: `${good.body} ` })).status).to.equal(401);
        }
        expect(await releases(hook)).to.deep.equal([]);
      });

      it('of other branches, tags and deletions make none', async () => {
        const hook = await makeHook();
        const others = [
          push(null, randomSha(), { branch: 'develop' }),
          push(null, randomSha(), { branch: 'refs/heads/main' }),
          push(null, randomSha(), { isTag: true }),
          { branch: 'main', before: randomSha(), after: null },
        ];
        for (const other of others) {
          const answer = await deliver(hook, make(other, hook.secret));
          expect([answer.status, answer.body.outcome]).to.deep.equal([200, 'ignored']);
        }
        expect(await releases(hook)).to.deep.equal([]);
      });

      it('count once however often they are delivered, also at once and after later pushes', async () => {
        const hook = await makeHook();
        const [first, second] = [randomSha(), randomSha()];
        const one = make(push(null, first), hook.secret);
        const two = make(push(first, second), hook.secret);
        await Promise.all([1, 2, 3, 4].map(() => deliver(hook, one)));
        await deliver(hook, two);
        for (const replayed of [one, two, one]) {
          const answer = await deliver(hook, replayed);
          expect(answer.body.outcome).to.equal('ignored');
        }
        expect(await pushed(hook)).to.deep.equal([first, second]);
      });

      it('that tell the present head again make no release', async () => {
        const hook = await makeHook();
        const [before, after] = [randomSha(), randomSha()];
        await deliver(hook, make(push(before, after), hook.secret));
        const again = await deliver(hook, make(push(randomSha(), after), hook.secret));
        expect(again.body).to.include({ outcome: 'ignored', reason: 'current_head' });
        expect(await pushed(hook)).to.deep.equal([after]);
      });
    });
  }

  const { github, gitlab } = PUSH_DELIVERIES;

  it('make one release for each head of a burst, also one forced back to an old commit', async () => {
    const hook = await makeHook();
    const [a, b, c] = [randomSha(), randomSha(), randomSha()];
    for (const [before, after] of [
      ...[
        [null, a],
        [a, b],
        [b, c],
        [c, a],
      ],
    ] as [string | null, string][]) {
      await deliver(hook, github(push(before, after), hook.secret));
    }
    expect(await pushed(hook)).to.deep.equal([a, b, c, a]);
    expect((await releases(hook)).map((one) => one.is_tracking)).to.deep.equal([true, true, true, true]);
  });

  it('that arrive after a newer push are built, and move nobody', async () => {
    const hook = await makeHook();
    const [a, b, c] = [randomSha(), randomSha(), randomSha()];
    await deliver(hook, github(push(null, a), hook.secret));
    await deliver(hook, github(push(b, c), hook.secret));
    await deliver(hook, github(push(a, b), hook.secret));
    const made = (await releases(hook)).map((one) => [one.requested_ref.name, one.is_tracking]);
    expect(made).to.deep.equal([
      [a, true],
      [c, true],
      [b, false],
    ]);
    const [watch] = await api.db.query<{ head_sha: string; is_due: boolean }>(
      'select head_sha, next_poll_at <= now() as is_due from repository_watches where integration_id = $1',
      [hook.integrationId],
    );
    expect(watch).to.deep.equal({ head_sha: c, is_due: true });
  });

  it('are not believed twice: with another delivery id the same body makes no release, but a poll is due', async () => {
    const hook = await makeHook();
    const [a, b] = [randomSha(), randomSha()];
    const first = github(push(null, a), hook.secret);
    await deliver(hook, first);
    await deliver(hook, github(push(a, b), hook.secret));
    await api.db.query(
      `update repository_watches set next_poll_at = now() + interval '1 hour' where integration_id = $1`,
      [hook.integrationId],
    );
    const replay = { ...first, headers: { ...first.headers, 'X-GitHub-Delivery': 'one of my own' } };
    expect((await deliver(hook, replay)).body).to.include({ outcome: 'ignored', reason: 'duplicate' });
    expect(await pushed(hook)).to.deep.equal([a, b]);
    const [watch] = await api.db.query<{ is_due: boolean }>(
      'select next_poll_at <= now() as is_due from repository_watches where integration_id = $1',
      [hook.integrationId],
    );
    expect(watch?.is_due).to.equal(true);
  });

  it('are taken as a form too', async () => {
    const hook = await makeHook();
    const after = randomSha();
    const { headers, body } = github(push(null, after), hook.secret);
    const form = new URLSearchParams({ payload: body }).toString();
    const signed = { ...headers, 'X-Hub-Signature-256': sign(form, hook.secret) };
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    await deliver(hook, { body: form, headers: { ...signed, ...type } });
    expect(await pushed(hook)).to.deep.equal([after]);
  });

  it('answer pings', async () => {
    const hook = await makeHook();
    const bare = { body: '{"test":true}', headers: { 'X-Event-Key': 'diagnostics:ping' } };
    for (const ping of [githubPing(hook.secret), bare]) {
      expect((await deliver(hook, ping)).body.outcome).to.equal('pong');
    }
    expect((await deliver(hook, githubPing('wrong'))).status).to.equal(401);
    const forged = { ...bare, headers: { ...bare.headers, 'X-Hub-Signature': sign(bare.body, 'wrong') } };
    expect((await deliver(hook, forged)).status).to.equal(401);
  });

  it('stop at an address that was rotated, of an archived integration, and at one that never was', async () => {
    const hook = await makeHook();
    const delivery = gitlab(push(null, randomSha()), hook.secret);
    const rotated = await api.call('POST', `/v2/integrations/${hook.integrationId}/webhook`);
    expect((await deliver(hook, delivery)).status).to.equal(404);
    const path = rotated.body.url.replace('https://hub.example.com/base', '');
    expect((await deliver({ ...hook, path }, delivery)).status).to.equal(401);
    await api.db.query('update integrations set archived_at = now() where id = $1', [hook.integrationId]);
    const fresh = gitlab(push(null, randomSha()), rotated.body.secret);
    expect((await deliver({ ...hook, path }, fresh)).status).to.equal(404);
    expect((await deliver({ ...hook, path: '/hooks/git/nothing' }, fresh)).status).to.equal(404);
  });

  it('of more than 1 MiB, of no JSON and of an unknown host are refused or ignored', async () => {
    const hook = await makeHook();
    const large = 'x'.repeat(1024 * 1024 + 1);
    expect((await deliver(hook, { body: large, headers: {} })).status).to.equal(413);
    expect((await deliver(hook, { body: '{}', headers: {} })).status).to.equal(401);
    const headers = { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': sign('no json', hook.secret) };
    expect((await deliver(hook, { body: 'no json', headers })).body).to.include({
      outcome: 'ignored',
      reason: 'unreadable',
    });
  });

  it('show their address and secret once: not in later answers, the log, the activity or the database', async () => {
    const hook = await makeHook();
    const token = hook.path.split('/').at(-1) ?? '';
    await deliver(hook, github(push(null, randomSha()), hook.secret));
    const shown = await api.call('GET', `/v2/integrations/${hook.integrationId}/webhook`);
    expect(shown.body).to.include({ has_webhook: true });
    expect(shown.body.last_push_date).to.be.a('string');
    const everything = [
      shown.text,
      JSON.stringify(api.logged),
      JSON.stringify(await api.db.query('select * from activity')),
      JSON.stringify(await api.db.query('select * from integrations')),
      JSON.stringify(await api.db.query(`select owner, encode(sealed, 'escape') from settings_secrets`)),
    ].join('\n');
    expect(everything).not.to.include(token);
    expect(everything).not.to.include(hook.secret);
    expect(JSON.stringify(api.logged)).to.include('/hooks/git/…');
  });
});

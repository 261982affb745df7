import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createSecrets } from '../../../src/adapters/secrets/create-secrets.ts';
import { createSecretStore } from '../../../src/adapters/secrets/secret-store.ts';
import { createCredentialOf } from '../../../src/app/source-control/credential-of.ts';
import { testRepository } from '../../../src/app/source-control/test-repository.ts';
import { type GitServer, startGitServer } from '../../support/git-server.ts';
import { uniqueName } from '../../support/hub-objects.ts';
import { useSourceControl } from '../../support/source-control-fixture.ts';

const FILES = { 'PANDIUM.yaml': 'version: 0.4\nbase: node\nrun: node .\n' };
const SIGNAL = new AbortController().signal;
const TOKEN = 'app-password:with/colon';

describe('the test of a repository', () => {
  const sourceControl = useSourceControl();
  let server: GitServer;
  let guarded: GitServer;

  before(async () => {
    server = await startGitServer();
    guarded = await startGitServer({ credential: { username: 'hub', password: TOKEN } });
  });
  after(async () => {
    await server.close();
    await guarded.close();
  });

  const tested = async (integrationId: number) => {
    await testRepository(sourceControl.deps, integrationId, 'test-1', SIGNAL);
    const rows = await sourceControl.db.query<{
      test_id: string;
      test_result: { failure: { step: string; message: string } | null };
    }>('select test_id, test_result from repository_watches where integration_id = $1', [integrationId]);
    expect(rows[0]?.test_id).to.equal('test-1');
    return rows[0]?.test_result.failure ?? null;
  };
  const failing = async (url: string, fields: Parameters<typeof sourceControl.follow>[1] = {}): Promise<string> =>
    (await tested(await sourceControl.follow(url, fields)))?.step ?? 'none';

  it('passes where a build would find its manifest', async () => {
    const repository = await server.createRepository(uniqueName('r'), {
      'inner/PANDIUM.yaml': FILES['PANDIUM.yaml'],
    });
    expect(await tested(await sourceControl.follow(repository.url, { path: 'inner' }))).to.equal(null);
  });

  it('names DNS, connection, TLS, authentication, repository, branch and manifest', async () => {
    const { url } = await server.createRepository(uniqueName('r'), FILES);
    const secured = await guarded.createRepository(uniqueName('r'), FILES);
    const plain = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => plain.once('listening', resolve));
    const port = (plain.address() as AddressInfo).port;
    expect(await failing('https://nothing-here.invalid/a.git')).to.equal('dns');
    expect(await failing(`https://127.0.0.1:${port}/a.git`)).to.equal('tls');
    await new Promise((resolve) => plain.close(resolve));
    expect(await failing(`https://127.0.0.1:${port}/a.git`)).to.equal('connect');
    expect(await failing(secured.url)).to.equal('authentication');
    expect(await failing(`${server.url}/not-there.git`)).to.equal('repository');
    expect(await failing(url, { branch: 'not-there' })).to.equal('branch');
    expect(await failing(url, { path: 'elsewhere' })).to.equal('manifest');
    const broken = await server.createRepository(uniqueName('r'), { 'PANDIUM.yaml': 'base: [' });
    expect(await failing(broken.url)).to.equal('manifest');
    expect(sourceControl.errors).to.deep.equal([]);
  });

  it('signs in with the sealed credential, and never tells it', async () => {
    const secured = await guarded.createRepository(uniqueName('r'), FILES);
    const host = `127.0.0.1:${guarded.port}`;
    const good = await sourceControl.connect(host, 'hub', TOKEN);
    expect(await failing(secured.url, { connectionId: good })).to.equal('none');
    const bad = await sourceControl.connect(host, 'hub', 'a wrong password');
    const failure = await tested(await sourceControl.follow(secured.url, { connectionId: bad }));
    expect(failure?.step).to.equal('authentication');
    expect(JSON.stringify(failure)).not.to.include('a wrong password');
  });

  it('sends the credential to no other host than its own', async () => {
    const seen: (string | undefined)[] = [];
    const thief = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => thief.once('listening', resolve));
    const connectionId = await sourceControl.connect(`127.0.0.1:${guarded.port}`, 'hub', TOKEN);
    const url = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/a.git`;
    expect(await failing(url, { connectionId })).to.equal('authentication');
    await new Promise((resolve) => thief.close(resolve));
    expect(seen).to.deep.equal([]);
  });

  it('says that a secret does not open with another key', async () => {
    const secured = await guarded.createRepository(uniqueName('r'), FILES);
    const connectionId = await sourceControl.connect(`127.0.0.1:${guarded.port}`, 'hub', TOKEN);
    const others = createSecretStore(await createSecrets([new Uint8Array(32)]));
    const deps = { ...sourceControl.deps, credentialOf: createCredentialOf(sourceControl.db, others) };
    const result = await testRepository(deps, await sourceControl.follow(secured.url, { connectionId }), 't', SIGNAL);
    expect(result.failure).to.deep.include({ step: 'authentication', code: 'secret_unreadable' });
  });
});

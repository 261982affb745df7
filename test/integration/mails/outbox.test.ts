import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSecrets } from '../../../src/adapters/secrets/create-secrets.ts';
import { createSecretStore } from '../../../src/adapters/secrets/secret-store.ts';
import type { SecretStore } from '../../../src/adapters/secrets/secrets.ts';
import { type QueuedMail, queueMail } from '../../../src/app/mails/queue-mail.ts';
import { resendMail } from '../../../src/app/mails/resend-mail.ts';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { uniqueName } from '../../support/hub-objects.ts';
import { useMailServer } from '../../support/mail-server.ts';
import { useDatabase } from '../../support/postgres.ts';

const PROGRAM = join(import.meta.dirname, 'fixtures', 'send-mails-main.ts');
const OWNER = { name: 'user:1', role: 'owner', partnerId: null } as const;

describe('the outbox of e-mails', () => {
  const database = useDatabase();
  const server = useMailServer();
  const key = randomBytes(32);
  let db: Database;
  let secrets: SecretStore;

  before(async () => {
    db = await openDatabase({ url: database.url, poolSize: 4 });
    secrets = createSecretStore(await createSecrets([key]));
  });
  afterEach(() => {
    server.onMail = () => {};
  });
  after(() => db.close());

  /** Queues an invitation to somebody new; returns the address. */
  async function queue(name = 'Mara', change: Partial<QueuedMail> = {}): Promise<string> {
    const email = `${uniqueName('reader')}@example.com`;
    const [row] = await db.query<{ id: number }>(
      `insert into users (email, name, role) values ($1, $2, 'viewer') returning id`,
      [email, name],
    );
    const mail = {
      event: 'user.invited',
      user: { id: row?.id ?? 0, name, email },
      values: { invitedBy: 'Olive <b>Owner</b>', link: `https://hub.example.com/invitation#${uniqueName('token')}` },
      ...change,
    } as QueuedMail;
    await db.transaction((sql) => queueMail(sql, { secrets, publicUrl: 'https://hub.example.com' }, mail));
    return email;
  }

  function startSender(): ChildProcess {
    const env = { ...process.env, DATABASE_URL: database.url, SMTP_URL: server.url, SECRET_KEY: key.toString('hex') };
    return spawn(process.execPath, [PROGRAM], { env, stdio: 'inherit' });
  }

  async function send(): Promise<void> {
    const [code] = await once(startSender(), 'exit');
    expect(code).to.equal(0);
  }

  const receivedBy = (address: string) => server.received.filter(({ recipients }) => recipients.includes(address));
  const row = async (address: string) => {
    const rows = await db.query<{ id: string; state: string; last_error: string | null; attempts: number }>(
      `select id, state, last_error, attempts from mails where to_address = $1`,
      [address],
    );
    return rows[0] ?? { id: '', state: 'none', last_error: null, attempts: 0 };
  };

  it('sends each mail once, in text and HTML, also where several processes send at once', async () => {
    const addresses = [];
    for (let index = 0; index < 12; index += 1) addresses.push(await queue());
    await Promise.all([send(), send(), send()]);
    for (const address of addresses) expect(receivedBy(address), address).to.have.length(1);
    const [mail] = receivedBy(addresses[0] ?? '');
    expect(mail?.parsed.text).to.include('Set a password:\nhttps://hub.example.com/invitation#');
    expect(mail?.parsed.html).to.include('Olive &lt;b&gt;Owner&lt;/b&gt; invited you');
    expect(mail?.parsed.messageId).to.match(/^<[0-9a-f-]{36}@hub\.example\.com>$/);
    expect(mail?.parsed.headers.get('auto-submitted')).to.equal('auto-generated');
  });

  it('forgets the content of what was sent', async () => {
    const address = await queue();
    await send();
    const { id, state } = await row(address);
    expect(state).to.equal('sent');
    expect(await secrets.read(db, `mail:${id}`)).to.equal(null);
  });

  it('sends a mail again under the same Message-ID where the sender was killed before it could record it', async () => {
    const address = await queue();
    const sender = startSender();
    server.onMail = () => void sender.kill('SIGKILL');
    await once(sender, 'exit');
    server.onMail = () => {};
    expect((await row(address)).state).to.equal('queued');
    await send();
    expect(receivedBy(address), 'another process leaves it alone while the lease lasts').to.have.length(1);
    await db.query(`update mails set leased_until = now() - interval '1 second' where to_address = $1`, [address]);
    await send();
    await send();
    const ids = receivedBy(address).map(({ parsed }) => parsed.messageId);
    expect(ids).to.have.length(2);
    expect(new Set(ids).size).to.equal(1);
    expect((await row(address)).state).to.equal('sent');
  });

  it('puts off what the server refuses for now, and gives up what it refuses for good; a person can send that again', async () => {
    const [later, never] = [await queue(), await queue()];
    server.onMail = ({ recipients }) => {
      const responseCode = recipients.includes(never) ? 550 : 450;
      throw Object.assign(new Error('not today'), { responseCode });
    };
    await send();
    expect(await row(later)).to.include({ state: 'queued', attempts: 1 });
    const dead = await row(never);
    expect(dead.state).to.equal('dead');
    expect(dead.last_error).to.include('not today');
    server.onMail = () => {};
    await db.query(`update mails set due_at = now() where to_address = $1`, [later]);
    await resendMail({ db, secrets }, OWNER, dead.id);
    await send();
    expect([(await row(later)).state, (await row(never)).state]).to.deep.equal(['sent', 'sent']);
  });

  it('queues one mail per key', async () => {
    const dedupeKey = uniqueName('key');
    const [one, two] = [await queue('A', { dedupeKey }), await queue('B', { dedupeKey })];
    expect([(await row(one)).state, (await row(two)).state]).to.deep.equal(['queued', 'none']);
  });

  it('lets no name of a person become a header or a recipient', async () => {
    const address = await queue('Mara\r\nBcc: everybody@example.com, "x" <y@example.com>');
    await send();
    const [mail] = receivedBy(address);
    expect(mail?.recipients).to.deep.equal([address]);
    expect(mail?.parsed.bcc).to.equal(undefined);
    expect(mail?.parsed.text).to.include('Hello Mara Bcc: everybody@example.com');
  });
});

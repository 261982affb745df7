import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly recipients: readonly string[];
  readonly parsed: ParsedMail;
}

export interface TestMailServer {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** What the server does when a whole mail is there, before it says so; an error is its answer. */
  onMail: (mail: ReceivedMail) => void;
}

/** Gives the enclosing suite a real SMTP server on a free port of this machine. */
export function useMailServer(): TestMailServer {
  const received: ReceivedMail[] = [];
  const state: TestMailServer & { url: string } = { url: '', received, onMail: () => {} };
  let server: SMTPServer | undefined;

  before(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        simpleParser(stream, { skipTextToHtml: true })
          .then((parsed) => {
            const mail = { parsed, recipients: session.envelope.rcptTo.map(({ address }) => address) };
            received.push(mail);
            state.onMail(mail);
            done();
          })
          .catch((error: Error) => done(error));
      },
    });
    const { server: net } = server;
    server.listen(0, '127.0.0.1');
    await once(net, 'listening');
    state.url = `smtp://127.0.0.1:${(net.address() as AddressInfo).port}`;
  });
  after(() => new Promise<void>((resolve) => server?.close(() => resolve())));
  return state;
}

import { createTransport } from 'nodemailer';
import type { Mailer, MailOutcome } from './mailer.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:587` or `smtps://…`; TLS is required unless the host is this machine. */
  readonly url: string;
  /** The sender's address. */
  readonly from: string;
}

const TIMEOUT_MS = 20_000;

/** Sends by SMTP, one connection a mail. Files and URLs are never read for a mail. */
export function createSmtpMailer({ url, from }: SmtpSettings): Mailer {
  const server = new URL(url);
  const isImplicitTls = server.protocol === 'smtps:';
  const isLocal = ['127.0.0.1', '[::1]', 'localhost'].includes(server.hostname);
  const transport = createTransport({
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port) || (isImplicitTls ? 465 : 587),
    secure: isImplicitTls,
    requireTLS: !isImplicitTls && !isLocal,
    ...(server.username !== '' && {
      auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
    }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        await transport.sendMail({
          ...mail,
          from,
          envelope: { from, to: [mail.to.address] },
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'sent' };
      } catch (error) {
        return toFailure(error);
      }
    },
  };
}

interface SmtpError {
  readonly responseCode?: number;
  readonly code?: string;
  readonly message?: string;
}

/** A 5xx reply to the recipient or the message is final; a wrong password or an unreachable server may be corrected. */
function toFailure(error: unknown): MailOutcome {
  const { responseCode = 0, code = 'unknown', message = '' } = (error ?? {}) as SmtpError;
  const isPermanent = responseCode >= 500 && code !== 'EAUTH' && code !== 'ECONNECTION';
  // The first line is the server's own; credentials are never in it.
  return { kind: 'failed', isPermanent, reason: `${code}: ${message.split('\n', 1)[0]?.slice(0, 300)}` };
}

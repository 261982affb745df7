/** One e-mail to one address; nothing in it was put together from raw header text. */
export interface OutgoingMail {
  /** The same in every attempt, so that a mail sent twice is one mail to its reader. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type MailOutcome =
  | { readonly kind: 'sent' }
  /** `isPermanent`: the server refused this mail permanently. */
  | { readonly kind: 'failed'; readonly isPermanent: boolean; readonly reason: string };

/** Sends mails; never throws for what a mail server says. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<MailOutcome>;
}

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The owner that a mail's content is sealed for. */
export function mailContentOwner(mailId: string): string {
  return `mail:${mailId}`;
}

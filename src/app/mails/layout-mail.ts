import type { MailContent } from './mail-content.ts';

export interface MailBody {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action: { readonly label: string; readonly url: string } | null;
  /** In small print. */
  readonly notes: readonly string[];
}

export interface MailFrame {
  readonly hubName: string;
  readonly publicUrl: string;
  /** The reader's. */
  readonly name: string;
}

/** Returns a mail in text and in HTML; whatever people typed is plain text in both. */
export function layoutMail(body: MailBody, frame: MailFrame): MailContent {
  return { subject: oneLine(body.subject), text: toText(body, frame), html: toHtml(body, frame) };
}

function toText({ paragraphs, action, notes }: MailBody, { name, hubName, publicUrl }: MailFrame): string {
  const parts = [
    `Hello ${oneLine(name)},`,
    ...paragraphs.map(oneLine),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
  ];
  return `${[...parts, ...notes.map(oneLine), `${oneLine(hubName)}\n${publicUrl}`].join('\n\n')}\n`;
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function toHtml({ subject, paragraphs, action, notes }: MailBody, { name, hubName, publicUrl }: MailFrame): string {
  const text = [`Hello ${name},`, ...paragraphs].map(
    (one) => `<p style="margin:0 0 16px">${escapeHtml(oneLine(one))}</p>`,
  );
  const button = action
    ? `<p style="margin:24px 0"><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#1a1d24;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(action.label)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#5f6775">Or open this address:<br><a href="${escapeHtml(action.url)}" style="color:#2456d6;word-break:break-all">${escapeHtml(action.url)}</a></p>`
    : '';
  const small = notes.map(
    (one) => `<p style="margin:0 0 12px;font-size:13px;color:#5f6775">${escapeHtml(oneLine(one))}</p>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(oneLine(subject))}</title></head>
<body style="margin:0;padding:32px 16px;background:#f7f8fa;color:#15181e;${FONT};font-size:15px;line-height:1.5">
<div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e4e7ec;border-radius:10px">
${text.join('\n')}
${button}
${small.join('\n')}
</div>
<p style="max-width:520px;margin:16px auto;font-size:12px;color:#5f6775;text-align:center">${escapeHtml(oneLine(hubName))} · <a href="${escapeHtml(publicUrl)}" style="color:#5f6775">${escapeHtml(publicUrl)}</a></p>
</body></html>
`;
}

/** A name with a line break must not become a header or a paragraph of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

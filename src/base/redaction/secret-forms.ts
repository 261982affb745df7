/** A secret as it may appear in text whose escapes are undone. */
export interface SecretForm {
  readonly bytes: Buffer;
  /** So many consecutive bytes of it are a find, wherever in it they lie; at most its length. */
  readonly minRun: number;
  /** So many of its first bytes are the same whatever follows the secret. */
  readonly sureBytes: number;
}

/** What is shorter can't be distinguished from ordinary text, so redaction does not treat it as a secret. */
export const MIN_SECRET = 4;

const MIN_ENCODED = 6;
/** Long values are also found where they were wrapped or truncated. */
const PLAIN_RUN = 128;
const BASE64_RUN = 12;
const HEX_RUN = 16;

/** The secret itself, each of its lines, and its base64 (at every offset, standard and URL-safe) and hex. */
export function secretForms(secret: string): readonly SecretForm[] {
  const whole = secret.trim();
  const forms = [secret, whole, ...linesOf(whole)].flatMap(plainForms);
  if (Buffer.byteLength(whole) >= MIN_SECRET) forms.push(...encodedForms(Buffer.from(whole)));
  return [...new Map(forms.map((form) => [form.bytes.toString('latin1'), form])).values()];
}

function linesOf(secret: string): readonly string[] {
  return secret
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= MIN_ENCODED);
}

/** Forms of HTML put a plus for a space. */
function plainForms(text: string): readonly SecretForm[] {
  return [text, text.replaceAll(' ', '+')]
    .map((one) => Buffer.from(one))
    .filter((bytes) => bytes.length >= MIN_SECRET)
    .map((bytes) => ({ bytes, minRun: Math.min(bytes.length, PLAIN_RUN), sureBytes: bytes.length }));
}

function encodedForms(bytes: Buffer): readonly SecretForm[] {
  const hex = bytes.toString('hex');
  return [
    ...[0, 1, 2].flatMap((offset) => base64Forms(bytes, offset)),
    ...[hex, hex.toUpperCase()].map((text) => toForm(text, text.length, HEX_RUN)),
  ].filter((form) => form.minRun >= MIN_ENCODED);
}

/** What of the base64 depends on the secret where `offset` bytes (0 to 2) of a group come before it; its last character only where it ends the text. */
function base64Forms(bytes: Buffer, offset: number): readonly SecretForm[] {
  const first = Math.ceil((offset * 8) / 6);
  const sure = Math.floor(((offset + bytes.length) * 8) / 6) - first;
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const texts = [padded.toString('base64').replace(/=+$/, ''), padded.toString('base64url')];
  return texts.map((text) => toForm(text.slice(first), sure, BASE64_RUN));
}

function toForm(text: string, sureBytes: number, run: number): SecretForm {
  return { bytes: Buffer.from(text), minRun: Math.min(sureBytes, run), sureBytes };
}

import { Transform, type TransformCallback } from 'node:stream';

/** A secret as it may stand in text: as it is, URL- and JSON-escaped, and inside base64 at each of its three offsets. */
function secretVariants(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const encoded = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const usable = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((offset * 8) / 6), usable);
  });
  const plain = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  return [...new Set([...plain, ...encoded.filter((text) => text.length >= 6)])];
}

/** Takes the secrets, in every variant, out of a line. */
export function createRedactor(secrets: readonly string[]): (line: string) => string {
  const variants = secrets.flatMap(secretVariants).sort((left, right) => right.length - left.length);
  return (line) => variants.reduce((text, variant) => text.replaceAll(variant, '[redacted]'), line);
}

/** Passes bytes on unchanged and remembers whether a secret was among them. */
export class SecretScan extends Transform {
  readonly #needles: readonly Buffer[];
  readonly #overlap: number;
  #tail: Buffer = Buffer.alloc(0);
  #hasFound = false;

  constructor(secrets: readonly string[]) {
    super();
    this.#needles = secrets.flatMap(secretVariants).map((variant) => Buffer.from(variant));
    this.#overlap = Math.max(0, ...this.#needles.map((needle) => needle.length)) - 1;
  }

  get hasFound(): boolean {
    return this.#hasFound;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.#needles.length > 0 && !this.#hasFound) this.#scan(chunk);
    done(null, chunk);
  }

  #scan(chunk: Buffer): void {
    const text = Buffer.concat([this.#tail, chunk]);
    this.#hasFound = this.#needles.some((needle) => text.includes(needle));
    this.#tail = Buffer.from(text.subarray(Math.max(0, text.length - this.#overlap)));
  }
}

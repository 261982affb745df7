import { Transform, type TransformCallback } from 'node:stream';
import { secretForms } from '../../base/redaction/secret-forms.ts';

/** A secret as it may appear in a file: as it is, URL- and JSON-escaped, in base64 and hex. */
function needlesOf(secret: string): readonly Buffer[] {
  const escaped = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)].map((text) => Buffer.from(text));
  return [...secretForms(secret).map((form) => form.bytes.subarray(0, form.sureBytes)), ...escaped];
}

/** Passes bytes on unchanged and remembers whether a secret was among them. */
export class SecretScan extends Transform {
  readonly #needles: readonly Buffer[];
  readonly #overlap: number;
  #tail: Buffer = Buffer.alloc(0);
  #hasFound = false;

  constructor(secrets: readonly string[]) {
    super();
    this.#needles = secrets.flatMap(needlesOf);
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

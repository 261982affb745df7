import { pipeline, type Readable, Transform } from 'node:stream';

const KEPT_CHARACTERS = 4_000;

/** Passes a stream on and remembers the end of its text. */
export class LastText {
  /** The source's bytes, unchanged. */
  readonly stream: Readable;
  #text = '';

  constructor(source: Readable) {
    const tap = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#text = (this.#text + chunk.toString('utf8')).slice(-KEPT_CHARACTERS);
        done(null, chunk);
      },
    });
    // Its reader learns of an error by the end of what it reads.
    this.stream = pipeline(source, tap, () => undefined);
  }

  get text(): string {
    return this.#text;
  }
}

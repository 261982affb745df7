/** A text with its escapes undone, and the original position of each of its bytes. */
export interface UnescapedText {
  readonly bytes: Buffer;
  /** Place in the original text of each byte, and at last the original's end. */
  readonly origins: Int32Array;
}

/** What an escape at a place stands for, and how long it is. */
interface Escape {
  readonly bytes: Uint8Array;
  readonly length: number;
}

interface Escaping {
  readonly trigger: number;
  /** Null where no escape begins there. */
  read(text: Buffer, at: number): Escape | null;
}

const MAX_ENTITY = 10;
const SEMICOLON = 0x3b;

const URL_ESCAPES: Escaping = {
  trigger: 0x25,
  read: (text, at) => {
    const byte = hexAt(text, at + 1, 2);
    return byte === null ? null : { bytes: Uint8Array.of(byte), length: 3 };
  },
};

const LETTERS: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  b: 8,
  f: 12,
  '"': 34,
  "'": 39,
  '/': 47,
  '\\': 92,
};

/** JSON's, and those of languages that write strings as it does. */
const STRING_ESCAPES: Escaping = {
  trigger: 0x5c,
  read: (text, at) => {
    const letter = String.fromCharCode(text[at + 1] ?? 0);
    const byte = LETTERS[letter];
    if (byte !== undefined) return { bytes: Uint8Array.of(byte), length: 2 };
    if (letter === 'x') {
      const code = hexAt(text, at + 2, 2);
      return code === null ? null : { bytes: Uint8Array.of(code), length: 4 };
    }
    return letter === 'u' ? readUnicodeEscape(text, at) : null;
  },
};

function readUnicodeEscape(text: Buffer, at: number): Escape | null {
  const high = hexAt(text, at + 2, 4);
  if (high === null) return null;
  const isPair = high >= 0xd800 && high < 0xdc00 && text[at + 6] === 0x5c && text[at + 7] === 0x75;
  const low = isPair ? hexAt(text, at + 8, 4) : null;
  if (low === null) return { bytes: Buffer.from(String.fromCharCode(high)), length: 6 };
  return { bytes: Buffer.from(String.fromCharCode(high, low)), length: 12 };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const HTML_ESCAPES: Escaping = {
  trigger: 0x26,
  read: (text, at) => {
    const end = text.indexOf(SEMICOLON, at);
    if (end === -1 || end > at + MAX_ENTITY) return null;
    const ahead = text.toString('latin1', at, end + 1);
    const entity = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/.exec(ahead);
    if (!entity) return null;
    const [whole, decimal, hex, name] = entity;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const character = name === undefined ? code <= 0x10ffff && String.fromCodePoint(code) : ENTITIES[name];
    return character ? { bytes: Buffer.from(character), length: whole.length } : null;
  },
};

const ESCAPINGS = [URL_ESCAPES, STRING_ESCAPES, HTML_ESCAPES];

/** A text with its URL, string and HTML escapes undone, each kind alone and each after each other; only where it has any. */
export function unescapedTexts(text: Buffer): readonly UnescapedText[] {
  const once = ESCAPINGS.flatMap((escaping) => undo(text, null, escaping));
  if (once.length === 0) return once;
  return [...once, ...once.flatMap((one) => ESCAPINGS.flatMap((escaping) => undo(one.bytes, one.origins, escaping)))];
}

function undo(text: Buffer, origins: Int32Array | null, { trigger, read }: Escaping): readonly UnescapedText[] {
  let result: TextBuilder | null = null;
  let done = 0;
  for (let at = text.indexOf(trigger); at !== -1; ) {
    const found = read(text, at);
    if (found) {
      result ??= new TextBuilder(text, origins);
      result.copy(done, at);
      result.put(found.bytes, at);
      done = at + found.length;
    }
    at = text.indexOf(trigger, found ? done : at + 1);
  }
  return result === null ? [] : [result.end(done)];
}

class TextBuilder {
  readonly #text: Buffer;
  readonly #origins: Int32Array | null;
  readonly #bytes: Buffer;
  readonly #places: Int32Array;
  #size = 0;

  constructor(text: Buffer, origins: Int32Array | null) {
    this.#text = text;
    this.#origins = origins;
    this.#bytes = Buffer.allocUnsafe(text.length);
    this.#places = new Int32Array(text.length + 1);
  }

  copy(start: number, end: number): void {
    this.#text.copy(this.#bytes, this.#size, start, end);
    for (let at = start; at < end; at += 1) this.#place(at);
  }

  put(bytes: Uint8Array, at: number): void {
    this.#bytes.set(bytes, this.#size);
    for (let count = bytes.length; count > 0; count -= 1) this.#place(at);
  }

  end(done: number): UnescapedText {
    this.copy(done, this.#text.length);
    const size = this.#size;
    this.#place(this.#text.length);
    return { bytes: this.#bytes.subarray(0, size), origins: this.#places.subarray(0, size + 1) };
  }

  #place(at: number): void {
    this.#places[this.#size] = this.#origins === null ? at : (this.#origins[at] as number);
    this.#size += 1;
  }
}

/** The number that `digits` hexadecimal digits make, null where one is none. */
function hexAt(text: Buffer, at: number, digits: number): number | null {
  let value = 0;
  for (let index = at; index < at + digits; index += 1) {
    const digit = hexDigit(text[index] ?? 0);
    if (digit === -1) return null;
    value = value * 16 + digit;
  }
  return value;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

import type { SecretForm } from './secret-forms.ts';

/** Bytes `start` to `end` of a text that match `form` up to its byte `formEnd`. */
export interface FormMatch {
  readonly start: number;
  readonly end: number;
  readonly form: SecretForm;
  readonly formEnd: number;
}

interface Anchor {
  readonly form: number;
  readonly at: number;
}

const MAX_GRAM = 8;
const BLOCK = 3;
const TABLE_SIZE = 1 << 18;

/**
 * Finds forms of secrets in bytes, in one pass for all of them: grams of each form, as far apart as its `minRun` allows, are looked
 * for with a table of shifts (Wu and Manber, "A fast algorithm for multi-pattern searching", 1994), and a gram that is found grows to
 * both sides.
 */
export class FormMatcher {
  readonly #forms: readonly SecretForm[];
  readonly #gram: number;
  readonly #shifts: Uint8Array;
  readonly #anchors = new Map<number, Anchor[]>();
  /** Up to where the text at hand is known to hold a form. */
  readonly #doneUntil: Int32Array;

  constructor(forms: readonly SecretForm[]) {
    this.#forms = forms;
    this.#gram = Math.min(MAX_GRAM, ...forms.map((form) => form.minRun));
    this.#shifts = new Uint8Array(TABLE_SIZE).fill(this.#gram - BLOCK + 1);
    this.#doneUntil = new Int32Array(forms.length);
    for (const [index, form] of forms.entries()) {
      const stride = form.minRun - this.#gram + 1;
      for (let at = 0; at + this.#gram <= form.bytes.length; at += stride) this.#plant({ form: index, at });
    }
  }

  find(text: Uint8Array): FormMatch[] {
    const matches: FormMatch[] = [];
    if (this.#forms.length === 0) return matches;
    for (let end = this.#gram; end <= text.length; ) {
      const shift = this.#shifts[blockAt(text, end - BLOCK)] as number;
      if (shift === 0) {
        this.#look(text, end - this.#gram, matches);
        end += 1;
      } else end += shift;
    }
    if (matches.length > 0) this.#doneUntil.fill(0);
    return matches;
  }

  #plant(anchor: Anchor): void {
    const { bytes } = this.#forms[anchor.form] as SecretForm;
    for (let offset = 0; offset + BLOCK <= this.#gram; offset += 1) {
      const block = blockAt(bytes, anchor.at + offset);
      this.#shifts[block] = Math.min(this.#shifts[block] as number, this.#gram - BLOCK - offset);
    }
    const key = this.#hash(bytes, anchor.at);
    const others = this.#anchors.get(key);
    if (others) others.push(anchor);
    else this.#anchors.set(key, [anchor]);
  }

  #look(text: Uint8Array, at: number, matches: FormMatch[]): void {
    for (const anchor of this.#anchors.get(this.#hash(text, at)) ?? []) {
      if (at < (this.#doneUntil[anchor.form] as number)) continue;
      const match = grow(text, at, this.#forms[anchor.form] as SecretForm, anchor.at);
      if (!match) continue;
      this.#doneUntil[anchor.form] = match.end;
      matches.push(match);
    }
  }

  #hash(bytes: Uint8Array, at: number): number {
    let hash = 0;
    for (let index = at; index < at + this.#gram; index += 1)
      hash = (Math.imul(hash, 31) + (bytes[index] as number)) | 0;
    return hash;
  }
}

function blockAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 10) ^ ((bytes[at + 1] as number) << 5) ^ (bytes[at + 2] as number);
}

/** The longest run of the form through these two places, null where it is too short to be one. */
function grow(text: Uint8Array, at: number, form: SecretForm, formAt: number): FormMatch | null {
  const { bytes, minRun } = form;
  const ahead = Math.min(text.length - at, bytes.length - formAt);
  let after = 0;
  while (after < ahead && text[at + after] === bytes[formAt + after]) after += 1;
  if (after === 0) return null;
  const behind = Math.min(at, formAt);
  let before = 0;
  while (before < behind && text[at - before - 1] === bytes[formAt - before - 1]) before += 1;
  if (before + after < minRun) return null;
  return { start: at - before, end: at + after, form, formEnd: formAt + after };
}

/** A secret of an integration's builds: a variable, or a file of HOME. */
export interface BuildSecret {
  /** Names it among those of the integration. */
  readonly name: string;
  /** The path of a file below HOME, such as `.npmrc`; null = a variable of the secret's name. */
  readonly file: string | null;
  readonly value: string;
}

export const MAX_BUILD_SECRETS = 32;
/** What is shorter could not be distinguished from ordinary text in a log. */
const MIN_VALUE = 8;
const MAX_VALUE_BYTES = 64 * 1024;
/** Of the hub's own making in every build. */
const RESERVED = /^(?:HOME|PATH|TMPDIR|LANG|CI|LD_.*|PAN_.*|HUBWRIGHT_.*)$/;

/** What is wrong with a secret, as pointer and sentence; null where nothing is. */
export function buildSecretIssue({ name, file, value }: BuildSecret): { pointer: string; message: string } | null {
  if (!/^[A-Z_][A-Z0-9_]{0,63}$/.test(name)) {
    return { pointer: '/name', message: 'has to be capital letters, digits and "_", as a variable' };
  }
  if (file === null && RESERVED.test(name)) return { pointer: '/name', message: "is a variable of the hub's own" };
  if (file !== null && !isPathOfHome(file)) {
    return { pointer: '/file', message: 'has to be a path below HOME without ".." and "~", such as ".npmrc"' };
  }
  if (value.length < MIN_VALUE) return { pointer: '/value', message: `has to have ${MIN_VALUE} characters at least` };
  if (value.length > MAX_VALUE_BYTES || value.includes('\0')) {
    return { pointer: '/value', message: 'has to be text of 64 KiB at most' };
  }
  return null;
}

function isPathOfHome(path: string): boolean {
  const parts = path.split('/');
  return path.length <= 255 && parts.every((part) => /^[\w.][\w.-]*$/.test(part) && part !== '.' && part !== '..');
}

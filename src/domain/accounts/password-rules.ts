const MIN_PASSWORD_CHARACTERS = 12;
const MAX_PASSWORD_CHARACTERS = 128;
const MIN_WORD_CHARACTERS = 4;

/** What people around an account are called: none of it may appear in its password. */
export interface PasswordSurroundings {
  readonly email: string;
  readonly name: string;
  readonly hubName: string;
  readonly partnerName: string | null;
}

/** Returns why a password is refused before its strength is looked at, or null. */
export function passwordIssue(password: string, surroundings: PasswordSurroundings): string | null {
  const length = [...password].length;
  if (length < MIN_PASSWORD_CHARACTERS) return `needs at least ${MIN_PASSWORD_CHARACTERS} characters`;
  if (length > MAX_PASSWORD_CHARACTERS) return `may have ${MAX_PASSWORD_CHARACTERS} characters at most`;
  const lower = password.toLowerCase();
  const found = surroundingWords(surroundings).find((word) => lower.includes(word));
  return found === undefined ? null : 'must not contain your name, your e-mail address, or the name of the company';
}

/** Lower-case words of at least four characters, longest first. */
export function surroundingWords({ email, name, hubName, partnerName }: PasswordSurroundings): string[] {
  const words = [email, name, hubName, partnerName ?? ''].flatMap((text) =>
    text.toLowerCase().split(/[^\p{L}\p{N}]+/u),
  );
  const distinct = new Set(words.filter((word) => word.length >= MIN_WORD_CHARACTERS && !COMMON_PARTS.has(word)));
  return [...distinct].toSorted((a, b) => b.length - a.length);
}

/** Parts of addresses that say nothing about a person. */
const COMMON_PARTS = new Set(['example', 'localhost', 'mail', 'gmail', 'info']);

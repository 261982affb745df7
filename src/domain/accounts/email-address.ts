const MAX_CHARACTERS = 254;
const ADDRESS =
  /^[^\s@<>(),;:"\\[\]\p{C}]{1,64}@[^\s@<>(),;:"\\[\]\p{C}]+\.[^\s@<>(),;:"\\[\]\p{C}.]{2,}$|^[^\s@<>(),;:"\\[\]\p{C}]{1,64}@localhost$/u;

/** Returns the address without spaces around it, or null where it is none that a mail can be sent to. */
export function readEmailAddress(text: string): string | null {
  const address = text.trim();
  return address.length <= MAX_CHARACTERS && ADDRESS.test(address) ? address : null;
}

/** Two spellings of one address are the same account. */
export function isSameAddress(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

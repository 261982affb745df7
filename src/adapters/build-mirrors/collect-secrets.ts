const SHORTEST = 4;

/** The credentials in the settings of package clients; a very short one can't be distinguished from ordinary text and is left out. */
export function collectSecrets(text: string): readonly string[] {
  const found = [
    ...PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')),
    ...npmBasic(text),
  ];
  const both = found.flatMap((secret) => [secret, decoded(secret)]);
  return [...new Set(both)].filter((secret) => secret.length >= SHORTEST);
}

const PATTERNS = [
  /https?:\/\/[^\s/:@"'<>]*:([^\s/@"'<>]+)@/gi,
  /https?:\/\/([^\s/:@"'<>]+)@/gi,
  /_authToken\s*=\s*"?([^\s"]+)/g,
  /<(?:password|passphrase)>\s*([^<]+?)\s*</g,
  /^\s*token\s*=\s*"([^"]+)"/gm,
  /\bpassword\s+(\S+)/g,
];

/** npm keeps passwords, and names with passwords, as base64. */
function npmBasic(text: string): string[] {
  const encoded = [...text.matchAll(/(?:_auth|_password)\s*=\s*"?([A-Za-z0-9+/=_-]+)/g)].map((match) => match[1] ?? '');
  return encoded.flatMap((value) => {
    const plain = Buffer.from(value, 'base64').toString('utf8');
    return [value, plain, plain.slice(plain.indexOf(':') + 1)];
  });
}

function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}

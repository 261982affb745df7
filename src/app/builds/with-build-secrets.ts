import type { BuildMirrors } from '../../adapters/build-mirrors/build-mirrors.ts';
import type { BuildSecret } from '../../domain/releases/build-secret.ts';

const HOME = '/hub/home';
/** Clients look at one place only where a variable names it. */
const POINTERS: Readonly<Record<string, string>> = { '.npmrc': 'NPM_CONFIG_USERCONFIG', '.netrc': 'NETRC' };
const VALUES = [
  /(?:_authToken|_auth|_password)\s*=\s*"?([^\s"]{6,})/g,
  /https?:\/\/[^\s/:@"'<>]*:([^\s/@"'<>]{6,})@/gi,
  /\b(?:password|passphrase|token|secret|api[_-]?key)["']?\s*[:= ]\s*["']?([^\s"',<]{6,})/gi,
  /<(?:password|passphrase)>\s*([^<]{6,}?)\s*</g,
];

/**
 * The mirrors of a build with the secrets of its integration: variables, and read-only files of HOME that stand there while a build command
 * runs. As with credentials of mirrors, logs are redacted and an artifact that holds one is not stored.
 */
export function withBuildSecrets(mirrors: BuildMirrors, secrets: readonly BuildSecret[]): BuildMirrors {
  const env: Record<string, string> = { ...mirrors.env };
  const files: Record<string, Uint8Array> = { ...mirrors.files };
  for (const { name, file, value } of secrets) {
    if (file === null) {
      env[name] = value;
      continue;
    }
    const pointer = POINTERS[file];
    if (file === '.npmrc' && env.NPM_CONFIG_USERCONFIG !== undefined) {
      // The mirrors' settings count where the project's own say nothing.
      env.NPM_CONFIG_GLOBALCONFIG = env.NPM_CONFIG_USERCONFIG;
    }
    if (pointer !== undefined) env[pointer] = `${HOME}/${file}`;
    files[`${HOME}/${file}`] = Buffer.from(value);
  }
  const values = secrets.flatMap(({ file, value }) => (file === null ? [value] : secretsIn(value)));
  return { ...mirrors, env, files, secrets: [...mirrors.secrets, ...values] };
}

/** Returns the credentials in a file; the whole of it where none can be identified. */
function secretsIn(text: string): readonly string[] {
  const found = VALUES.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
  return found.length > 0 ? [...new Set(found)] : [text.trim()];
}

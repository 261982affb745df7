import { parseArgs } from 'node:util';
import type { Environment } from './find-temporal.ts';
import { StartFailure } from './start-failure.ts';

interface Flag {
  readonly variable: string;
  readonly type: 'string' | 'boolean';
  readonly meaning: string;
}

const FLAGS: Readonly<Record<string, Flag>> = {
  port: { variable: 'HUBWRIGHT_PORT', type: 'string', meaning: 'port of the API (8080)' },
  host: { variable: 'HUBWRIGHT_HOST', type: 'string', meaning: 'address to listen on (127.0.0.1)' },
  'public-url': { variable: 'HUBWRIGHT_PUBLIC_URL', type: 'string', meaning: 'what links begin with' },
  'data-dir': { variable: 'HUBWRIGHT_DATA_DIR', type: 'string', meaning: 'folder for all data (./.hubwright)' },
  'database-url': { variable: 'DATABASE_URL', type: 'string', meaning: 'a PostgreSQL of your own (15 or later)' },
  'temporal-address': { variable: 'TEMPORAL_ADDRESS', type: 'string', meaning: 'a Temporal of your own' },
  'git-allowed-hosts': {
    variable: 'HUBWRIGHT_GIT_ALLOWED_HOSTS',
    type: 'string',
    meaning: 'private hosts that repositories may live on, with commas',
  },
  'git-allow-file': { variable: 'HUBWRIGHT_GIT_ALLOW_FILE', type: 'boolean', meaning: 'allow file:// repositories' },
  'build-mirrors': { variable: 'HUBWRIGHT_BUILD_MIRRORS', type: 'string', meaning: '"host" or a file' },
};

/** The environment with what the flags set laid over it. @throws StartFailure for a flag that isn't known */
export function applyFlags(args: readonly string[], env: Environment): Environment {
  const options = Object.fromEntries(Object.entries(FLAGS).map(([name, { type }]) => [name, { type }]));
  const merged: Record<string, string | undefined> = { ...env };
  for (const [name, value] of Object.entries(parse(args, options))) {
    const flag = FLAGS[name];
    if (flag && value !== undefined) merged[flag.variable] = `${value}`;
  }
  return merged;
}

/** One line for each flag. */
export function flagList(): string {
  const lines = Object.entries(FLAGS).map(([name, { type, meaning }]) => {
    const form = type === 'string' ? `--${name} VALUE` : `--${name}`;
    return `  ${form.padEnd(28)}${meaning}`;
  });
  return lines.join('\n');
}

function parse(args: readonly string[], options: Record<string, { type: 'string' | 'boolean' }>) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const issue = (cause as Error).message.split('. ', 1)[0] ?? 'The flags are not valid';
    throw new StartFailure(`${issue.replace(/\.$/, '')}. The flags are:\n${flagList()}`, { cause });
  }
}

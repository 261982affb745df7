import { join } from 'node:path';
import { argv, env, stdout } from 'node:process';
import { onUnhandledError } from '../src/base/process/on-unhandled-error.ts';
import { runHubwright } from './run-hubwright.ts';

// The starter ends its components at a signal, so it does the same for an error of its own.
onUnhandledError('starter', () => {
  process.exitCode = 1;
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(1);
});

// A terminal that was closed must not end the starter before its components.
stdout.on('error', () => {});

// Explicit, because a child that hangs must not keep the starter; what is left of it dies with it.
const code = await runHubwright({
  args: argv.slice(2),
  env,
  hubScript: join(import.meta.dirname, 'hub.ts'),
  write: (text) => stdout.write(text),
});
process.exit(code || process.exitCode);

import { join } from 'node:path';
import { argv, env, stdout } from 'node:process';
import { runHubwright } from './run-hubwright.ts';

// A terminal that was closed must not end the starter before its parts.
stdout.on('error', () => {});

// Explicit, because a child that hangs must not keep the starter; what is left of it dies with it.
process.exit(
  await runHubwright({
    args: argv.slice(2),
    env,
    hubScript: join(import.meta.dirname, 'hub.ts'),
    write: (text) => stdout.write(text),
  }),
);

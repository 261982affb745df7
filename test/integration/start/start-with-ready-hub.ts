import { join } from 'node:path';
import { argv, env, stdout } from 'node:process';
import { runHubwright } from '../../../start/run-hubwright.ts';

// start/main.ts with another hub.
stdout.on('error', () => {});
process.exit(
  await runHubwright({
    args: argv.slice(2),
    env,
    hubScript: join(import.meta.dirname, 'ready-hub.ts'),
    write: (text) => stdout.write(text),
  }),
);

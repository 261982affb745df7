import { argv } from 'node:process';
import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import { runPlainChild } from '../plain-child.ts';
import { measureOnRequest } from './measure-on-request.mjs';

const pool = new pg.Pool({ connectionString: argv[2], max: 10 });
pool.on('error', () => undefined);
pool.on('connect', (client) => client.on('error', () => undefined));
const waiting = new Map();
const runner = await run({
  pgPool: pool,
  concurrency: 8,
  noHandleSignals: true,
  logger: new Logger(() => () => undefined),
  taskList: {
    child: async ({ id }) => {
      const { onLine, onEnd } = waiting.get(id);
      await runPlainChild(pool, onLine);
      onEnd();
    },
  },
});

measureOnRequest(
  (id, onLine) =>
    new Promise((onEnd) => {
      waiting.set(id, { onLine, onEnd });
      void runner.addJob('child', { id });
    }),
);

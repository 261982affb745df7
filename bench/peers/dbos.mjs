import { argv } from 'node:process';
import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import { runPlainChild } from '../plain-child.ts';
import { measureOnRequest } from './measure-on-request.mjs';

const pool = new pg.Pool({ connectionString: argv[2], max: 10 });
pool.on('error', () => undefined);
const waiting = new Map();
const workflow = DBOS.registerWorkflow(
  async (id) => {
    await DBOS.runStep(() => runPlainChild(pool, waiting.get(id)), { name: 'child' });
  },
  { name: 'run' },
);
DBOS.setConfig({ name: 'bench', systemDatabaseUrl: argv[2], logLevel: 'error', runAdminServer: false });
await DBOS.launch();

measureOnRequest(async (id, onLine) => {
  waiting.set(id, onLine);
  const handle = await DBOS.startWorkflow(workflow)(id);
  await handle.getResult();
});

import { argv } from 'node:process';
import { retainRuns } from '../../../src/app/runs/retain-runs.ts';
import { openDatabase } from '../../../src/db/database.ts';

/** A process that removes old runs of the database at its argument, to be killed in the middle. */
const db = await openDatabase({ url: argv[2] as string, poolSize: 2 });
await retainRuns({ db, keptDays: 30 });
await db.close();

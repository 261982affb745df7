import { writeFileSync } from 'node:fs';
import { describeErrors } from './describe-errors.ts';

writeFileSync(new URL('../../docs/errors.md', import.meta.url), describeErrors());

import { writeFileSync } from 'node:fs';
import { describeApi } from './describe-api.ts';

writeFileSync(new URL('../../openapi.json', import.meta.url), describeApi());

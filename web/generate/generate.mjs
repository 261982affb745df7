// Writes web/generated/openapi.ts from openapi.json: `npm run generate` in the root folder. It has a package.json of its
// own, because openapi-typescript needs the compiler API of TypeScript 5.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const root = join(import.meta.dirname, '..', '..');
const document = readFileSync(join(root, 'openapi.json'), 'utf8');
const types = astToString(await openapiTS(JSON.parse(document), { emptyObjectsUnknown: true }));
const digest = createHash('sha256').update(document).digest('hex');
mkdirSync(join(root, 'web', 'generated'), { recursive: true });
writeFileSync(
  join(root, 'web', 'generated', 'openapi.ts'),
  `// Written by \`npm run generate\`; not edited by hand.\n// openapi.json: ${digest}\n\n${types}`,
);

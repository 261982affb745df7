import { argv, stdout } from 'node:process';
import { createServer } from 'vite';
import { viteOptions } from './vite-options.ts';

const API_PATHS = ['/v2', '/hooks', '/healthz', '/readyz', '/openapi.json'];

/** `npm run web -- [URL of a hub]`: the pages as they are edited, before a hub that runs. */
const hub = argv[2] ?? 'http://127.0.0.1:8080';
const server = await createServer({
  ...viteOptions('dist/develop'),
  server: { proxy: Object.fromEntries(API_PATHS.map((path) => [path, { target: hub, changeOrigin: true }])) },
});
await server.listen();
stdout.write(`The pages of ${hub}: ${server.resolvedUrls?.local[0] ?? ''}\n`);

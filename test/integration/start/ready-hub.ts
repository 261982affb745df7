import { createServer } from 'node:http';
import { env } from 'node:process';

// Stands for the hub in tests of the starter: ready at once, gone at SIGTERM.
const server = createServer((request, response) => {
  response.statusCode = request.url === '/readyz' ? 200 : 404;
  response.end();
});
server.listen(Number(env.HUBWRIGHT_PORT), env.HUBWRIGHT_HOST);
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Answer, decode, encode, type StringAnswer, TRUNCATED_RESPONSE } from 'dns-packet';

// "Everything else" of a test's network: a listener on all addresses that says `peer <address>` to whoever connects, or sends a browser
// elsewhere, and a name server. Argument: JSON { names }. Says its port; ends with its standard input.

interface Zone {
  /** Name to records; where there are several lists, each question gets the next, and the last one from then on. */
  readonly names: Readonly<Record<string, readonly (readonly (readonly [type: string, data: string])[])[]>>;
  readonly isNameServer?: boolean;
}

const PLAIN_UDP_BYTES = 512;
const zone = JSON.parse(process.argv[2] ?? '') as Zone;
const asked = new Map<string, number>();

/** Who says anything is told the address; a line of HTTP such as `GET /to/http://…` is sent there. */
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.once('data', (chunk) => {
    const said = chunk.toString('utf8');
    const body = `peer ${socket.localAddress?.replace('::ffff:', '')}`;
    if (!said.startsWith('GET ')) return void socket.end(body);
    const target = /^GET \/to\/(\S+)/.exec(said)?.[1];
    const head = target === undefined ? 'HTTP/1.1 200 OK' : `HTTP/1.1 302 Found\r\nLocation: ${target}`;
    socket.end(`${head}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
  });
});
server.listen(0, '::');
await once(server, 'listening');

if (zone.isNameServer !== false) await serveNames();
process.stdin.on('end', () => process.exit()).resume();
process.stdout.write(`${(server.address() as AddressInfo).port}\n`);

async function serveNames(): Promise<void> {
  const udp = createSocket('udp4');
  udp.on('message', (packet, from) => {
    const answer = answerTo(packet);
    const isLong = answer.length > PLAIN_UDP_BYTES;
    udp.send(isLong ? answerTo(packet, TRUNCATED_RESPONSE) : answer, from.port, from.address);
  });
  udp.bind(53, '0.0.0.0');
  await once(udp, 'listening');

  const tcp = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      const answer = answerTo(chunk.subarray(2));
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([length, answer]));
    });
  });
  tcp.listen(53, '0.0.0.0');
  await once(tcp, 'listening');
}

function answerTo(packet: Buffer, flags = 0): Buffer {
  const { id, questions = [] } = decode(packet);
  const [question] = questions;
  const name = question?.name.toLowerCase() ?? '';
  const lists = zone.names[name];
  const answers = flags === 0 && question !== undefined ? recordsOf(name, question.type) : [];
  const code = lists === undefined ? 3 : 0;
  return encode({ type: 'response', id: id ?? 0, flags: flags | code | 0x0180, questions, answers });
}

function recordsOf(name: string, type: string): Answer[] {
  const lists = zone.names[name] ?? [];
  const count = asked.get(`${type} ${name}`) ?? 0;
  asked.set(`${type} ${name}`, count + 1);
  const records = lists[Math.min(count, lists.length - 1)] ?? [];
  const alias = records.find(([own]) => own === 'CNAME');
  if (alias !== undefined) {
    const [, target] = alias;
    return [{ type: 'CNAME', name, ttl: 1, data: target }, ...recordsOf(target, type)];
  }
  const own = records.filter(([each]) => each === type);
  return own.map(([, data]) => ({ type, name, ttl: 1, data }) as StringAnswer);
}

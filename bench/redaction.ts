import { randomBytes } from 'node:crypto';
import { LineSplitter } from '../src/adapters/run-logs/line-splitter.ts';
import { createRedactor, NO_SECRETS, type Redactor } from '../src/base/redaction/redactor.ts';
import { writeResults } from './results.ts';

/** How fast lines get through the redactor, beside the same lines without one: `node bench/redaction.ts`. */

const CHUNK_BYTES = 64 * 1024;
const TOTAL_BYTES = 100_000_000;
const SECRETS = 50;

const secrets = Array.from({ length: SECRETS }, (_, index) =>
  index % 10 === 0 ? `${randomBytes(600).toString('base64')}` : randomBytes(20 + index).toString('base64url'),
);

const KINDS: Readonly<Record<string, (index: number) => string>> = {
  plain: (index) =>
    `2026-11-26T10:00:00.${index % 1000}Z INFO order ${index} of customer ${index * 7} was sent to the warehouse in 31 ms`,
  json: (index) =>
    `{"level":"info","time":${index},"message":"stored \\"order ${index}\\"","path":"\\/v2\\/orders\\/${index}","note":"\\u00e4"}`,
  urls: (index) =>
    `GET https://shop.example.com/orders?from=2026-11-01%2000%3A00&page=${index}&fields=id%2Cname%2Caddress 200`,
  binary: () => randomBytes(90).toString('base64'),
  'with secrets': (index) => `${index % 5 === 0 ? `token ${secrets[index % SECRETS]} ` : ''}order ${index} was sent`,
};

function megabytesPerSecond(redactor: Redactor, chunk: Buffer): number {
  const splitter = new LineSplitter(CHUNK_BYTES, redactor.lines());
  let bytes = 0;
  const startedAt = performance.now();
  while (bytes < TOTAL_BYTES && performance.now() - startedAt < 5_000) {
    splitter.push(chunk);
    bytes += chunk.length;
  }
  return bytes / 1_000 / (performance.now() - startedAt);
}

const redactor = createRedactor(secrets);
const results = Object.fromEntries(
  Object.entries(KINDS).map(([name, lineOf]) => {
    const lines: string[] = [];
    for (let size = 0, index = 0; size < CHUNK_BYTES; index += 1) {
      lines.push(`${lineOf(index)}\n`);
      size += lines.at(-1)?.length ?? 0;
    }
    const chunk = Buffer.from(lines.join(''));
    megabytesPerSecond(redactor, chunk.subarray(0, 10_000));
    const floor = megabytesPerSecond(NO_SECRETS, chunk);
    const redacted = megabytesPerSecond(redactor, chunk);
    return [
      name,
      { 'MB/s without secrets': floor, [`MB/s with ${SECRETS} secrets`]: redacted, ratio: redacted / floor },
    ];
  }),
);
writeResults('redaction', results);
process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);

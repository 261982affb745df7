import { expect } from 'chai';
import { decode, encode, type RecordType } from 'dns-packet';
import fc from 'fast-check';
import { NameGate } from '../../../src/adapters/sandbox/network/name-gate.ts';
import type { NameRecord, NameServerMessage } from '../../../src/adapters/sandbox/network/name-server-protocol.ts';

interface UnderTest {
  readonly gate: NameGate;
  readonly said: NameServerMessage[];
}

const FOUND: readonly NameRecord[] = [{ type: 'A', ttl: 30, data: '11.22.33.4' }];

/** A gate whose hub finds every name. */
function open(
  allowed: readonly string[] | null,
  opened: readonly string[] = [],
  records = FOUND,
  clock = () => 0,
): UnderTest {
  const said: NameServerMessage[] = [];
  const gate: NameGate = new NameGate({
    policy: { allowed, opened, uid: null },
    say: (message) => {
      said.push(message);
      if (message.op === 'ask') gate.settle({ id: message.id, isFound: true, records });
    },
    forward: async (packet) => Buffer.concat([Buffer.from('forwarded'), packet]),
    nowMs: clock,
  });
  return { gate, said };
}

const question = (name: string, type: RecordType = 'A'): Buffer =>
  encode({ type: 'query', id: 7, flags: 0x0100, questions: [{ name, type }] });

async function ask({ gate }: UnderTest, packet: Buffer, isUdp = true) {
  const answer = await gate.take(packet, isUdp);
  if (answer === null) throw new Error('no answer');
  const { id, flags = 0, answers = [], questions = [] } = decode(answer);
  return { id, code: flags & 15, isTruncated: (flags & 0x0200) !== 0, answers, questions };
}

describe('the name server of a sandbox', () => {
  it('answers allowed names under the spelling of the question', async () => {
    const { id, code, answers, questions } = await ask(open(['*.example.com']), question('Api.EXAMPLE.com'));
    expect({ id, code }).to.deep.equal({ id: 7, code: 0 });
    expect(answers).to.have.lengthOf(1);
    expect(answers[0]).to.include({ name: 'Api.EXAMPLE.com', type: 'A', data: '11.22.33.4', ttl: 30 });
    expect(questions[0]?.name).to.equal('Api.EXAMPLE.com');
  });

  it('says that other names are not there, and tells of each once', async () => {
    const under = open(['example.com']);
    for (const type of ['A', 'AAAA', 'A', 'TXT'] as const) {
      expect((await ask(under, question('other.test', type))).code).to.equal(3);
    }
    expect(under.said).to.deep.equal([{ op: 'refused', name: 'other.test' }]);
  });

  it('has no record but addresses, texts and services for a name, and no IPv6', async () => {
    for (const type of ['AAAA', 'MX', 'NS', 'CNAME'] as const) {
      const { code, answers } = await ask(open(['example.com']), question('example.com', type));
      expect({ code, answers }, type).to.deep.equal({ code: 0, answers: [] });
    }
  });

  it('hands other names on where nothing is narrowed, but not those that are opened', async () => {
    const under = open(null, ['db.corp']);
    const packet = question('other.test');
    expect((await under.gate.take(packet, true))?.toString('latin1')).to.match(/^forwarded/);
    expect((await ask(under, question('db.corp'))).answers).to.have.lengthOf(1);
    expect(under.said.map(({ op }) => op)).to.deep.equal(['ask']);
  });

  it('sends to TCP what UDP can not hold', async () => {
    const records: NameRecord[] = Array.from({ length: 4 }, () => ({ type: 'TXT', ttl: 1, data: ['t'.repeat(200)] }));
    const under = open(['example.com'], [], records);
    expect(await ask(under, question('example.com', 'TXT'))).to.include({ isTruncated: true });
    const whole = await ask(under, question('example.com', 'TXT'), false);
    expect(whole).to.include({ isTruncated: false });
    expect(whole.answers).to.have.lengthOf(4);
  });

  it('refuses more questions at once than it carries', async () => {
    const gate = new NameGate({
      policy: { allowed: ['*.example.com'], opened: [], uid: null },
      say: () => undefined,
      forward: async () => null,
      nowMs: () => 0,
    });
    const answers = Array.from({ length: 40 }, (_, index) => gate.take(question(`n${index}.example.com`), true));
    const late = await Promise.all(answers.slice(32));
    expect(late.map((answer) => decode(answer ?? Buffer.alloc(0)).flags ?? 0).map((flags) => flags & 15)).to.deep.equal(
      late.map(() => 2),
    );
  });

  it('has so many names looked up in a second, and more in the next', async () => {
    let nowMs = 0;
    const under = open(['*.example.com'], [], FOUND, () => nowMs);
    const codes: number[] = [];
    for (let count = 0; count < 102; count += 1) codes.push((await ask(under, question(`n${count}.example.com`))).code);
    expect(codes.slice(99)).to.deep.equal([0, 2, 2]);
    nowMs = 1_000;
    expect((await ask(under, question('next.example.com'))).code).to.equal(0);
  });

  it('answers nothing to what is no question', async () => {
    const { gate } = open(['example.com']);
    const response = encode({ type: 'response', id: 1, questions: [{ name: 'example.com', type: 'A' }] });
    const two = encode({
      type: 'query',
      questions: [
        { name: 'a.test', type: 'A' },
        { name: 'b.test', type: 'A' },
      ],
    });
    for (const packet of [Buffer.alloc(0), Buffer.alloc(11), response, two]) {
      expect(await gate.take(packet, true)).to.equal(null);
    }
  });

  it('survives whatever bytes are sent, and reveals nothing by them', async () => {
    const under = open(['example.com']);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 40 }), async (bytes, tail) => {
        await under.gate.take(Buffer.from(bytes), true);
        const cut = question('other.test').subarray(0, 12 + (tail.length % 12));
        await under.gate.take(Buffer.concat([cut, tail]), true);
      }),
      { numRuns: 300 },
    );
    expect(under.said.filter(({ op }) => op === 'ask').length).to.equal(0);
  });
});

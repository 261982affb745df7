import { expect } from 'chai';
import {
  type RunEnvironmentInput,
  type RunSummary,
  type RunTrigger,
  toRunEnvironment,
} from '../../../../src/domain/runs/run-environment.ts';

const KIB = 1024;

const summary = (change: Partial<RunSummary> = {}): RunSummary => ({
  startedAt: new Date('2021-07-24T20:04:21.987Z'),
  finishedAt: new Date('2021-07-24T20:05:02Z'),
  phase: 'succeeded',
  failureClass: null,
  stdoutLine: '{"cursor":7}',
  ...change,
});

const trigger = (id: number, change: Partial<RunTrigger> = {}): RunTrigger => ({
  id,
  source: 'api',
  mode: 'normal',
  payload: null,
  headers: null,
  ...change,
});

const environment = (change: Partial<RunEnvironmentInput> = {}) =>
  toRunEnvironment({
    environmentName: 'production',
    runId: 473,
    mode: 'normal',
    integrationId: 12,
    integrationName: 'orders-to-books',
    releaseNumber: 7,
    commitSha: 'c0ffee',
    tenantId: 34,
    tenantName: 'Käse & Söhne',
    metadata: { shops: ['a'] },
    triggers: [],
    last: null,
    lastSuccessful: null,
    ...change,
  });

describe('the environment of a run', () => {
  it('names integration, tenant, hub, mode and run', () => {
    expect(environment().variables).to.include({
      PAN_CTX_INTEGRATION_ID: '12',
      PAN_CTX_INTEGRATION_NAME: 'orders-to-books',
      PAN_CTX_TENANT_ID: '34',
      PAN_CTX_TENANT_NAME: 'Käse & Söhne',
      PAN_CTX_ENV: 'production',
      PAN_CTX_RUN_MODE: 'normal',
      PAN_CTX_RUN_ID: '473',
    });
  });

  it('names the release, and its commit where it is known', () => {
    expect(environment().variables).to.include({ PAN_CTX_RELEASE_NUMBER: '7', PAN_CTX_COMMIT_SHA: 'c0ffee' });
    expect(environment({ commitSha: null }).variables).not.to.have.property('PAN_CTX_COMMIT_SHA');
  });

  it('gives the metadata as a file', () => {
    const { variables, files } = environment();
    expect(files[variables.PAN_CTX_TENANT_METADATA_FILE ?? '']).to.equal('{"shops":["a"]}');
  });

  describe('of earlier runs', () => {
    it('says nothing before the first one', () => {
      expect(Object.keys(environment().variables).filter((name) => name.includes('LAST'))).to.deep.equal([]);
    });

    it('gives times, status and state of the last and the last successful one', () => {
      const last = summary({ phase: 'failed', failureClass: 'timeout', stdoutLine: null });
      const { variables } = environment({ last, lastSuccessful: summary() });
      expect(variables).to.include({
        PAN_CTX_LAST_RUN_START_TIME: '2021-07-24 20:04:21 +0000 UTC',
        PAN_CTX_LAST_RUN_COMPLETION_TIME: '2021-07-24 20:05:02 +0000 UTC',
        PAN_CTX_LAST_RUN_PHASE: 'Failed (Timeout)',
        PAN_CTX_LAST_RUN_STD_OUT: '{}',
        PAN_CTX_LAST_RUN_STDOUT: '{}',
        PAN_CTX_LAST_SUCCESSFUL_RUN_PHASE: 'Succeeded',
        PAN_CTX_LAST_SUCCESSFUL_RUN_STD_OUT: '{"cursor":7}',
        PAN_CTX_LAST_SUCCESSFUL_RUN_STDOUT: '{"cursor":7}',
        PAN_CTX_LAST_SUCESSFUL_RUN_STDOUT: '{"cursor":7}',
      });
    });

    it('keeps what they printed in the variable up to 96 KiB', () => {
      const stdoutLine = 'x'.repeat(96 * KIB);
      const { variables, warnings } = environment({ last: summary({ stdoutLine }) });
      expect(variables.PAN_CTX_LAST_RUN_STD_OUT).to.equal(stdoutLine);
      expect(variables).not.to.have.property('PAN_CTX_LAST_RUN_STD_OUT_FILE');
      expect(warnings).to.deep.equal([]);
    });

    it('puts what is larger into a file, and warns', () => {
      const stdoutLine = `${'x'.repeat(96 * KIB - 1)}é`;
      const { variables, files, warnings } = environment({ last: summary({ stdoutLine }) });
      expect(variables.PAN_CTX_LAST_RUN_STD_OUT).to.equal('{}');
      expect(files[variables.PAN_CTX_LAST_RUN_STD_OUT_FILE ?? '']).to.equal(stdoutLine);
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.include('PAN_CTX_LAST_RUN_STD_OUT');
    });
  });

  describe('of its triggers', () => {
    const parse = (text: string | undefined): { id: string }[] => JSON.parse(text ?? '') as { id: string }[];

    it('is an empty list where there are none', () => {
      const { variables, files } = environment();
      expect(variables.PAN_CTX_RUN_TRIGGERS).to.equal('[]');
      expect(files[variables.PAN_CTX_RUN_TRIGGERS_FILE ?? '']).to.equal('[]');
    });

    it('gives a body as a file, with its headers where there are any', () => {
      const payload = { triggerId: 7, sizeBytes: 3 };
      const { variables, payloads } = environment({
        triggers: [
          trigger(1, { source: 'webhook', mode: 'webhook', payload, headers: { 'x-topic': 'orders' } }),
          trigger(2, { payload }),
          trigger(3),
        ],
      });
      expect(parse(variables.PAN_CTX_RUN_TRIGGERS)).to.deep.equal([
        {
          id: '1',
          source: 'webhook',
          mode: 'webhook',
          payload: { file: '/hub/context/triggers/1', headers: { 'x-topic': 'orders' } },
        },
        { id: '2', source: 'api', mode: 'normal', payload: { file: '/hub/context/triggers/2' } },
        { id: '3', source: 'api', mode: 'normal' },
      ]);
      expect(payloads['/hub/context/triggers/1']).to.equal(payload);
    });

    it('keeps the newest that fit into 96 KiB, and all in the file', () => {
      const triggers = Array.from({ length: 200 }, (_, at) =>
        trigger(at + 1, { headers: { note: 'x'.repeat(KIB) }, payload: { triggerId: 1, sizeBytes: 0 } }),
      );
      const { variables, files } = environment({ triggers });
      const kept = parse(variables.PAN_CTX_RUN_TRIGGERS);
      expect(Buffer.byteLength(variables.PAN_CTX_RUN_TRIGGERS ?? '')).to.be.at.most(96 * KIB);
      expect(kept.length).to.be.within(80, 96);
      expect(kept.at(-1)?.id).to.equal('200');
      expect(kept[0]?.id).to.equal(String(200 - kept.length + 1));
      expect(parse(files[variables.PAN_CTX_RUN_TRIGGERS_FILE ?? ''] as string)).to.have.length(200);
    });
  });
});

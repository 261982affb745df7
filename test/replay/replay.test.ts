import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { expect } from 'chai';
import * as workflows from '../../workflows/index.ts';
import { useQuietTemporal } from '../support/quiet-temporal.ts';
import { bundleWorkflows, testWorkflowBundle } from '../support/workflow-bundle.ts';
import { scrubHistory } from './scrub-history.ts';

const FOLDER = join(import.meta.dirname, 'histories');

interface Started {
  readonly workflowExecutionStartedEventAttributes: { readonly workflowType: { readonly name: string } };
}

interface Recorded {
  readonly workflowId: string;
  readonly history: { readonly events: readonly [Started, ...object[]] };
}

const recorded: readonly Recorded[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    workflowId: file.replace('.json', ''),
    history: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Recorded['history'],
  }));

describe('workflows that were under way', () => {
  useQuietTemporal();

  it('go on with the present code', async function replaysAll() {
    this.timeout(60_000);
    expect(await replay(await testWorkflowBundle())).to.deep.equal(recorded.map(() => null));
  });

  it('would be noticed where the code no longer fits them', async function noticesAll() {
    this.timeout(60_000);
    const bundle = await bundleWorkflows(join(import.meta.dirname, 'fixtures', 'incompatible-workflows.ts'));
    const errors = await replay(bundle);
    expect(errors).to.have.length(recorded.length);
    for (const error of errors) expect(error).to.equal('DeterminismViolationError');
  });

  it('are recorded of each workflow', () => {
    const types = recorded.map(
      ({ history }) => history.events[0].workflowExecutionStartedEventAttributes.workflowType.name,
    );
    expect([...new Set(types)]).to.have.members(Object.keys(workflows));
  });

  it('name no machine', () => {
    for (const { history } of recorded) {
      expect(history).to.deep.equal(scrubHistory(history));
      expect(JSON.stringify(history)).not.to.match(/file:\/\/|\/(home|root|tmp|work)\//);
    }
  });
});

/** The name of the error of each history, in order; null where it replays. */
async function replay(workflowBundle: WorkflowBundle): Promise<(string | null)[]> {
  const errors = new Map<string, string | null>();
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, recorded)) {
    errors.set(workflowId, error?.name ?? null);
  }
  return recorded.map(({ workflowId }) => errors.get(workflowId) ?? null);
}

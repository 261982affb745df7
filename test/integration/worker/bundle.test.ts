import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { pino } from 'pino';
import { bundleWorkflows } from '../../../worker/bundle.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

describe('the bundle of the workflows', () => {
  const logger = pino({ level: 'silent' });
  const nameIn = (folder: string): string => readdirSync(folder).join();

  it('is kept for the next start, alone, and made anew where it can not be read', async () => {
    const folder = makeTestFolder('bundle');
    writeFileSync(join(folder, 'of-other-sources.json'), '{}');
    const made = await bundleWorkflows(logger, folder);
    expect(made).to.have.property('code').that.includes('runWorkflow');
    const file = join(folder, nameIn(folder));
    expect(file).to.match(/\/[0-9a-f]{64}\.json$/);

    writeFileSync(file, JSON.stringify({ code: 'kept' }));
    expect(await bundleWorkflows(logger, folder)).to.deep.equal({ code: 'kept' });

    writeFileSync(file, '{"code":');
    expect(await bundleWorkflows(logger, folder))
      .to.have.property('code')
      .that.has.length.greaterThan(100_000);
    expect(JSON.parse(readFileSync(file, 'utf8'))).to.have.property('code');
  });

  it('serves those that start at the same moment, and those whose folder can not be written', async () => {
    const folder = makeTestFolder('bundle');
    const bundles = await Promise.all([bundleWorkflows(logger, folder), bundleWorkflows(logger, folder)]);
    expect(bundles.every((bundle) => 'code' in bundle)).to.equal(true);
    expect(readdirSync(folder)).to.have.length(1);
    const file = join(folder, readdirSync(folder).join());
    expect(await bundleWorkflows(logger, join(file, 'folder'))).to.have.property('code');
  });
});

import { expect } from 'chai';
import { deleteWorker, upsertWorker } from '../../../src/db/stores/workers/worker-store.ts';
import { useApi } from '../../support/api.ts';

describe('the list of workers', () => {
  const api = useApi();
  const worker = {
    ...{ id: 'w-1', hostname: 'host-a', pid: 7, runSlots: 4, buildSlots: 2 },
    platform: { driver: 'bubblewrap', os: 'linux', arch: 'x64', libc: 'glibc 2.36' },
    toolchains: [{ language: 'node', version: '24.21.0' } as const],
  };

  afterEach(() => deleteWorker(api.db, worker.id));

  it('shows slots, platform and toolchains, also those that came while the worker lived', async () => {
    await upsertWorker(api.db, worker);
    const toolchains = [...worker.toolchains, { language: 'python', version: '3.13.0' } as const];
    await upsertWorker(api.db, { ...worker, toolchains });
    const answer = await api.call('GET', '/v2/workers');
    expect(answer.status, answer.text).to.equal(200);
    const found = answer.body.find(({ id }: { id: string }) => id === worker.id);
    expect(found).to.deep.include({ hostname: 'host-a', is_live: true, is_draining: false, run_slots: 4, toolchains });
    expect(found.platform).to.deep.equal(worker.platform);
  });

  it('says which are not heard any more', async () => {
    await upsertWorker(api.db, worker);
    await api.db.query(`update workers set heartbeat_at = now() - interval '1 minute' where id = $1`, [worker.id]);
    const answer = await api.call('GET', '/v2/workers');
    expect(answer.body.find(({ id }: { id: string }) => id === worker.id)).to.include({ is_live: false });
  });
});

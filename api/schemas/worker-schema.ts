import { type Static, Type } from 'typebox';
import type { ListedWorker } from '../../src/db/stores/workers/worker-store.ts';
import { Time, toTime } from './common-schema.ts';

export const WorkerSchema = Type.Object(
  {
    id: Type.String(),
    hostname: Type.String(),
    pid: Type.Integer(),
    is_live: Type.Boolean({ description: 'False where it was not heard for 15 s, or takes no more work.' }),
    is_draining: Type.Boolean({ description: 'It ends what it has and takes no more.' }),
    started_date: Time,
    heartbeat_date: Time,
    run_slots: Type.Integer({ description: 'Runs at once.' }),
    build_slots: Type.Integer({ description: 'Builds at once.' }),
    platform: Type.Object({
      driver: Type.String({ description: "The sandbox's driver." }),
      os: Type.String(),
      arch: Type.String(),
      libc: Type.String(),
    }),
    toolchains: Type.Array(Type.Object({ language: Type.String(), version: Type.String() }), {
      description: 'By language, newest first. What is installed or fetched later is listed within minutes.',
    }),
  },
  { $id: 'Worker' },
);

export function toWorkerJson(worker: ListedWorker): Static<typeof WorkerSchema> {
  return {
    id: worker.id,
    hostname: worker.hostname,
    pid: worker.pid,
    is_live: worker.isLive,
    is_draining: worker.isDraining,
    started_date: toTime(worker.startedAt),
    heartbeat_date: toTime(worker.heartbeatAt),
    run_slots: worker.runSlots,
    build_slots: worker.buildSlots,
    platform: worker.platform,
    toolchains: worker.toolchains.map(({ language, version }) => ({ language, version })),
  };
}

import { expect } from 'chai';
import { effectiveLimits } from '../../../../src/domain/runs/run-limits.ts';

const MIB = 1024 * 1024;
const MAXIMA = { timeMs: 600_000, memoryBytes: 512 * MIB, cpus: 1, processes: 256, diskBytes: 1024 * MIB };

describe('the limits of a run', () => {
  it("are the hub's where the integration sets none", () => {
    expect(effectiveLimits(MAXIMA, {})).to.deep.equal(MAXIMA);
  });

  it("are the integration's where these are lower", () => {
    const own = { time_s: 30, memory_mib: 64, cpus: 0.5, processes: 10, disk_mib: 100 };
    expect(effectiveLimits(MAXIMA, own)).to.deep.equal({
      timeMs: 30_000,
      memoryBytes: 64 * MIB,
      cpus: 0.5,
      processes: 10,
      diskBytes: 100 * MIB,
    });
  });

  it("never exceed the hub's", () => {
    const own = { time_s: 1e6, memory_mib: 1e6, cpus: 64, processes: 1e6, disk_mib: 1e6 };
    expect(effectiveLimits(MAXIMA, own)).to.deep.equal(MAXIMA);
  });
});

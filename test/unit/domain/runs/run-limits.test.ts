import { expect } from 'chai';
import { effectiveLimits, limitIssues, toIntegrationLimits } from '../../../../src/domain/runs/run-limits.ts';

const MIB = 1024 * 1024;
const MAXIMA = {
  ...{ timeMs: 600_000, memoryBytes: 512 * MIB, cpus: 1, processes: 256, diskBytes: 1024 * MIB, logBytes: 100_000_000 },
};
const LARGE = { time_s: 1e6, memory_mib: 1e6, cpus: 64, processes: 1e6, disk_mib: 1e6, output_mb: 1e4 };
const SMALL = { time_s: 30, memory_mib: 64, cpus: 0.5, processes: 10, disk_mib: 100, output_mb: 2 };

describe('the limits of a run', () => {
  it("are the hub's where the integration sets none", () => {
    expect(effectiveLimits(MAXIMA, {})).to.deep.equal(MAXIMA);
  });

  it("are the integration's where these are lower", () => {
    expect(effectiveLimits(MAXIMA, SMALL)).to.deep.equal({
      timeMs: 30_000,
      memoryBytes: 64 * MIB,
      cpus: 0.5,
      processes: 10,
      diskBytes: 100 * MIB,
      logBytes: 2_000_000,
    });
  });

  it("never exceed the hub's", () => {
    expect(effectiveLimits(MAXIMA, LARGE)).to.deep.equal(MAXIMA);
  });

  it('are told in the units that people set them in', () => {
    expect(toIntegrationLimits(effectiveLimits(MAXIMA, SMALL))).to.deep.equal(SMALL);
  });

  it("are refused each by itself where they are over the hub's", () => {
    expect(limitIssues(MAXIMA, SMALL)).to.deep.equal([]);
    expect(limitIssues(MAXIMA, toIntegrationLimits(MAXIMA))).to.deep.equal([]);
    expect(limitIssues(MAXIMA, LARGE).map(({ pointer }) => pointer)).to.deep.equal(
      Object.keys(LARGE).map((name) => `/limits/${name}`),
    );
    expect(limitIssues(MAXIMA, { memory_mib: 513 })[0]?.message).to.match(/512 at most/);
  });
});

import { expect } from 'chai';
import { countOf, formatBytes, formatDuration, formatRelative, formatSpan } from '../../../web/text/format.ts';

const NOW = Date.UTC(2026, 11, 1, 12);
const ago = (milliseconds: number): string => new Date(NOW - milliseconds).toISOString();

describe('numbers and times of the pages', () => {
  it('are as short as they may be', () => {
    expect(formatDuration(42)).to.equal('42 ms');
    expect(formatDuration(3_800)).to.equal('3.8 s');
    expect(formatDuration(59_600)).to.equal('59 s');
    expect(formatDuration(134_000)).to.equal('2 min 14 s');
    expect(formatDuration(3_600_000)).to.equal('1 h');
    expect(formatDuration(93_600_000)).to.equal('1 d 2 h');
    expect(formatBytes(0)).to.equal('0 B');
    expect(formatBytes(1_536)).to.equal('1.5 KiB');
    expect(formatBytes(536_870_912)).to.equal('512 MiB');
  });

  it('count in words', () => {
    expect(countOf(1, 'tenant')).to.equal('1 tenant');
    expect(countOf(0, 'tenant')).to.equal('0 tenants');
    expect(countOf(2, 'sync was', 'syncs were')).to.equal('2 syncs were');
  });

  it('are relative up to a week, then dates', () => {
    expect(formatRelative(ago(1_000), NOW)).to.equal('now');
    expect(formatRelative(ago(120_000), NOW)).to.match(/2.*min|2m/);
    expect(formatRelative(ago(8 * 86_400_000), NOW)).to.match(/Nov/);
  });

  it('span from a beginning to an end or to now', () => {
    expect(formatSpan(null, null, NOW)).to.equal(null);
    expect(formatSpan(ago(2_000), null, NOW)).to.equal('2.0 s');
    expect(formatSpan(ago(2_000), ago(1_500), NOW)).to.equal('500 ms');
  });
});

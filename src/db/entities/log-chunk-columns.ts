import { p } from '@mikro-orm/core';

/** What a chunk of a log holds, be it of a run or of a build; new for each entity, which keeps what it is given. */
export const logChunkColumns = () => ({
  firstLine: p.integer().primary(),
  lastLine: p.integer(),
  firstLineAt: p.datetime(),
  lineMillis: p.array<number>(Number),
  kinds: p.text(),
  text: p.text(),
  sizeBytes: p.integer(),
});

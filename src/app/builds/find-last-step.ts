import type { Sql } from '../../db/database.ts';
import { listLastHubChunks } from '../../db/stores/releases/build-store.ts';
import { BUILD_STEPS, type BuildStep } from '../../domain/releases/build-failure.ts';

/** Returns the last step that a build's log names, which is where its worker was lost; null before the first. */
export async function findLastStep(sql: Sql, releaseId: number): Promise<BuildStep | null> {
  for (const { text, kinds } of await listLastHubChunks(sql, releaseId)) {
    const hubLines = text.split('\n').filter((_, index) => kinds[index] === 'h');
    const step = hubLines.map(stepOf).findLast((found) => found !== undefined);
    if (step !== undefined) return step;
  }
  return null;
}

function stepOf(line: string): BuildStep | undefined {
  const word = /^[a-z]+/.exec(line)?.[0];
  return BUILD_STEPS.find((step) => step === word);
}

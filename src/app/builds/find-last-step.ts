import type { Sql } from '../../db/database.ts';
import { BUILD_STEPS, type BuildStep } from '../../domain/releases/build-failure.ts';

/** The last step that a build's log tells of: where its worker was lost; null before the first. */
export async function findLastStep(sql: Sql, releaseId: number): Promise<BuildStep | null> {
  const chunks = await sql.query<{ text: string; kinds: string }>(
    `select text, kinds from build_log_chunks where release_id = $1 and kinds like '%h%' order by first_line desc limit 5`,
    [releaseId],
  );
  for (const { text, kinds } of chunks) {
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

import cronstrue from 'cronstrue';

/** Returns a cron expression as an English sentence, or as it stands where it is none. */
export function cronSentence(expression: string): string {
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true, verbose: false });
  } catch {
    return expression;
  }
}

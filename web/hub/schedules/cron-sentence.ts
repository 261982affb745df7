import cronstrue from 'cronstrue';

/** Returns a cron expression as an English sentence, or unchanged where it is not one. */
export function cronSentence(expression: string): string {
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true, verbose: false });
  } catch {
    return expression;
  }
}

export async function startTemporalOnPostgres(
  say: (line: string) => void,
): Promise<{ address: string; namespace: string; close(): Promise<void> } | null> {
  say('not yet');
  return null;
}

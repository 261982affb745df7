import type { TransitionTable } from '../domain/state-machine.ts';

/** Returns the SQL condition that the state in `column` is one from which the transition table allows the move to `state`. */
export function mayMoveTo<State extends string>(column: string, table: TransitionTable<State>, state: State): string {
  const origins = (Object.keys(table) as State[]).filter((origin) => table[origin].includes(state));
  return `${column} in (${origins.map((origin) => `'${origin}'`).join(', ')})`;
}

/** Returns what `make` makes of each of these states, by state. */
export function perState<State extends string, Made>(
  states: readonly State[],
  make: (state: State) => Made,
): Readonly<Record<State, Made>> {
  return Object.fromEntries(states.map((state) => [state, make(state)])) as Record<State, Made>;
}

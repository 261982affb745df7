/** A transition table: for each state the states it may move to; a state with none is final. */
export type TransitionTable<State extends string> = Readonly<Record<State, readonly State[]>>;

export function canTransition<State extends string>(table: TransitionTable<State>, from: State, to: State): boolean {
  return table[from].includes(to);
}

export function isFinal<State extends string>(table: TransitionTable<State>, state: State): boolean {
  return table[state].length === 0;
}

/** Wakes the followers of a run or a build when something of it was committed. */
export interface ProgressChannel {
  /** Calls `wake` for each notice about `subject` (`run:<id>`, `release:<id>`) and after a gap. Returns a function that stops it. */
  follow(subject: string, wake: () => void): () => void;
}

/** The receiving end: a process has one listener and any number of followers. */
export interface ProgressHub extends ProgressChannel {
  notify(subject: string): void;
  /** Notices may have been missed: wakes every follower. */
  notifyAll(): void;
}

export function createProgressHub(): ProgressHub {
  const followers = new Map<string, Set<() => void>>();
  return {
    follow: (subject, wake) => {
      const group = followers.get(subject) ?? new Set();
      followers.set(subject, group.add(wake));
      return () => {
        group.delete(wake);
        if (group.size === 0) followers.delete(subject);
      };
    },
    notify: (subject) => {
      for (const wake of followers.get(subject) ?? []) wake();
    },
    notifyAll: () => {
      for (const group of followers.values()) for (const wake of group) wake();
    },
  };
}

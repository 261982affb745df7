/** Clean lines for the person who typed the command. */
export interface Progress {
  say(line: string): void;
  /** Runs one step and prints a line with its time when it is done. */
  step<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

/** Progress that is written to a stream line by line. */
export function createProgress(write: (text: string) => void): Progress {
  const say = (line: string): void => write(`${line}\n`);
  return {
    say,
    step: async (name, work) => {
      const begin = performance.now();
      const result = await work();
      say(`✓ ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
}

import type { PasswordStrength } from './passwords.ts';

const MIN_SCORE = 3;

let estimator: Promise<(password: string, words: readonly string[]) => number> | null = null;

/** Rates passwords with zxcvbn; its word lists are read at the first use. */
export const zxcvbnStrength: PasswordStrength = async (password, words) => {
  estimator ??= loadEstimator();
  const score = (await estimator)(password, words);
  return score >= MIN_SCORE ? null : 'is easily guessed; use several unrelated words, or a password manager';
};

async function loadEstimator(): Promise<(password: string, words: readonly string[]) => number> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const factory = new ZxcvbnFactory({
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...english.dictionary },
  });
  return (password, words) => factory.check(password, [...words]).score;
}

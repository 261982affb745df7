import { expect } from 'chai';
import { firstWord } from '../../../src/domain/releases/first-word.ts';

describe('firstWord', () => {
  const words: [command: string, word: string | null][] = [
    ['node .', 'node'],
    ['  ./start.sh --fast', './start.sh'],
    ['PORT=1 NAME="a b" node .', 'node'],
    ['exec python3 -m x', 'python3'],
    ['env A=b node', 'node'],
    ['exec', 'exec'],
    ['cd dist && node .', 'cd'],
    ['java -jar target/x.jar', 'java'],
    ['"./my program" x', './my program'],
    ["'./it''s' x", './its'],
    ['my\\ program x', 'my program'],
    ['"say \\"hi\\"" x', 'say "hi"'],
    ['node; true', 'node'],
    ['$HOME/bin/x', null],
    ['"$RUNNER" x', null],
    ['if true; then node .; fi', null],
    ['(cd x; node .)', null],
    ['./bin/*', null],
    ['', null],
    ['A=1', null],
  ];
  for (const [command, word] of words) {
    it(`finds ${word === null ? 'none' : `"${word}"`} in ${JSON.stringify(command)}`, () => {
      expect(firstWord(command)).to.equal(word);
    });
  }
});

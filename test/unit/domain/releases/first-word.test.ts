import { expect } from 'chai';
import { firstWord } from '../../../../src/domain/releases/first-word.ts';

describe('the program that a command starts with', () => {
  const commands: readonly (readonly [string, string | null])[] = [
    ['npm ci && npm run build', 'npm'],
    ['  node index.js', 'node'],
    ['./run.sh --fast', './run.sh'],
    ['A=1 B="two words" python3 main.py', 'python3'],
    ['exec node index.js', 'node'],
    ['env -i node index.js', 'env'],
    ['nice nohup java -jar app.jar', 'java'],
    ['exec', 'exec'],
    ['"my program" x', 'my program'],
    [`'single quoted' x`, 'single quoted'],
    ['"say \\"hi\\"" x', 'say "hi"'],
    ['a\\ b c', 'a b'],
    ['""x', 'x'],
    ["''", ''],
    ['\\', null],
    ['$PROGRAM x', null],
    ['`which node` x', null],
    ['bin/* x', null],
    ['if true; then node x; fi', null],
    ['time node x', null],
    ['(cd x; node y)', null],
    ['', null],
    ['# only a comment', null],
  ];
  for (const [command, word] of commands) {
    it(`${JSON.stringify(command)}: ${word}`, () => expect(firstWord(command)).to.equal(word));
  }
});

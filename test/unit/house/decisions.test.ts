import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';

const FOLDER = join(import.meta.dirname, '../../../docs/adr');
const files = globSync('[0-9]*.md', { cwd: FOLDER }).sort();
const numbers = files.map((file) => basename(file).slice(0, 4));

describe('decisions', () => {
  for (const file of files) {
    it(`${file} begins with its number, its status and its date`, () => {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      expect(text).to.match(
        new RegExp(
          `^# ${file.slice(0, 4)}: .+\n\n- Status: (accepted|replaced by .+)\n- Date: 20\\d\\d-\\d\\d-\\d\\d\n`,
        ),
      );
    });
  }

  it('have a number each', () => {
    expect(numbers).to.deep.equal([...new Set(numbers)]);
  });

  it('explain the numbers that are missing', () => {
    const explained = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    const missing = Array.from({ length: Number(numbers.at(-1)) }, (_, index) => String(index + 1).padStart(4, '0'))
      .filter((number) => !numbers.includes(number))
      .filter((number) => !explained.includes(number));
    expect(missing).to.deep.equal([]);
  });
});

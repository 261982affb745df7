import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './git-server.ts';
import { makeTestFolder } from './test-folder.ts';

/** A Python project that installs one package, which lies beside it, into HOME. */
export function pipProject(mark: string, requirements: string): Files {
  const install =
    'python3 -m pip install --user --no-index --find-links . --no-warn-script-location -r requirements.txt';
  const build = `${install} && python3 -c "import tiny; print(tiny.saying)"`;
  return {
    mark,
    'PANDIUM.yaml': `base: python\nbuild: ${JSON.stringify(build)}\nrun: python3 -c pass\n`,
    'requirements.txt': `${requirements}\n`,
    'tiny-1.0-py3-none-any.whl': makeWheel(),
  };
}

let made: Buffer | undefined;

function makeWheel(): Buffer {
  if (made) return made;
  const folder = makeTestFolder('wheel');
  const info = join(folder, 'tiny-1.0.dist-info');
  mkdirSync(info);
  writeFileSync(join(folder, 'tiny.py'), `saying = 'tiny works'\n`);
  writeFileSync(join(info, 'METADATA'), 'Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n');
  writeFileSync(join(info, 'WHEEL'), 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n');
  const names = ['tiny.py', ...['METADATA', 'WHEEL', 'RECORD'].map((name) => `tiny-1.0.dist-info/${name}`)];
  writeFileSync(join(info, 'RECORD'), names.map((name) => `${name},,\n`).join(''));
  const file = join(folder, 'tiny-1.0-py3-none-any.whl');
  execFileSync('python3', ['-m', 'zipfile', '-c', file, 'tiny.py', 'tiny-1.0.dist-info'], { cwd: folder });
  made = readFileSync(file);
  return made;
}

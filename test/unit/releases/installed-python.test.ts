import { expect } from 'chai';
import { installsPinnedPython } from '../../../src/app/builds/installed-python.ts';

describe('packages that a build command asks Python for', () => {
  it('are known where files or versions name them', () => {
    for (const command of [
      'pip install -r requirements.txt',
      'python3 -m venv v && v/bin/pip install --no-cache-dir -r requirements.txt -c constraints.txt',
      'pip3.12 install --upgrade pip; pip3.12 install requests==2.32.3 || true',
      'pipenv install',
      'poetry install --no-root',
      'pip install .',
    ]) {
      expect(installsPinnedPython(command), command).to.equal(true);
    }
  });

  it('are unknown where one is named without its version, or the command hides what it installs', () => {
    for (const command of [
      'pip install requests',
      'pip install -r a.txt && pipenv install flask',
      './build.sh',
      'make',
      '',
    ]) {
      expect(installsPinnedPython(command), command).to.equal(false);
    }
  });
});

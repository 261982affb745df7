import { expect } from 'chai';
import { wholeName } from '../../../src/app/releases/whole-name.ts';

describe('whole names of files', () => {
  const name = wholeName(['go.sum', 'requirements*.txt', '*.csproj']);
  const fits = (text: string): boolean => name.test(text);

  it('fit whole names only, and nothing but a star stands for anything', () => {
    expect(['go.sum', 'requirements.txt', 'requirements-dev.txt', 'a.csproj'].filter(fits)).to.have.lengthOf(4);
    expect(['go.sum.old', 'a-go.sum', 'goXsum', 'requirements.txt~', 'a.csproj\nb', ''].filter(fits)).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import type { EngineClient } from '../../../src/adapters/sandbox/container/engine-client.ts';
import { readImageVariables } from '../../../src/adapters/sandbox/container/image-variables.ts';
import { expectAppError } from '../../support/expect-app-error.ts';

describe('the variables of an image', () => {
  /** An engine that gets an image by pulling it, where its registry has it. */
  function engineThatPulls(available: string): { readonly engine: EngineClient; readonly asked: string[] } {
    const asked: string[] = [];
    let hasImage = false;
    const engine: EngineClient = {
      socketPath: '/nowhere',
      attach: () => Promise.reject(new Error('nothing is attached here')),
      call: async (method, path) => {
        asked.push(`${method} ${path}`);
        if (method === 'POST') {
          hasImage = path.includes(encodeURIComponent(available));
          if (!hasImage) throw new Error('manifest unknown');
          return null;
        }
        if (!hasImage) throw new Error('no such image');
        return { Config: { Env: ['PATH=/usr/bin', 'A=b=c'] } };
      },
    };
    return { engine, asked };
  }

  it('are read after the engine pulled an image that it did not have', async () => {
    const { engine, asked } = engineThatPulls('node:22');
    expect(await readImageVariables(engine, 'node:22')).to.deep.equal({ PATH: '/usr/bin', A: 'b=c' });
    expect(asked[1]).to.equal('POST /images/create?fromImage=node%3A22');
    await readImageVariables(engine, 'node:22');
    expect(asked.filter((one) => one.startsWith('POST'))).to.have.length(1);
  });

  it('are of the newest image where no tag is named', async () => {
    const { engine, asked } = engineThatPulls('host.test:5000/team/node');
    await readImageVariables(engine, 'host.test:5000/team/node');
    expect(asked[1]).to.match(/&tag=latest$/);
  });

  it('are missing with the reason of the engine, where it can not pull the image', async () => {
    const error = await expectAppError(
      readImageVariables(engineThatPulls('x').engine, 'node:22'),
      'sandbox_unavailable',
    );
    expect(error.message).to.contain('node:22').and.contain('manifest unknown');
  });
});

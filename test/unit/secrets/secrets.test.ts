import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { createSecrets } from '../../../src/adapters/secrets/create-secrets.ts';
import type { SealedSecret, Secrets } from '../../../src/adapters/secrets/secrets.ts';
import { AppError } from '../../../src/errors/app-error.ts';

const TEXT = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789 ü';

describe('a sealed secret', () => {
  const key = randomBytes(32);
  let secrets: Secrets;
  before(async () => {
    secrets = await createSecrets([key]);
  });

  const fails = (opener: Secrets, owner: string, secret: SealedSecret): AppError => {
    try {
      opener.open(owner, secret);
    } catch (error) {
      expect(error).to.be.instanceOf(AppError);
      return error as AppError;
    }
    throw new Error('it opened');
  };

  it('opens for its owner', () => {
    expect(secrets.open('connection:1', secrets.seal('connection:1', TEXT))).to.equal(TEXT);
    expect(secrets.open('connection:1', secrets.seal('connection:1', ''))).to.equal('');
  });

  it('does not open for another owner', () => {
    const error = fails(secrets, 'connection:2', secrets.seal('connection:1', TEXT));
    expect(error.code).to.equal('secret_unreadable');
    expect(JSON.stringify([error.message, error.cause ?? null])).not.to.include('ghp_');
  });

  it('does not open when any byte was changed, cut or added', () => {
    const { sealed, keyId } = secrets.seal('connection:1', TEXT);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      fails(secrets, 'connection:1', { keyId, sealed: changed });
    }
    for (const length of [0, 1, 24, 25, 40, sealed.length - 1]) {
      fails(secrets, 'connection:1', { keyId, sealed: sealed.subarray(0, length) });
    }
    fails(secrets, 'connection:1', { keyId, sealed: Buffer.concat([sealed, Buffer.of(0)]) });
  });

  it('does not open with another key, nor under another key’s id', async () => {
    const others = await createSecrets([randomBytes(32)]);
    const secret = secrets.seal('connection:1', TEXT);
    fails(others, 'connection:1', secret);
    fails(others, 'connection:1', { ...secret, keyId: others.seal('x', 'x').keyId });
    const both = await createSecrets([randomBytes(32), key]);
    fails(both, 'connection:1', { ...secret, keyId: both.seal('x', 'x').keyId });
  });

  it('opens with an old key that stands behind the present one', async () => {
    const present = randomBytes(32);
    const ring = await createSecrets([present, key]);
    expect(ring.open('connection:1', secrets.seal('connection:1', TEXT))).to.equal(TEXT);
    expect((await createSecrets([present])).open('c', ring.seal('c', TEXT))).to.equal(TEXT);
  });

  it('differs each time and holds neither the text nor the key', () => {
    const [one, two] = [secrets.seal('c', TEXT), secrets.seal('c', TEXT)];
    expect(Buffer.from(one.sealed).equals(two.sealed)).to.equal(false);
    expect(Buffer.from(one.sealed).includes('ghp_')).to.equal(false);
    expect(key.toString('hex')).not.to.include(one.keyId);
  });
});

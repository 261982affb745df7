import { expect } from 'chai';
import { ROLES, type Role, scopeOf } from '../../../src/domain/accounts/role.ts';
import { changedFields } from '../../../src/domain/changed-fields.ts';
import { checkVersion } from '../../../src/domain/check-version.ts';
import { followingOf } from '../../../src/domain/tenants/tenant.ts';
import { expectAppError } from '../../support/expect-app-error.ts';

describe('how a tenant follows', () => {
  const channels: readonly (readonly [string | null, string])[] = [
    [null, 'static'],
    ['Default', 'dynamic'],
    ['beta', 'dynamic'],
    ['Latest', 'latest'],
  ];
  for (const [channel, following] of channels) {
    it(`${channel} is ${following}`, () => expect(followingOf(channel)).to.equal(following));
  }
});

describe('what an actor may see', () => {
  for (const role of ROLES.filter((one: Role) => one !== 'partner')) {
    it(`is everything for ${role}`, () => {
      expect(scopeOf({ name: 'x', role, partnerId: null })).to.deep.equal({ partnerId: null });
    });
  }

  it("is the partner's for a partner", () => {
    expect(scopeOf({ name: 'x', role: 'partner', partnerId: 7 })).to.deep.equal({ partnerId: 7 });
  });
});

describe('an edit of an older version', () => {
  const modifiedAt = new Date('2026-01-02T03:04:05Z');

  it('is refused', () => {
    const edit = async (): Promise<void> => checkVersion(modifiedAt, [new Date(0)]);
    return expectAppError(edit(), 'precondition_failed');
  });

  it('is taken where nobody asks for the version, or one of those named is the present one', () => {
    expect(() => checkVersion(modifiedAt, null)).not.to.throw();
    expect(() => checkVersion(modifiedAt, [new Date(0), new Date(modifiedAt)])).not.to.throw();
  });
});

describe('the fields that changed', () => {
  it('are those of the named ones that differ in value', () => {
    const old = { name: 'a', configs: { x: 1 }, note: 'n' };
    const present = { name: 'b', configs: { x: 1 }, note: 'm' };
    expect(changedFields(old, present, ['name', 'configs'])).to.deep.equal({
      before: { name: 'a' },
      after: { name: 'b' },
    });
  });
});

import { expect } from 'chai';
import { type AccountLinkFacts, linkRefusal } from '../../../../src/domain/accounts/account-link.ts';
import { isSameAddress, readEmailAddress } from '../../../../src/domain/accounts/email-address.ts';
import { passwordIssue, surroundingWords } from '../../../../src/domain/accounts/password-rules.ts';
import { type Actor, mayManageRole, scopeOf } from '../../../../src/domain/accounts/role.ts';
import { userState } from '../../../../src/domain/accounts/user.ts';

describe('accounts', () => {
  describe('a link', () => {
    const usable: AccountLinkFacts = {
      ...{ purpose: 'invitation', isUsed: false, isRevoked: false, isExpired: false },
      ...{ sentTo: 'Mara@example.com', accountEmail: 'mara@example.com', isAccountActive: true },
    };
    const refusalOf = (change: Partial<AccountLinkFacts>) => linkRefusal({ ...usable, ...change });

    it('works while nothing speaks against it', () => {
      expect(refusalOf({})).to.equal(null);
      expect(refusalOf({ purpose: 'owner', sentTo: null, accountEmail: null, isAccountActive: false })).to.equal(null);
      expect(refusalOf({ purpose: 'email_change', sentTo: 'new@example.com' })).to.equal(null);
    });

    it('is refused once it was used, revoked or has expired, or where the account has ended or moved', () => {
      expect(refusalOf({ isUsed: true })).to.equal('used');
      expect(refusalOf({ isRevoked: true })).to.equal('revoked');
      expect(refusalOf({ isExpired: true })).to.equal('expired');
      expect(refusalOf({ isAccountActive: false })).to.equal('revoked');
      expect(refusalOf({ accountEmail: 'other@example.com' })).to.equal('other_address');
    });
  });

  describe('an e-mail address', () => {
    it('is one address, without spaces around it', () => {
      expect(readEmailAddress(' mara.k+hub@mail.example.com ')).to.equal('mara.k+hub@mail.example.com');
      expect(readEmailAddress('owner@localhost')).to.equal('owner@localhost');
      for (const text of [
        'plain',
        'a@b',
        'a@example.com, b@example.com',
        'a@example.com\nb',
        `${'a'.repeat(250)}@example.com`,
      ]) {
        expect(readEmailAddress(text), text).to.equal(null);
      }
    });

    it('is the same in capitals', () => expect(isSameAddress('A@example.com', 'a@EXAMPLE.com')).to.equal(true));
  });

  describe('a password', () => {
    const surroundings = {
      email: 'mara@parcelwise.io',
      name: 'Mara Köhler',
      hubName: 'Acme hub',
      partnerName: 'Parcelwise',
    };

    it('has 12 to 128 characters and no name around the account', () => {
      expect(passwordIssue('short', surroundings)).to.include('at least 12');
      expect(passwordIssue('x'.repeat(129), surroundings)).to.include('128');
      expect(passwordIssue('i-love-PARCELWISE-so-much', surroundings)).to.include('must not contain');
      expect(passwordIssue('quiet-lantern-over-27-bridges', surroundings)).to.equal(null);
    });

    it('is compared with words of at least four letters, and not with what every address has', () => {
      expect(surroundingWords({ ...surroundings, partnerName: null, email: 'kim@mail.example.com' })).to.deep.equal([
        'köhler',
        'mara',
        'acme',
      ]);
    });
  });

  it('of owners are managed by owners, all others by admins too', () => {
    const actor = (role: Actor['role']): Actor => ({ name: 'user:1', role, partnerId: null });
    expect(mayManageRole(actor('owner'), 'owner')).to.equal(true);
    expect(mayManageRole(actor('admin'), 'owner')).to.equal(false);
    expect(mayManageRole(actor('admin'), 'viewer')).to.equal(true);
    expect(mayManageRole(actor('viewer'), 'viewer')).to.equal(false);
    expect(scopeOf({ name: 'user:2', role: 'partner', partnerId: 7 })).to.deep.equal({ partnerId: 7 });
    expect(scopeOf(actor('viewer'))).to.deep.equal({ partnerId: null });
  });

  it('are invited until they have a password, then active, until they are deactivated', () => {
    expect(userState({ deactivatedAt: null, hasPassword: false })).to.equal('invited');
    expect(userState({ deactivatedAt: null, hasPassword: true })).to.equal('active');
    expect(userState({ deactivatedAt: new Date(0), hasPassword: true })).to.equal('deactivated');
  });
});

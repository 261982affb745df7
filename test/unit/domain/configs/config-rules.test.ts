import { expect } from 'chai';
import { ROLES } from '../../../../src/domain/accounts/role.ts';
import { guardAdminOnly } from '../../../../src/domain/configs/admin-only-edit.ts';
import { configViewerOf } from '../../../../src/domain/configs/config-viewer.ts';
import { isOptionsStale } from '../../../../src/domain/configs/is-options-stale.ts';
import { issuesForViewer } from '../../../../src/domain/configs/notes-for-viewer.ts';
import { skipWithoutOptions } from '../../../../src/domain/configs/skip-without-options.ts';
import { validationResult } from '../../../../src/domain/manifest/validation-result.ts';
import { manifestOf, twoSelectors } from '../../../support/two-selectors.ts';

const ADMIN = manifestOf(`
version: 1.0
base: node
run: node .
configs:
  schema: {properties: {account: {type: string}, region: {type: string}, note: {type: string}}}
  uischema:
    elements:
      - {type: Control, scope: '#/properties/account', label: Account, admin: true}
      - {type: Control, scope: '#/properties/region', admin: true}
      - {type: Control, scope: '#/properties/note'}
`);

describe('who looks at configs', () => {
  for (const role of ROLES) {
    it(`is the hub for the role ${role}`, () => expect(configViewerOf(role)).to.equal('hub'));
  }
});

describe('an edit of configs that only hub users may set', () => {
  const stored = { account: 'a', note: 'old' };

  it('is free for people of the hub', () => {
    const wanted = { account: 'b' };
    expect(guardAdminOnly('hub', ADMIN, stored, wanted)).to.deep.equal({ configs: wanted, issues: [] });
  });

  it('is refused from end users, by name', () => {
    const { issues } = guardAdminOnly('end_user', ADMIN, stored, { account: 'b', region: 'eu', note: 'new' });
    expect(issues.map(({ pointer, code }) => [pointer, code])).to.deep.equal([
      ['/account', 'admin_only'],
      ['/region', 'admin_only'],
    ]);
    expect(issues[0]?.message).to.equal('"Account" (account) is set by users of the hub only.');
  });

  it('leaves them as they are where an end user leaves them out or repeats them', () => {
    for (const wanted of [{ note: 'new' }, { note: 'new', account: 'a' }]) {
      expect(guardAdminOnly('end_user', ADMIN, stored, wanted)).to.deep.equal({
        configs: { note: 'new', account: 'a' },
        issues: [],
      });
    }
  });

  it('shows in no fault or warning to end users', () => {
    const note = (pointer: string) => ({ pointer, code: 'x', message: 'x' });
    const validation = validationResult([note('/account'), note('/note')], [note('/region/0'), note('')]);
    expect(issuesForViewer('end_user', ADMIN, validation)).to.deep.equal(validationResult([note('/note')], [note('')]));
    expect(issuesForViewer('hub', ADMIN, validation)).to.deep.equal(validation);
  });
});

describe('a required config whose options are not there yet', () => {
  const validation = validationResult(
    ['/reader', '/plant_kind', '/other'].map((pointer) => ({ pointer, code: 'required', message: 'is required' })),
    [{ pointer: '/reader', code: 'x', message: 'x' }],
  );

  it('is asked for later', () => {
    const excused = skipWithoutOptions(
      twoSelectors(),
      { configs: {}, metadata: { plant_kinds: ['fern'] } },
      validation,
    );
    expect(excused.ok).to.equal(false);
    expect(excused.issues.map(({ pointer }) => pointer)).to.deep.equal(['/plant_kind', '/other']);
    expect(excused.warnings.at(-1)).to.deep.equal({
      pointer: '/reader',
      code: 'required_later',
      message: '"Reader" (reader) is required once its options are there.',
    });
  });

  it('does not excuse another fault of the same config', () => {
    const wrong = validationResult([{ pointer: '/reader', code: 'type', message: 'x' }]);
    expect(skipWithoutOptions(twoSelectors(), { configs: {}, metadata: {} }, wrong)).to.deep.equal(wrong);
  });
});

describe('fetched options', () => {
  it('are stale once they are older than the setting, or of unknown age', () => {
    expect([isOptionsStale(60, 60), isOptionsStale(61, 60), isOptionsStale(null, 60)]).to.deep.equal([
      false,
      true,
      true,
    ]);
  });
});

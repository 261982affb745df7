import { expect } from 'chai';
import { nextCursor } from '../../../web/api/list-query.ts';
import { oneOf, positiveInteger, someText } from '../../../web/hub/search-params.ts';
import { toSlug } from '../../../web/hub/to-slug.ts';

describe('addresses of the pages', () => {
  it('read what they know and forget the rest', () => {
    expect(oneOf('phase', 'failed', ['queued', 'failed'])).to.deep.equal({ phase: 'failed' });
    expect(oneOf('phase', 'lost', ['queued', 'failed'])).to.deep.equal({});
    expect(positiveInteger('tenant_id', '12')).to.deep.equal({ tenant_id: 12 });
    for (const value of ['0', '-1', '1.5', 'x', '', null, true, [1]]) {
      expect(positiveInteger('tenant_id', value)).to.deep.equal({});
    }
    expect(someText('search', 12)).to.deep.equal({ search: '12' });
    expect(someText('search', '')).to.deep.equal({});
  });

  it('go on with a list where its Link header says', () => {
    const link = '<http://127.0.0.1:8080/v2/runs?cursor=abc.def&limit=100>; rel="next"';
    expect(nextCursor(link)).to.equal('abc.def');
    expect(nextCursor('</v2/runs?cursor=x>; rel="previous"')).to.equal(null);
    expect(nextCursor(null)).to.equal(null);
  });

  it('hold slugs as they are typed', () => {
    expect(toSlug('Bücher & Söhne')).to.equal('bucher-sohne');
    expect(toSlug('orders-')).to.equal('orders-');
  });
});

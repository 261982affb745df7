import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import { countOf, formatNumber } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FormProblem } from '../form-problem.tsx';
import frame from '../frame.module.css';
import { useAction } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { secretKeyQuery } from './settings-queries.ts';

/** The key that seals secrets, and what older keys still seal. */
export function SecurityPage() {
  const { data } = useSuspenseQuery(secretKeyQuery());
  const action = useAction();
  const queries = useQueryClient();
  usePageTitle('Security');
  const older = data.sealed_by_older_keys;
  const reseal = () =>
    action.start(async () => {
      const { resealed } = await unwrap(api.POST('/v2/secret_key/reseal', {}));
      showToast({ title: `${countOf(resealed, 'secret')} sealed anew` });
      await queries.invalidateQueries({ queryKey: secretKeyQuery().queryKey });
    });
  return (
    <div className={frame.page}>
      <PageHead title="Security" />
      <Panel
        title="Secret key"
        hint="Seals every stored credential. Set a new one in the hub’s configuration, then seal anew with it."
      >
        <FormProblem title="The secrets were not sealed anew" problem={action.problem} />
        <Facts
          facts={[
            { name: 'Key in use', value: <code>{data.key_id}</code> },
            { name: 'Sealed by it', value: formatNumber(data.sealed_by_present_key) },
            { name: 'Sealed by older keys', value: formatNumber(older) },
          ]}
        />
        {older > 0 && <Notice tone="warn" title={`${countOf(older, 'secret')} still need an older key`} />}
        <div>
          <Button disabled={older === 0} isBusy={action.isBusy} busyLabel="Sealing…" onClick={reseal}>
            Seal anew
          </Button>
        </div>
      </Panel>
    </div>
  );
}

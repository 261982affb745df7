import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCcw, Square } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Run } from '../../api/types.ts';
import { runLogSource } from '../../log/log-source.ts';
import { LogViewer } from '../../log/log-viewer.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Status } from '../../ui/status.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { RUN_STATUSES } from '../statuses.ts';
import { TemporalLink } from '../temporal-link.tsx';
import { usePageTitle } from '../use-page-title.ts';
import { CancelRunDialog } from './cancel-run-dialog.tsx';
import { RerunDialog } from './rerun-dialog.tsx';
import { runRoute } from './routes.ts';
import { RunDetails } from './run-details.tsx';
import { RunFacts } from './run-facts.tsx';
import { isEnded, runQuery } from './run-queries.ts';

/** One run: what became of it, why, and its log. */
export function RunPage() {
  const { runId } = runRoute.useParams();
  const { data: run } = useSuspenseQuery(runQuery(runId));
  const [dialog, setDialog] = useState<'rerun' | 'cancel' | null>(null);
  const source = useMemo(() => runLogSource(runId), [runId]);
  usePageTitle(`Run #${runId}`);
  return (
    <div className={frame.full}>
      <div className={frame.fullHead}>
        <PageHead
          trail={<Link to="/runs">Runs</Link>}
          title={`Run #${runId}`}
          mark={<Status display={RUN_STATUSES[run.phase]} />}
          actions={<Actions run={run} onDialog={setDialog} />}
        >
          <RunFacts run={run} />
        </PageHead>
        <RunDetails run={run} />
      </div>
      <div className={frame.fullBody}>
        <LogViewer
          source={source}
          empty="This run wrote nothing."
          problem={(error, retry) => (
            <div className={frame.pad}>
              <ProblemView title="The log could not be loaded" error={error} onRetry={retry} />
            </div>
          )}
        />
      </div>
      <CancelRunDialog run={run} isOpen={dialog === 'cancel'} onClose={() => setDialog(null)} />
      {dialog === 'rerun' && <RerunDialog run={run} onClose={() => setDialog(null)} />}
    </div>
  );
}

interface ActionsProps {
  readonly run: Run;
  readonly onDialog: (dialog: 'rerun' | 'cancel') => void;
}

function Actions({ run, onDialog }: ActionsProps) {
  return (
    <>
      <TemporalLink url={run.temporal_url} />
      <Button icon={<RotateCcw size={14} aria-hidden="true" />} onClick={() => onDialog('rerun')}>
        Rerun…
      </Button>
      {!isEnded(run) && (
        <Button
          variant="danger"
          icon={<Square size={14} aria-hidden="true" />}
          disabled={run.is_cancel_requested}
          onClick={() => onDialog('cancel')}
        >
          {run.is_cancel_requested ? 'Cancelling…' : 'Cancel run'}
        </Button>
      )}
    </>
  );
}

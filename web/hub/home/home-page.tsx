import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { buttonClass } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import frame from '../frame.module.css';
import { integrationNamesQuery } from '../integrations/integration-queries.ts';
import { usePageTitle } from '../use-page-title.ts';
import { FirstSteps } from './first-steps.tsx';
import { NeedsAttention } from './needs-attention.tsx';
import { RecentRuns } from './recent-runs.tsx';

/** What needs attention, and what happened last. */
export function HomePage() {
  const { data: integrations } = useQuery(integrationNamesQuery());
  usePageTitle('Home');
  return (
    <div className={frame.page}>
      <PageHead
        title="Home"
        actions={
          <Link to="/integrations" search={{ create: 'yes' }} className={buttonClass('primary')}>
            <Plus size={14} aria-hidden="true" />
            New integration
          </Link>
        }
      />
      {integrations?.length === 0 ? (
        <FirstSteps />
      ) : (
        <>
          <NeedsAttention />
          <RecentRuns />
        </>
      )}
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonClass } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import styles from './home.module.css';

/** What to do in a hub that has nothing yet. */
export function FirstSteps() {
  return (
    <Panel title="Set up your hub" hint="Four steps from a git repository to data that moves." isFlush>
      <ol className={styles.steps}>
        <Step
          title="Connect source control"
          text="Only for private repositories: a token that the hub reads them with."
          action={
            <Link to="/settings/source-control" className={buttonClass('secondary', 'small')}>
              Source Control
            </Link>
          }
        />
        <Step
          title="Create an integration"
          text="Name its repository; pushes to its branch become releases."
          action={
            <Link to="/integrations" search={{ create: 'yes' }} className={buttonClass('primary', 'small')}>
              New integration
            </Link>
          }
        />
        <Step title="Install it for a customer" text="A tenant is one customer’s installation, with its own configs." />
        <Step title="Sync" text="An init sync fetches what its form offers, then it runs as scheduled." />
      </ol>
    </Panel>
  );
}

function Step({ title, text, action }: { readonly title: string; readonly text: string; readonly action?: ReactNode }) {
  return (
    <li className={styles.step}>
      <span className={styles.stepText}>
        <strong>{title}</strong>
        <span>{text}</span>
      </span>
      {action}
    </li>
  );
}

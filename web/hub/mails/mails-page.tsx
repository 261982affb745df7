import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { api, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status, type StatusDisplay } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { attempt } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { type Mail, mailQuery, mailsQuery } from './mail-queries.ts';
import styles from './mails.module.css';
import { mailsRoute } from './routes.ts';

const STATES: Readonly<Record<Mail['state'], StatusDisplay>> = {
  queued: { tone: 'idle', icon: CircleDashed, word: 'Queued' },
  sent: { tone: 'ok', icon: CircleCheck, word: 'Sent' },
  dead: { tone: 'bad', icon: CircleX, word: 'Given up' },
};

/** The outbox of e-mails; without a mail server also the place to read them. */
export function MailsPage() {
  const { data: mails, error, refetch } = useQuery(mailsQuery());
  const { mail: openId } = mailsRoute.useSearch();
  const open = mails?.find(({ id }) => id === openId);
  usePageTitle('Mail');
  return (
    <div className={frame.page}>
      <PageHead title="Mail" />
      {error && !mails && <ProblemView title="The mails could not be loaded" error={error} onRetry={refetch} />}
      {!mails && !error && <Skeleton lines={5} />}
      {open && <MailPanel mail={open} />}
      {mails && (
        <Panel isFlush>
          {mails.length === 0 && (
            <Empty title="No mail was sent yet" text="Invitations, resets and alerts appear here." />
          )}
          <ul>
            {mails.map((mail) => (
              <li key={mail.id} className={styles.row}>
                <span className={styles.subject}>
                  <Link to="/dev/mail" search={{ mail: mail.id }} className={frame.link}>
                    {mail.subject}
                  </Link>
                  <span className={styles.to}>{`${mail.to_name} <${mail.to_address}>`}</span>
                  {mail.last_error && <span className={styles.error}>{mail.last_error}</span>}
                </span>
                <Status display={STATES[mail.state]} />
                <Time at={mail.created_date} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function MailPanel({ mail }: { readonly mail: Mail }) {
  const { data, error } = useQuery(mailQuery(mail.id));
  const queries = useQueryClient();
  const resend = () =>
    attempt('The mail was not queued', async () => {
      await unwrap(api.POST('/v2/mails/{id}/resend', { params: { path: { id: mail.id } } }));
      await queries.invalidateQueries({ queryKey: mailsQuery().queryKey });
    });
  return (
    <Panel title={mail.subject} hint={`To ${mail.to_address}`}>
      {error && <ProblemView title="The mail could not be loaded" error={error} />}
      {data?.content && <MailText text={data.content.text} />}
      {data && !data.content && (
        <p className={frame.quiet}>
          {mail.state === 'sent'
            ? 'Sent; its content is not kept.'
            : 'Its content is not shown: a mail server is set, and it may hold a link for its reader alone.'}
        </p>
      )}
      {mail.state === 'dead' && <Button onClick={() => void resend()}>Send again</Button>}
    </Panel>
  );
}

/** A line that is an address, as mails write them. */
const LINK = /^https?:\/\/\S+$/;

/** The text of a mail with its links; no HTML of it gets into the page. */
function MailText({ text }: { readonly text: string }) {
  const lines = text.split('\n').map((line, at) => ({ key: `${at}`, line }));
  return (
    <div className={styles.text}>
      {lines.map(({ key, line }) =>
        LINK.test(line) ? (
          <a key={key} href={line} className={frame.link}>
            {line}
          </a>
        ) : (
          <span key={key}>{line}</span>
        ),
      )}
    </div>
  );
}

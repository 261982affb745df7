import { useSuspenseQuery } from '@tanstack/react-query';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import frame from '../frame.module.css';
import { meQuery } from '../me.ts';
import { usePageTitle } from '../use-page-title.ts';
import { EmailForm } from './email-form.tsx';
import { NameForm } from './name-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';

/** What a person decides about their own account. */
export function AccountPage() {
  const { data: me } = useSuspenseQuery(meQuery());
  usePageTitle('Account');
  return (
    <div className={frame.page}>
      <PageHead title="Account" />
      {me.user && (
        <div className={frame.narrow}>
          {me.needs === 'second_factor' && (
            <Notice tone="warn" title="Your role needs a second factor. Set it up here to go on." />
          )}
          <NameForm user={me.user} />
          <EmailForm user={me.user} />
          <PasswordForm />
          <SecondFactor user={me.user} />
          {me.needs === null && <Sessions />}
        </div>
      )}
    </div>
  );
}

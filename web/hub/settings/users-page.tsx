import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleSlash, Ellipsis, Mail, Plus, RotateCcw, UserPen, UserX } from 'lucide-react';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status, type StatusDisplay } from '../../ui/status.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Time } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { attempt } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { InviteUserDialog } from './invite-user-dialog.tsx';
import { type User, usersQuery } from './people-queries.ts';
import { roleLabel } from './role-options.ts';
import { UserRoleDialog } from './user-role-dialog.tsx';
import styles from './users.module.css';

const STATES: Readonly<Record<User['state'], StatusDisplay>> = {
  invited: { tone: 'idle', icon: Mail, word: 'Invited' },
  active: { tone: 'ok', icon: CircleCheck, word: 'Active' },
  deactivated: { tone: 'idle', icon: CircleSlash, word: 'Deactivated' },
};

/** The hub's own people: who may do what, who was here when. */
export function UsersPage() {
  const { data: users, error, refetch } = useQuery(usersQuery());
  const [isInviting, setIsInviting] = useState(false);
  const [edited, setEdited] = useState<User | null>(null);
  const [ended, setEnded] = useState<User | null>(null);
  usePageTitle('Users');
  return (
    <div className={frame.page}>
      <PageHead
        title="Users"
        actions={
          <Button variant="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setIsInviting(true)}>
            Invite user
          </Button>
        }
      />
      {error && !users && <ProblemView title="The users could not be loaded" error={error} onRetry={refetch} />}
      {!users && !error && <Skeleton lines={4} />}
      {users && (
        <Panel isFlush>
          <ul>
            {users.map((user) => (
              <UserRow key={user.id} user={user} onEdit={() => setEdited(user)} onEnd={() => setEnded(user)} />
            ))}
          </ul>
        </Panel>
      )}
      {isInviting && <InviteUserDialog onClose={() => setIsInviting(false)} />}
      {edited && <UserRoleDialog user={edited} onClose={() => setEdited(null)} />}
      <DeactivateUser user={ended} onClose={() => setEnded(null)} />
    </div>
  );
}

interface UserRowProps {
  readonly user: User;
  readonly onEdit: () => void;
  readonly onEnd: () => void;
}

function UserRow({ user, onEdit, onEnd }: UserRowProps) {
  return (
    <li className={styles.row} data-ended={user.state === 'deactivated' || undefined}>
      <span className={styles.name}>
        {user.name}
        <span className={styles.email}>{user.email}</span>
      </span>
      <span>
        <Tag>{roleLabel(user.role)}</Tag>
      </span>
      <Status display={STATES[user.state]} />
      <span className={styles.small}>{user.has_second_factor ? 'Two-step sign-in' : 'Password only'}</span>
      <span className={styles.small}>
        {user.last_seen_date ? (
          <>
            Seen <Time at={user.last_seen_date} />
          </>
        ) : (
          'Never seen'
        )}
      </span>
      <UserMenu user={user} onEdit={onEdit} onEnd={onEnd} />
    </li>
  );
}

function UserMenu({ user, onEdit, onEnd }: UserRowProps) {
  const queries = useQueryClient();
  const act = (failure: string, done: string, path: '/v2/users/{id}/invitation' | '/v2/users/{id}/reactivate') =>
    attempt(failure, async () => {
      await unwrap(api.POST(path, { params: { path: { id: user.id } } }));
      await queries.invalidateQueries({ queryKey: usersQuery().queryKey });
      showToast({ tone: 'ok', title: done });
    });
  const resend = () =>
    act('The invitation was not sent', `A new link is on its way to ${user.email}`, '/v2/users/{id}/invitation');
  const revive = () =>
    act(`${user.name} is still deactivated`, `${user.name} can sign in again`, '/v2/users/{id}/reactivate');
  return (
    <Menu
      trigger={<IconButton label={`Actions for ${user.name}`} icon={<Ellipsis size={16} />} />}
      items={[
        { label: 'Change name or role…', icon: <UserPen size={15} />, onSelect: onEdit },
        ...(user.state === 'invited'
          ? [{ label: 'Send the link again', icon: <Mail size={15} />, onSelect: resend }]
          : []),
        user.state === 'deactivated'
          ? { label: 'Activate', icon: <RotateCcw size={15} />, onSelect: revive }
          : { label: 'Deactivate…', icon: <UserX size={15} />, onSelect: onEnd },
      ]}
    />
  );
}

function DeactivateUser({ user, onClose }: { readonly user: User | null; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const deactivate = async (): Promise<void> => {
    if (!user) return;
    const isDone = await attempt(`${user.name} could not be deactivated`, async () => {
      await unwrap(api.POST('/v2/users/{id}/deactivate', { params: { path: { id: user.id } } }));
      await queries.invalidateQueries({ queryKey: usersQuery().queryKey });
    });
    if (!isDone) throw new Error('The failure is shown already.');
  };
  return (
    <Confirm
      title={`Deactivate ${user?.name ?? ''}?`}
      text="All sessions and links of this person end at once. You can activate the account again."
      actionLabel="Deactivate user"
      busyLabel="Deactivating…"
      isOpen={user !== null}
      onClose={onClose}
      onConfirm={deactivate}
    />
  );
}

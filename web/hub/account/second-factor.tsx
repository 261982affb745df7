import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { meQuery } from '../me.ts';
import { fieldError, useAction } from '../use-action.ts';

type User = NonNullable<Output<'getMe'>['user']>;
type Secret = Output<'beginTotp'>;

/** An authenticator app as second factor, with recovery codes for when it is lost. */
export function SecondFactor({ user }: { readonly user: User }) {
  const [dialog, setDialog] = useState<'begin' | 'disable' | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: meQuery().queryKey });
  const begin = async (password: string): Promise<void> => {
    setSecret(await unwrap(api.POST('/v2/me/totp', { body: { current_password: password } })));
  };
  const disable = async (password: string): Promise<void> => {
    await unwrap(api.POST('/v2/me/totp/disable', { body: { current_password: password } }));
    await refresh();
  };
  return (
    <Panel
      title="Second factor"
      hint={
        user.has_second_factor
          ? 'On: a code of your app is asked for at each sign-in.'
          : 'Off: the password alone signs you in.'
      }
      actions={
        user.has_second_factor ? (
          <Button size="small" variant="danger" onClick={() => setDialog('disable')}>
            Switch off…
          </Button>
        ) : (
          <Button size="small" onClick={() => setDialog('begin')}>
            Set up…
          </Button>
        )
      }
    >
      {secret && !codes && (
        <ConfirmCode
          secret={secret}
          onDone={(recovery) => {
            setCodes(recovery);
            void refresh();
          }}
        />
      )}
      {codes && <RecoveryCodes codes={codes} />}
      {dialog === 'begin' && (
        <PasswordDialog
          title="Set up a second factor"
          submitLabel="Continue"
          onDone={begin}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'disable' && (
        <PasswordDialog
          title="Switch the second factor off"
          submitLabel="Switch off"
          onDone={disable}
          onClose={() => setDialog(null)}
        />
      )}
    </Panel>
  );
}

interface PasswordDialogProps {
  readonly title: string;
  readonly submitLabel: string;
  readonly onDone: (password: string) => Promise<void>;
  readonly onClose: () => void;
}

function PasswordDialog({ title, submitLabel, onDone, onClose }: PasswordDialogProps) {
  const [password, setPassword] = useState('');
  const action = useAction();
  const submit = async (): Promise<void> => {
    if (await action.start(() => onDone(password))) onClose();
  };
  return (
    <FormDialog
      title={title}
      action={action}
      failure="That was not possible"
      fields={['current_password']}
      submitLabel={submitLabel}
      busyLabel="Checking…"
      canSubmit={password !== ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label="Your password"
        type="password"
        autoComplete="current-password"
        hasFocus
        value={password}
        onChange={setPassword}
        error={fieldError(action.problem, 'current_password')}
      />
    </FormDialog>
  );
}

interface ConfirmCodeProps {
  readonly secret: Secret;
  readonly onDone: (codes: readonly string[]) => void;
}

function ConfirmCode({ secret, onDone }: ConfirmCodeProps) {
  const [code, setCode] = useState('');
  const action = useAction();
  const confirm = () =>
    action.start(async () => {
      onDone((await unwrap(api.POST('/v2/me/totp/confirm', { body: { code: code.trim() } }))).recovery_codes);
    });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <p>
        Type this key into your authenticator app: <CopyText text={secret.secret} label="the key" />
      </p>
      <TextField
        label="Code of the app"
        autoComplete="one-time-code"
        isMono
        value={code}
        onChange={setCode}
        error={fieldError(action.problem, 'code') ?? action.problem?.message}
      />
      <Button type="submit" variant="primary" isBusy={action.isBusy} busyLabel="Checking…" disabled={code === ''}>
        Switch on
      </Button>
    </form>
  );
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <Notice tone="warn" title="Keep these recovery codes: they are not shown again">
      <p>Each works once in place of a code of your app.</p>
      <CopyText text={codes.join('\n')} label="the recovery codes" />
    </Notice>
  );
}

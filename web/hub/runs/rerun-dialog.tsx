import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, type Input, unwrap } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import type { Run } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { parseJsonObject } from '../parse-json-object.ts';
import { tenantQuery } from '../tenants/tenant-queries.ts';
import { isEnded } from './run-queries.ts';

type Choice = 'original' | 'current' | 'edited';

const CHOICES = [
  { value: 'original', label: 'As this run had it' },
  { value: 'current', label: 'As the tenant has it now' },
] as const;

const EDITABLE = [...CHOICES, { value: 'edited', label: 'Edited' }] as const;

/** Runs the same once more: with what it had, with what its tenant has now, or with something else. */
export function RerunDialog({ run, onClose }: { readonly run: Run; readonly onClose: () => void }) {
  const [release, setRelease] = useState<'original' | 'current'>('original');
  const configs = useEditable(useQuery(tenantQuery(run.tenant_id)).data?.data.configs);
  const metadata = useEditable(useQuery(metadataQuery(run.tenant_id)).data?.data);
  const rerun = useRerun(run);
  const submit = (): void => {
    const [configsInput, metadataInput] = [configs.toInput(), metadata.toInput()];
    if (configsInput !== null && metadataInput !== null) {
      void rerun.start({ release, configs: configsInput, metadata: metadataInput });
    }
  };
  return (
    <Dialog
      title={`Rerun #${run.id}`}
      description="Its triggers and their payloads are given to the new run as they were."
      isOpen
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={rerun.isBusy} busyLabel="Queueing…" disabled={!isEnded(run)}>
            Rerun
          </Button>
        </>
      }
    >
      {!isEnded(run) && <Notice tone="info" title="This run is still under way. It can be rerun once it has ended." />}
      {rerun.error && <Notice tone="bad" title={rerun.error} />}
      <RadioGroup label="Release" value={release} options={CHOICES} onChange={setRelease} />
      <Editable label="Configs" field={configs} />
      <Editable label="State" field={metadata} />
    </Dialog>
  );
}

interface EditableField {
  readonly choice: Choice;
  readonly setChoice: (choice: Choice) => void;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly error: string | undefined;
  /** Null where the text can't be read; the field says why. */
  readonly toInput: () => 'original' | 'current' | Record<string, unknown> | null;
}

function useEditable(present: Record<string, unknown> | undefined): EditableField {
  const [choice, setChoice] = useState<Choice>('original');
  const [typed, setText] = useState<string>();
  const [error, setError] = useState<string>();
  const text = typed ?? JSON.stringify(present ?? {}, null, 2);
  const toInput = (): ReturnType<EditableField['toInput']> => {
    if (choice !== 'edited') return choice;
    const parsed = parseJsonObject(text);
    setError(parsed.error);
    return parsed.value ?? null;
  };
  return { choice, setChoice, text, setText, error, toInput };
}

function Editable({ label, field }: { readonly label: string; readonly field: EditableField }) {
  return (
    <>
      <RadioGroup label={label} value={field.choice} options={EDITABLE} onChange={field.setChoice} />
      {field.choice === 'edited' && (
        <TextField
          label={`${label} as JSON`}
          value={field.text}
          onChange={field.setText}
          error={field.error}
          isLong
          isMono
        />
      )}
    </>
  );
}

function metadataQuery(id: number) {
  return {
    queryKey: ['tenant', id, 'metadata'],
    queryFn: () => unwrap(api.GET('/v2/tenants/{id}/metadata', { params: { path: { id } } })),
  };
}

/** One rerun for one dialog, however often the button is pressed or the network fails. */
function useRerun(run: Run) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const idempotencyKey = useRef(crypto.randomUUID());
  const navigate = useNavigate();
  const queries = useQueryClient();
  const start = async (body: Input<'rerunRun'>): Promise<void> => {
    setIsBusy(true);
    try {
      const created = await post(run.id, idempotencyKey.current, body);
      await queries.invalidateQueries({ queryKey: ['runs'] });
      await navigate({ to: '/runs/$runId', params: { runId: created.id } });
    } catch (cause) {
      setError(problemOf(cause).message);
      idempotencyKey.current = crypto.randomUUID();
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, error, start };
}

function post(id: number, key: string, body: Input<'rerunRun'>) {
  const params = { path: { id }, header: { 'Idempotency-Key': key } };
  return unwrap(api.POST('/v2/runs/{id}/rerun', { params, body }));
}

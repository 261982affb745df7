import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormProblem } from './form-problem.tsx';
import type { Action } from './use-action.ts';

interface FormDialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly action: Action;
  /** What could not be done, where it fails. */
  readonly failure: string;
  /** Paths of the fields that show their own errors. */
  readonly fields?: readonly string[];
  readonly submitLabel: string;
  readonly busyLabel: string;
  readonly canSubmit?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A dialog that is a form: its fields, what the hub said to them, and the button that sends them. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, action, failure, fields = [], submitLabel, busyLabel, canSubmit = true } = props;
  return (
    <Dialog
      title={title}
      description={description}
      isOpen
      onClose={props.onClose}
      onSubmit={props.onSubmit}
      footer={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={action.isBusy} busyLabel={busyLabel} disabled={!canSubmit}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <FormProblem title={failure} problem={action.problem} fields={fields} />
      {props.children}
    </Dialog>
  );
}

import type { ConfigForm } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import frame from '../frame.module.css';
import type { SaveTenant } from './use-save-tenant.ts';

interface SettingsProblemProps {
  readonly save: SaveTenant;
  readonly form: ConfigForm;
  readonly onOverwrite: () => void;
  readonly onReload: () => void;
}

/** Why the settings were not saved: another person saved first, or values don't fit, each with a link to its field. */
export function SettingsProblem({ save, form, onOverwrite, onReload }: SettingsProblemProps) {
  const { problem, fieldErrors } = save;
  if (!problem) return null;
  if (problem.status === 412) {
    return (
      <Notice
        tone="warn"
        title="Somebody changed these settings while you edited them"
        actions={
          <>
            <Button size="small" onClick={onReload}>
              Show theirs
            </Button>
            <Button size="small" variant="danger" onClick={onOverwrite}>
              Overwrite
            </Button>
          </>
        }
      >
        <p>Yours are still in the form.</p>
      </Notice>
    );
  }
  const labels = new Map(form.fields.map(({ name, label }) => [name, label]));
  return (
    <Notice tone="bad" title="The settings were not saved">
      {fieldErrors.size === 0 && <p>{problem.message}</p>}
      <ul>
        {[...fieldErrors].map(([name, message]) => (
          <li key={name}>
            <a href={`#config-${name}`} className={frame.link}>
              {labels.get(name) ?? name}
            </a>
            {`: ${message}`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

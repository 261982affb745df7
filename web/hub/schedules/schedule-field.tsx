import type { Schedule } from '../../api/types.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './schedule-field.module.css';
import { ScheduleText, viewerZone } from './schedule-text.tsx';

interface ScheduleFieldProps {
  readonly value: Schedule | null;
  readonly onChange: (value: Schedule | null) => void;
  /** What no schedule means here. */
  readonly noneLabel: string;
  readonly error?: string | undefined;
}

const MINUTE_S = 60;
const DEFAULT_EVERY_S = 3_600;
const DEFAULT_CRON = '0 6 * * *';

/** When something is due: not at all, every so many minutes, or by a cron expression in a zone. */
export function ScheduleField({ value, onChange, noneLabel, error }: ScheduleFieldProps) {
  const change = (kind: 'none' | 'interval' | 'cron'): void => {
    if (kind === 'none') onChange(null);
    else if (kind === 'interval') onChange({ kind, every_s: DEFAULT_EVERY_S });
    else onChange({ kind, expression: DEFAULT_CRON, time_zone: viewerZone() });
  };
  return (
    <div className={styles.field}>
      <Select
        label="Schedule"
        value={value?.kind ?? 'none'}
        options={[
          { value: 'none', label: noneLabel },
          { value: 'interval', label: 'Every so many minutes' },
          { value: 'cron', label: 'By cron expression' },
        ]}
        onChange={change}
      />
      {value?.kind === 'interval' && (
        <NumberField
          label="Minutes"
          hint="At least 1."
          min={1}
          value={value.every_s / MINUTE_S}
          onChange={(minutes) => onChange({ kind: 'interval', every_s: (minutes ?? 1) * MINUTE_S })}
          error={error}
        />
      )}
      {value?.kind === 'cron' && (
        <div className={styles.cron}>
          <TextField
            label="Cron expression"
            hint="Minute, hour, day of month, month, day of week."
            isMono
            value={value.expression}
            onChange={(expression) => onChange({ ...value, expression })}
            error={error}
          />
          <TextField
            label="Time zone"
            hint="As in Europe/Berlin."
            value={value.time_zone}
            onChange={(zone) => onChange({ ...value, time_zone: zone })}
          />
        </div>
      )}
      {value && (
        <p className={styles.sentence}>
          <ScheduleText schedule={value} />
        </p>
      )}
    </div>
  );
}

import { useSuspenseQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Tagged } from '../../api/client.ts';
import type { Integration, Schedule } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { FormProblem } from '../form-problem.tsx';
import frame from '../frame.module.css';
import { SaveBar } from '../save-bar.tsx';
import { ScheduleField } from '../schedules/schedule-field.tsx';
import { integrationQuery } from './integration-queries.ts';
import styles from './integration-schedule.module.css';
import { integrationRoute } from './routes.ts';
import { useSaveIntegration } from './use-save-integration.ts';

/** When tenants sync unless they say otherwise, and what customers may choose from. */
export function IntegrationSchedule() {
  const { integrationId } = integrationRoute.useParams();
  const { data } = useSuspenseQuery(integrationQuery(integrationId));
  return <ScheduleForm key={data.etag} integration={data} />;
}

const CATCH_UPS = [
  { value: 'none', label: 'Leave them out' },
  { value: 'last', label: 'Run the last one' },
  { value: 'all', label: 'Run all of them' },
] as const;

function ScheduleForm({ integration }: { readonly integration: Tagged<Integration> }) {
  const saved = integration.data.schedule;
  const [draft, setDraft] = useState(saved);
  const { save, problem, isBusy } = useSaveIntegration(integration.data.id, integration.etag);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  return (
    <form
      noValidate
      className={frame.narrow}
      onSubmit={(event) => {
        event.preventDefault();
        void save({ schedule: draft });
      }}
    >
      <Panel title="Default schedule" hint="Of tenants that have none of their own.">
        <FormProblem title="The schedule was not saved" problem={problem} />
        <ScheduleField
          value={draft.default}
          noneLabel="None: tenants sync only on request"
          onChange={(schedule) => setDraft({ ...draft, default: schedule })}
        />
        <Switch
          label="Paused sync schedule by default"
          hint="New tenants start paused."
          isOn={draft.paused_by_default}
          onChange={(isOn) => setDraft({ ...draft, paused_by_default: isOn })}
        />
        <Select
          label="Syncs missed while the hub was away"
          value={draft.catch_up}
          options={CATCH_UPS}
          onChange={(catchUp) => setDraft({ ...draft, catch_up: catchUp })}
        />
      </Panel>
      <Panel title="What customers may choose" hint="In the marketplace. None: only the default.">
        <Choices choices={draft.choices} onChange={(choices) => setDraft({ ...draft, choices })} />
      </Panel>
      <SaveBar isDirty={isDirty} isBusy={isBusy} onDiscard={() => setDraft(saved)} />
    </form>
  );
}

interface ChoicesProps {
  readonly choices: Schedule[];
  readonly onChange: (choices: Schedule[]) => void;
}

const HOUR_S = 3_600;

/** Choices have no name of their own: each gets one for as long as it is edited. */
function useNames(count: number) {
  const [names, setNames] = useState(() => Array.from({ length: count }, () => crypto.randomUUID()));
  return {
    names,
    add: () => setNames([...names, crypto.randomUUID()]),
    remove: (place: number) => setNames(names.filter((_, at) => at !== place)),
  };
}

function Choices({ choices, onChange }: ChoicesProps) {
  const { names, add, remove } = useNames(choices.length);
  const removeAt = (place: number): void => {
    remove(place);
    onChange(choices.filter((_, at) => at !== place));
  };
  return (
    <>
      {choices.map((choice, place) => (
        <div key={names[place]} className={styles.choice}>
          <ScheduleField
            value={choice}
            noneLabel="None"
            onChange={(next) => (next === null ? removeAt(place) : onChange(choices.with(place, next)))}
          />
          <IconButton label={`Take away choice ${place + 1}`} icon={<X size={15} />} onClick={() => removeAt(place)} />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus size={13} aria-hidden="true" />}
          onClick={() => {
            add();
            onChange([...choices, { kind: 'interval', every_s: HOUR_S }]);
          }}
        >
          Add a choice
        </Button>
      </div>
    </>
  );
}

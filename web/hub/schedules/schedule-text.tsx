import { useQuery } from '@tanstack/react-query';
import type { Schedule } from '../../api/types.ts';
import { formatDuration } from '../../text/format.ts';

/** A schedule in words, with the zone where it isn't the viewer's; cron expressions are read by a part that is loaded for it. */
export function ScheduleText({ schedule }: { readonly schedule: Schedule }) {
  const expression = schedule.kind === 'cron' ? schedule.expression : null;
  const { data: sentence } = useQuery({
    queryKey: ['cron', expression],
    queryFn: async () => (await import('./cron-sentence.ts')).cronSentence(expression ?? ''),
    enabled: expression !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (schedule.kind === 'interval') return `Every ${formatDuration(schedule.every_s * 1000)}`;
  const zone = schedule.time_zone === viewerZone() ? '' : `, ${schedule.time_zone}`;
  return `${sentence ?? schedule.expression}${zone}`;
}

/** The IANA zone of the viewer's clock. */
export function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

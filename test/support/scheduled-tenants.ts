import { expect } from 'chai';
import type { ApiResponse, TestApi } from './api.ts';
import { insertIntegration, insertRelease, uniqueName } from './hub-objects.ts';

export interface ScheduledTenants {
  /** An integration with a default release and this much of a policy; answers its id. */
  integrationWith(schedule: object): Promise<number>;
  create(integrationId: number, fields?: object): Promise<ApiResponse>;
  /** A tenant that was resumed; answers its id. */
  activeTenant(integrationId: number, fields?: object): Promise<number>;
}

/** Makes integrations with schedules, and tenants of them, as the API's callers do. */
export function scheduledTenants(api: TestApi): ScheduledTenants {
  const create: ScheduledTenants['create'] = (integrationId, fields = {}) =>
    api.call('POST', '/v2/tenants', { body: { name: uniqueName('tenant'), integration_id: integrationId, ...fields } });
  return {
    create,
    async integrationWith(schedule) {
      const id = await insertIntegration(api.db);
      await insertRelease(api.db, id, { isDefault: true });
      const patched = await api.call('PATCH', `/v2/integrations/${id}`, { body: { schedule } });
      expect(patched.status, patched.text).to.equal(200);
      return id;
    },
    async activeTenant(integrationId, fields = {}) {
      const made = await create(integrationId, fields);
      expect(made.status, made.text).to.equal(200);
      expect((await api.call('POST', `/v2/tenants/${made.body.id}/resume`)).status).to.equal(200);
      return made.body.id;
    },
  };
}

/** `/pointer message` of each fault. */
export function errorsOf(answer: ApiResponse): string[] {
  return answer.body.errors.map(
    ({ pointer, message }: { pointer: string; message: string }) => `${pointer} ${message}`,
  );
}

/** What other use cases may use of this folder. */
export { recordPauses } from './record-pauses.ts';
export { replanIntegration, replanTenants } from './replan-tenants.ts';

/** What other use cases may use of this folder. */
export { replanIntegration, replanTenants } from './replan-tenants.ts';

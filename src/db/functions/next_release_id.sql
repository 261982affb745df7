-- The release that a tenant runs next: its channel's target where it follows a channel, is not held, and no rollout of that channel
-- withholds it; its recorded release otherwise. No other code decides this.
create or replace function next_release_id(tenant tenants) returns bigint language sql stable as $body$
  select case
    when tenant.release_channel is null or tenant.held_reason is not null then tenant.release_id
    when tenant.release_id is not null and exists (
      select 1 from rollouts r where r.integration_id = tenant.integration_id and r.is_withholding
        and tenant.release_channel = any (r.channels)
    ) then tenant.release_id
    else coalesce(channel_release_id(tenant.integration_id, tenant.release_channel), tenant.release_id)
  end
$body$;

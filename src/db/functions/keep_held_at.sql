-- Whatever holds or releases a tenant: since when it is held is stored beside the reason.
create or replace function keep_held_at() returns trigger language plpgsql as $body$
begin
  new.held_at := case when new.held_reason is null then null else coalesce(new.held_at, clock_timestamp()) end;
  return new;
end
$body$;

create or replace trigger tenants_held_at before insert or update of held_reason on tenants
  for each row execute function keep_held_at();

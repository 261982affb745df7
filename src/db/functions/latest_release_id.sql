-- The newest ready release of an integration's tracked branch.
create or replace function latest_release_id(of_integration bigint) returns bigint language sql stable as $body$
  select id from releases where integration_id = of_integration and state = 'ready' and is_tracking
  order by number desc limit 1
$body$;

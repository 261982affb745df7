-- The release that a channel points to now; null where it points to none.
create or replace function channel_release_id(of_integration bigint, of_channel text) returns bigint language sql stable as $body$
  select case of_channel
    when 'Latest' then latest_release_id(of_integration)
    when 'Default' then (select default_release_id from integrations where id = of_integration)
    else (select case when follows_latest then latest_release_id(of_integration) else release_id end
          from channels where integration_id = of_integration and name = of_channel)
  end
$body$;

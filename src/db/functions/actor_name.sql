-- The name of whoever did something, as actors are stored: that of the API key or the person; null for what has no name of its own.
create or replace function actor_name(of_actor text) returns text language sql stable as $body$
  select coalesce(
    (select name from api_keys where id = substring(of_actor from '^api_key:([0-9]{1,18})$')::bigint),
    (select name from users where id = substring(of_actor from '^user:([0-9]{1,18})$')::bigint))
$body$;

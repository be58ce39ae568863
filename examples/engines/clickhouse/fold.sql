-- One shard of the tickets, folded beside the data. Gives one row of text, for `trueresolve merge --shards 8`:
--   clickhouse-client --param_shard=0 --param_shards=8 --queries-file fold.sql > 0.facts
-- Columns are named as the fields of an event; what is '' or null is absent.
select facts
from executable(
  'trueresolve-fold',
  'CSVWithNames',
  'facts String',
  (
    select
      ticket,
      toUnixTimestamp64Milli(happened_at) as "at",
      type,
      id,
      seq,
      actor_kind as "actor.kind",
      actor_id as "actor.id",
      actor_team as "actor.team",
      actor_employer as "actor.employer",
      actor_role as "actor.role",
      requester,
      channel,
      category,
      priority,
      initiator,
      if(empty(attributes), '', toJSONString(attributes)) as attributes,
      public,
      origin,
      intent,
      agent,
      team,
      phase,
      cause,
      step,
      score,
      scale_min as "scale.min",
      scale_max as "scale.max",
      said_solved as "saidSolved",
      reason,
      relation,
      other,
      level,
      toUnixTimestamp64Milli(due_at) as due,
      kept,
      name,
      value
    from events
    where cityHash64(ticket) % {shards:UInt32} = {shard:UInt32}
    order by position
  ),
  -- Without the first a fold that failed is no rows and no error. The others: how long ClickHouse waits for the fold, which says
  -- nothing until it has seen every row.
  settings check_exit_code = 1,
    command_read_timeout = 3600000, command_write_timeout = 3600000, command_termination_timeout = 60
)
settings format_csv_null_representation = ''
format TSVRaw;

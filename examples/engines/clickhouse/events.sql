-- A table of events, if you have none yet. Sharded over several servers, shard it by the ticket: then every server folds its own.
create table events (
  -- The row's place in the export. It decides between events of one instant, for a table has no order of its own.
  position UInt64,
  ticket String,
  happened_at DateTime64(3, 'UTC'),
  type LowCardinality(String),
  id String,
  seq Nullable(Float64),
  actor_kind LowCardinality(String),
  actor_id String,
  actor_team LowCardinality(String),
  actor_employer LowCardinality(String),
  actor_role LowCardinality(String),
  requester String,
  channel LowCardinality(String),
  category LowCardinality(String),
  priority LowCardinality(String),
  initiator LowCardinality(String),
  attributes Map(String, String),
  public Nullable(Bool),
  origin LowCardinality(String),
  intent LowCardinality(String),
  -- Of an assignment; 'null' says that nobody has the ticket, '' leaves it with whom it was.
  agent String,
  team LowCardinality(String),
  phase LowCardinality(String),
  cause LowCardinality(String),
  step LowCardinality(String),
  score Nullable(Float64),
  scale_min Nullable(Float64),
  scale_max Nullable(Float64),
  said_solved Nullable(Bool),
  reason LowCardinality(String),
  relation LowCardinality(String),
  other String,
  level LowCardinality(String),
  due_at Nullable(DateTime64(3, 'UTC')),
  kept Nullable(Bool),
  name LowCardinality(String),
  value String
)
engine = MergeTree
order by (ticket, position);

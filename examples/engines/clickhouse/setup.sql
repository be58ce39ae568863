-- The fact tables that `trueresolve report --individuals --facts facts/` wrote, for the queries in ../rollups on ClickHouse.
create view about as select * from file('facts/about.parquet');
create view tickets as select * from file('facts/tickets.parquet');
create view waits as select * from file('facts/waits.parquet');
create view closures as select * from file('facts/closures.parquet');
create view ratings as select * from file('facts/ratings.parquet');

-- What counts in figures: churn does not, nor do tickets that were spam or deleted.
create view counted_closures as
  select * from closures
  where not annulled and ticket in (select ticket from tickets where excluded not in ('spam', 'deleted'));
create view counted_waits as
  select * from waits where ticket in (select ticket from tickets where excluded not in ('spam', 'deleted'));
create view counted_ratings as
  select * from ratings where ticket in (select ticket from tickets where excluded not in ('spam', 'deleted'));

-- What the engines call by different names. A month is that of the policy's time zone. `median` would be an estimate here.
create function month_of as (instant) -> formatDateTime(instant, '%Y-%m', (select timeZone from about));
create function ms as (instant) -> toUnixTimestamp64Milli(instant);
create function median_of as (value) -> quantileExactInclusive(0.5)(value);
create function each_of as (list) -> arrayJoin(list);

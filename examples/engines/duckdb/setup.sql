-- The fact tables that `trueresolve report --individuals --facts facts/` wrote, for the queries in ../rollups on DuckDB.
create view about as from 'facts/about.parquet';
create view tickets as from 'facts/tickets.parquet';
create view waits as from 'facts/waits.parquet';
create view closures as from 'facts/closures.parquet';
create view ratings as from 'facts/ratings.parquet';

-- What counts in figures: churn does not, nor do tickets that were spam or deleted.
create view counted_closures as
  select * from closures
  where not annulled and ticket in (select ticket from tickets where excluded not in ('spam', 'deleted'));
create view counted_waits as
  select * from waits where ticket in (select ticket from tickets where excluded not in ('spam', 'deleted'));
create view counted_ratings as
  select * from ratings where ticket in (select ticket from tickets where excluded not in ('spam', 'deleted'));

-- What the engines call by different names. A month is that of the policy's time zone.
create macro month_of(instant) as strftime(timezone((select timeZone from about), instant), '%Y-%m');
create macro ms(instant) as epoch_ms(instant);
create macro median_of(value) as quantile_cont(value, 0.5);
create macro each_of(list) as unnest(list);

-- Closings by team and month: throughput, and no measure of quality.
select team, month_of("at") as month, count(*) as closings
from counted_closures
group by team, month
order by month, team

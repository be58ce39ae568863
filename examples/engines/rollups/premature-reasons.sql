-- Closings by what made them premature; one may have several reasons: `details.reasons` of prematureClosureRate.
select team, month, reason, count(*) as closings
from (select team, month_of("at") as month, each_of(reasons) as reason from counted_closures) as reasons_of_closures
group by team, month, reason
order by month, team, reason

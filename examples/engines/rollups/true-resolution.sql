-- Of the tickets ever shown as resolved: how many held. "Undecided" ones are left out here, which is only fair where there
-- are none (every window has passed); trueResolutionRate counts them by Kaplan and Meier, and then both give the same.
select
  team,
  month_of(createdAt) as month,
  sum(case when verdict = 'undecided' then 1 else 0 end) as undecided,
  sum(case when verdict = 'resolved' then 1 else 0 end) as held,
  sum(case when verdict = 'failed' then 1 else 0 end) as failed,
  avg(case verdict when 'resolved' then 1.0 when 'failed' then 0.0 end) as true_resolution_rate
from tickets
where excluded = 'none' and createdAt is not null and verdict <> 'neverClosed'
group by team, month
order by month, team

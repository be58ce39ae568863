-- What a dashboard calls resolved: of the tickets created in a month, how many stand in solved or closed.
-- The team is that of the last closing, else the one that holds the ticket: the value of reportedResolutionRate.
select
  team,
  month_of(createdAt) as month,
  count(*) as tickets,
  sum(case when phase in ('solved', 'closed') then 1 else 0 end) as shown_as_resolved,
  avg(case when phase in ('solved', 'closed') then 1.0 else 0.0 end) as reported_resolution_rate
from tickets
where excluded = 'none' and createdAt is not null
group by team, month
order by month, team

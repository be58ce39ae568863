-- Closings on which the customer came back within the window, of those whose window has passed. Closings of the last days are
-- left out, for they have not had their time; reopenRate counts them by Kaplan and Meier. For a month whose last window has
-- passed both give the same.
select
  team,
  month_of("at") as month,
  count(*) as closings,
  sum(case when returnedAt is not null then 1 else 0 end) as returns,
  avg(case when returnedAt is not null then 1.0 else 0.0 end) as reopen_rate
from counted_closures
where ms("at") <= (select ms(asOfAt) - reopenWindowMs from about)
group by team, month
order by month, team

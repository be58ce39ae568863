-- How long those waited who were answered at all, be it after the closing: what a dashboard shows, and `details.answered` of
-- firstResponseTime. Who was never answered is not in the median, only in the counts beside it; the value of
-- firstResponseTime counts them as never answered (Aalen and Johansen), which SQL by itself does not.
select
  team,
  month_of(startAt) as month,
  count(*) as waits,
  count(replyMs) as answered,
  median_of(replyMs) as median_ms,
  avg(replyMs) as mean_ms,
  sum(case when "end" = 'closedUnanswered' then 1 else 0 end) as closed_unanswered,
  sum(case when "end" = 'abandoned' then 1 else 0 end) as abandoned,
  sum(case when "end" = 'open' then 1 else 0 end) as still_waiting
from counted_waits
where round = 1
group by team, month
order by month, team

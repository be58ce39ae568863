-- Scores of those who answered: the first answer after each closing, as the policy's "rating": "first" has it. Where desks rate
-- on several scales take `score` (0-1) in place of `rawScore`: the value of csat, and its top box.
select
  team,
  month_of(answeredAt) as month,
  count(*) as answers,
  avg(rawScore) as mean_score,
  avg(case when score >= (select topBox from about) then 1.0 else 0.0 end) as top_box
from counted_ratings
where answerNumber = 1 and score is not null
group by team, month
order by month, team

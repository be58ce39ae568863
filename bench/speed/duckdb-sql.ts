/**
 * The fact tables and figures in SQL, in the form that DuckDB is fastest with: one list of integers a ticket, sorted, taken apart
 * by list functions. Every event is one BIGINT: its instant in ms, then what it was (6 bits), then an agent or a score (14 bits,
 * 0 none), so that integers sort as events do. Written from the definitions, not from the fold, so that the two check each other.
 */

/** What an event was, in six bits. Closings are 14 to 17, other phases 10 to 13. */
const classOf = /* sql */ `
  case type
    when 'created' then case when kind = 'customer' then 1 else 2 end
    when 'message' then case
      when not public then 8
      when kind = 'agent' then 6
      when kind = 'bot' then 7
      when intent is null then 3
      when intent = 'gratitude' then 5
      else 4 end
    when 'assigned' then 9
    when 'status' then case
      when phase = 'waitingOnCustomer' then 13
      when phase = 'open' then case kind when 'customer' then 10 when 'agent' then 11 else 12 end
      else case when kind = 'agent' then 14 when kind = 'customer' then 17 when cause = 'inactivity' then 15 else 16 end
      end
    when 'survey' then case
      when step = 'offered' then 20
      when saidSolved is null then 21
      when saidSolved then 22
      else 23 end
    when 'solution' then case when step = 'accepted' then 24 else 25 end
    else 27
  end`;

/** Events packed as integers. `source` has kind, id, … as text, or as ENUM and numbers; `atMs` and `agentNumber` read them. */
export function encodedEvents(source: string, atMs: string, actorNumber: string, agentNumber: string): string {
  const who = `case when type = 'assigned' then coalesce(${agentNumber} + 1, 0)
    when type = 'survey' then coalesce(score::bigint, 0)
    when kind = 'agent' then coalesce(${actorNumber} + 1, 0) else 0 end`;
  return /* sql */ `
    select ticket, (${atMs} << 20) | ((${classOf})::bigint << 14) | (${who})::bigint as key,
      requester, category, other
    from ${source}`;
}

export const macros = /* sql */ `
  create or replace temp macro at_of(x) as x >> 20;
  create or replace temp macro class_of(x) as (x >> 14) & 63;
  create or replace temp macro agent_of(x) as (x & 16383) - 1;
  create or replace temp macro is_closing(x) as class_of(x) between 14 and 17;
`;

const windowMs = 7 * 86_400_000;
const prematureMs = 72 * 3_600_000;

/** Makes the tables per_ticket, waits, closures, ratings and tickets of `encoded`, a query. */
export function factTables(encoded: string): string[] {
  return [
    /* sql */ `
    create or replace temp table per_ticket as
    with grouped as (
      select ticket, list_sort(list(key)) as l, max(key) as newest, any_value(requester) as requester,
        any_value(category) as category, any_value(other) as follows
      from (${encoded}) group by ticket
    ), phases as (
      select *, list_filter(l, lambda x: class_of(x) between 10 and 17) as p,
        list_filter(l, lambda x: class_of(x) = 6) as replies,
        list_filter(l, lambda x: class_of(x) = 9) as assigns,
        list_filter(l, lambda x: class_of(x) in (21, 22, 23)) as answers
      from grouped
    ), moves as (
      select *, list_filter(p, lambda x, i: is_closing(x) and (i = 1 or not is_closing(p[i - 1]))) as closings,
        list_filter(p, lambda x, i: not is_closing(x) and i > 1 and is_closing(p[i - 1])) as reopenings
      from phases
    ), turns as (
      select *,
        list_filter(l, lambda x: class_of(x) in (1, 3, 4) or (class_of(x) = 10 and list_contains(reopenings, x))) as starters,
        list_filter(l, lambda x: class_of(x) = 6 or (is_closing(x) and list_contains(closings, x))) as enders
      from moves
    )
    select row_number() over () as id, *,
      at_of(l[1]) as created_at,
      class_of(l[1]) = 1 as by_customer,
      list_transform(
        list_filter(starters, lambda x, i:
          i = 1 or len(list_filter(enders, lambda e: e > starters[i - 1] and e < x)) > 0),
        lambda x: struct_pack(start := x, fin := list_filter(enders, lambda e: e > x)[1])) as wait_list
    from turns`,

    /* sql */ `
    create or replace temp table waits as
    with asof_ as (select max(at_of(newest)) as as_of from per_ticket),
    each as (
      select id, assigns, replies[1] as first_reply, unnest(wait_list) as w from per_ticket
    ), bounded as (
      select id, first_reply, len(assigns) > 0 as assigned, w.start as start, w.fin as fin,
        coalesce(at_of(w.fin), as_of) as end_at,
        list_filter(assigns, lambda a: a < w.start)[-1] as before,
        list_filter(assigns, lambda a: a > w.start and (w.fin is null or a < w.fin)) as inside
      from each, asof_
    ), numbered as (select *, row_number() over () as wait from bounded),
    spells as (
      select wait, end_at,
        list_concat([((start >> 14) << 14) | coalesce(before & 16383, 0)], inside) as turns
      from numbered where len(inside) > 0
    ), held as (
      select wait, agent_of(turns[i]) as agent, min(i) as turn,
        sum(coalesce(at_of(turns[i + 1]), end_at) - at_of(turns[i])) as ms
      from (select *, unnest(range(1, len(turns) + 1)) as i from spells)
      group by all
    ), longest as (
      select wait, arg_max(agent, (ms, -turn)) as agent from held group by wait
    )
    select id, class_of(start) = 1 as is_first, at_of(start) as start_at, end_at, end_at - at_of(start) as ms,
      case when fin is null then 'open' when class_of(fin) = 6 then 'answered'
        when class_of(fin) = 17 then 'abandoned' else 'closedUnanswered' end as fin,
      case when not assigned then case when fin is null or fin >= first_reply then coalesce(agent_of(first_reply), -1) else -1 end
        when len(inside) = 0 then coalesce(agent_of(before), -1)
        else longest.agent end as agent
    from numbered left join longest using (wait)`,

    /* sql */ `
    create or replace temp table own_closures as
    with each as (
      select id, ticket, requester, category, by_customer, l, replies, assigns, closings, reopenings,
        list_filter(l, lambda x: class_of(x) in (1, 3, 4, 6) or (class_of(x) = 10 and list_contains(reopenings, x))
          or (class_of(x) = 17 and list_contains(closings, x))) as words,
        list_filter(l, lambda x: class_of(x) in (6, 22, 24)) as heard,
        list_filter(reopenings, lambda r, i: class_of(r) = 11
          and class_of(list_filter(closings, lambda c: c < r)[-1]) = 14
          and agent_of(list_filter(closings, lambda c: c < r)[-1]) = agent_of(r)
          and len(list_filter(l, lambda x: class_of(x) in (3, 4, 23, 25) and x < r
            and x > list_filter(closings, lambda c: c < r)[-1])) = 0) as churn
      from per_ticket
    ), unnested as (
      select *, unnest(closings) as c, unnest(range(1, len(closings) + 1)) as i,
        list_filter(l, lambda x: class_of(x) in (3, 4, 23, 25)
          or (list_contains(reopenings, x) and not list_contains(churn, x))) as resets
      from each where len(closings) > 0
    ), followed as (
      select *, list_filter(words, lambda x: x < c)[-1] as last_word, closings[i + 1] as next_closing, list_filter(reopenings, lambda r: r > c)[1] as r
      from unnested
    ), signalled as (
      select *, coalesce(list_contains(churn, r), false) as annulled,
        list_filter(l, lambda x: x > c and (next_closing is null or x < next_closing)
          and at_of(x) - at_of(c) <= ${windowMs}
          and ((class_of(x) in (3, 4) and (r is null or x < r)) or x = r or class_of(x) in (23, 25))) as signals
      from followed
    )
    select id, ticket, requester, category, row_number() over () as closure, c, at_of(c) as closed_at,
      annulled, at_of(r) as reopened_at,
      class_of(c) = 17 as closed_by_customer,
      case when annulled then null else signals[1] end as refuted,
      case when annulled then null else list_filter(signals, lambda x: class_of(x) not in (23, 25))[1] end as returned,
      not annulled and len(list_filter(signals, lambda x: class_of(x) = 25)) > 0 as signal_rejected,
      not annulled and len(list_filter(signals, lambda x: class_of(x) = 23)) > 0 as signal_unsolved,
      len(list_filter(l, lambda x: class_of(x) in (22, 24) and (
        (x > c and (r is null or x < r))
        or (x < c and len(list_filter(resets, lambda y: y > x and y < c)) = 0)))) > 0 as confirmed,
      coalesce(class_of(last_word) in (1, 3, 4, 10), false) as customer_waiting,
      len(list_filter(replies, lambda x: x < c)) = 0
        and (by_customer or len(list_filter(l, lambda x: class_of(x) in (3, 4, 5) and x < c)) > 0) as no_reply,
      class_of(c) = 15 and coalesce(class_of(last_word) in (1, 3, 4, 10), false) as inactive_in_our_turn,
      len(list_filter(l, lambda x: class_of(x) = 25 and x < c
        and len(list_filter(heard, lambda y: y > x and y < c)) = 0)) > 0 as rejected_before,
      len(list_filter(l, lambda x: class_of(x) = 23 and x < c
        and len(list_filter(heard, lambda y: y > x and y < c)) = 0)) > 0 as unsolved_before,
      case when class_of(c) = 14 then agent_of(c)
        when len(assigns) = 0 then case when c >= replies[1] then agent_of(replies[1]) else -1 end
        else coalesce(agent_of(list_filter(assigns, lambda a: a < c)[-1]), -1) end as agent
    from signalled`,

    /* sql */ `
    create or replace temp table closures as
    with asof_ as (select max(at_of(newest)) as as_of from per_ticket),
    counted as (select * from own_closures where not annulled),
    follow_ups as (
      select c.closure, t.created_at as returned_on, c.closed_at, 'followUp' as sign
      from (select t.created_at, f.id from per_ticket t join per_ticket f on f.ticket = t.follows) t
      asof join counted c on c.id = t.id and c.closed_at <= t.created_at
    ), repeats as (
      select c.closure, t.created_at as returned_on, c.closed_at, 'repeatContact' as sign
      from (select * from per_ticket where by_customer and category is not null and follows is null) t
      asof join (select * from counted where category is not null) c
        on c.requester = t.requester and c.category = t.category and c.closed_at <= t.created_at
    ), crossed as (
      select closure, min(returned_on) as cross_at, arg_min(sign, returned_on) as cross_by
      from (from follow_ups union all from repeats)
      where returned_on - closed_at <= ${windowMs} group by closure
    ), joined as (
      select o.*, cross_at, cross_by, as_of,
        least(at_of(refuted), cross_at) as refuted_at,
        least(at_of(returned), cross_at) as returned_at,
        cross_at < coalesce(at_of(refuted), cross_at + 1) as refuted_across,
        cross_at < coalesce(at_of(returned), cross_at + 1) as returned_across
      from own_closures o left join crossed using (closure), asof_
    ), named as (
      select *, closed_by_customer or (confirmed and not signal_rejected and not signal_unsolved) as is_excused,
        case when refuted_across then cross_by else case class_of(refuted)
          when 3 then 'bareMessage' when 4 then 'message' when 10 then 'reopenedByCustomer'
          when 11 then case when class_of(c) = 14 and agent_of(c) = agent_of(refuted) then 'reopenedByCustomer'
            else 'reopenedByColleague' end
          when 12 then 'reopenedByUnknown' when 23 then 'saidUnsolved' when 25 then 'rejected' end end as refuted_by,
        case when returned_across then cross_by else case class_of(returned)
          when 3 then 'bareMessage' when 4 then 'message' when 10 then 'reopenedByCustomer'
          when 11 then case when class_of(c) = 14 and agent_of(c) = agent_of(returned) then 'reopenedByCustomer'
            else 'reopenedByColleague' end
          when 12 then 'reopenedByUnknown' end end as returned_by
      from joined
    )
    select id, closure, c, closed_at, agent, annulled, reopened_at, refuted_at, refuted_by, returned_at, returned_by,
      not is_excused and customer_waiting as customer_waiting,
      not is_excused and no_reply as no_reply,
      not is_excused and inactive_in_our_turn as inactive_in_our_turn,
      not is_excused and coalesce(refuted_at - closed_at <= ${prematureMs}, false) as returned_soon,
      not is_excused and (rejected_before or signal_rejected) as rejected,
      not is_excused and (unsolved_before or signal_unsolved) as said_unsolved,
      not is_excused and (customer_waiting or no_reply or inactive_in_our_turn or rejected_before or unsolved_before)
        as was_premature,
      case when refuted_by is not null then 'refuted' when confirmed then 'confirmed'
        when as_of - closed_at >= ${windowMs} then 'stood' else 'undecided' end as verdict
    from named`,

    /* sql */ `
    create or replace temp table ratings as
    with each as (
      select id, unnest(list_transform(answers, lambda x, i: struct_pack(
        x := x,
        c := list_filter(closings, lambda c: c < x)[-1],
        is_first := i = 1 or len(list_filter(closings, lambda c: c > answers[i - 1] and c < x)) > 0,
        is_last := i = len(answers) or len(list_filter(closings, lambda c: c > x and c < answers[i + 1])) > 0))) as a
      from per_ticket where len(answers) > 0
    )
    select each.id, at_of(a.x) as rated_at, (a.x & 16383) as score, a.is_first, a.is_last,
      class_of(a.x) = 23 as said_unsolved, closure, agent
    from each left join closures on closures.id = each.id and closures.c = a.c`,

    /* sql */ `
    create or replace temp table tickets as
    with asof_ as (select max(at_of(newest)) as as_of from per_ticket),
    unsolved as (select closure, max(rated_at) as unsolved_at from ratings where is_last and said_unsolved group by closure),
    last_closures as (
      select id, max_by(closure, c) as closure from closures where not annulled group by id
    ), joined as (
      select t.id, len(t.reopenings) as reopenings, len(t.replies) as human_replies,
        len(list_filter(t.l, lambda x: class_of(x) in (3, 4, 5))) as customer_messages,
        t.p[-1] is null or not is_closing(t.p[-1]) as is_live, as_of, unsolved_at,
        c.closure, c.closed_at, c.refuted_at, c.reopened_at,
        c.was_premature,
        case when c.closure is not null then c.agent
          when len(t.assigns) > 0 then agent_of(t.assigns[-1])
          else coalesce(agent_of(t.replies[1]), -1) end as agent
      from per_ticket t left join last_closures l using (id) left join closures c using (closure)
        left join unsolved using (closure), asof_
    ), judged as (
      select *, case when closure is null then null when was_premature then 'premature'
        when refuted_at is not null then 'refuted' when is_live then 'openAgain'
        when unsolved_at is not null then 'saidUnsolved' end as failure
      from joined
    )
    select *, case when closure is null then 'neverClosed' when failure is not null then 'failed'
        when as_of - closed_at >= ${windowMs} then 'resolved' else 'undecided' end as verdict,
      least(${windowMs}, case failure when 'premature' then 0 when 'refuted' then refuted_at - closed_at
        when 'openAgain' then reopened_at - closed_at when 'saidUnsolved' then greatest(0, unsolved_at - closed_at)
        else as_of - closed_at end) as verdict_ms
    from judged`,
  ];
}

/** Every figure as a name and a value. */
export const figuresQuery = /* sql */ `
  with by_agent as (
    select agent, 'waits' as what, count(*)::double as v from waits group by agent
    union all select agent, 'waitMs', sum(ms) from waits group by agent
    union all select agent, 'closures', count(*) from closures where not annulled group by agent
    union all select agent, 'refuted', count(*) from closures where not annulled and refuted_by is not null group by agent
    union all select agent, 'premature', count(*) from closures where not annulled and (customer_waiting or no_reply
      or inactive_in_our_turn or returned_soon or rejected or said_unsolved) group by agent
    union all select agent, 'resolved', count(*) from tickets where verdict = 'resolved' group by agent
    union all select agent, 'ratings', count(*) from ratings where is_first group by agent
    union all select agent, 'scores', sum(score) from ratings where is_first group by agent
  ), reasons as (
    select count(*) filter (customer_waiting) as customerWaiting, count(*) filter (no_reply) as noHumanReply,
      count(*) filter (inactive_in_our_turn) as inactivityWhileOurTurn, count(*) filter (returned_soon) as returnedSoon,
      count(*) filter (rejected) as rejected, count(*) filter (said_unsolved) as saidUnsolved
    from closures where not annulled
  )
  select 'agent.' || case when agent < 0 then 'nobody' else 'a' || agent end || '.' || what as name, v from by_agent
  union all select 'tickets', count(*) from tickets
  union all select 'waits.' || fin, count(*) from waits group by fin
  union all select 'firstWaits.' || fin, count(*) from waits where is_first group by fin
  union all select 'firstAnsweredMedianMs', median(ms) from waits where is_first and fin = 'answered'
  union all select 'annulled', count(*) from closures where annulled
  union all select 'reasons.' || name, v from (unpivot reasons on * into name name value v)
  union all select 'refutedBy.' || refuted_by, count(*) from closures where refuted_by is not null group by refuted_by
  union all select 'returnedBy.' || returned_by, count(*) from closures where returned_by is not null group by returned_by
  union all select 'closures.' || verdict, count(*) from closures where not annulled group by verdict
  union all select 'tickets.' || verdict, count(*) from tickets group by verdict
  union all select 'failures.' || failure, count(*) from tickets where failure is not null group by failure
  union all select 'reopenings', sum(reopenings) from tickets
  union all select 'customerMessages', sum(customer_messages) from tickets
  union all select 'humanReplies', sum(human_replies) from tickets
  union all select 'verdictMs', sum(verdict_ms) from tickets where closure is not null
  union all select 'ratings', count(*) from ratings where is_first
  union all select 'csat', avg(score) from ratings where is_first
`;

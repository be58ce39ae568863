// The front door, in the order in which data flows.

// schemas: the contracts with the outside
export type { Calendar, HolidayData, OpenInterval } from "./schemas/calendar.ts";
export { calendarSchema, calendarsSchema, holidayDataSchema } from "./schemas/calendar.ts";
export type { DurationInput } from "./schemas/duration.ts";
export type { AnsweredOnly, Difference, Estimate, Group, Unit } from "./schemas/estimate.ts";
export type {
  Actor,
  AssignedEvent,
  CreatedEvent,
  EscalatedEvent,
  EventEnvelope,
  FieldEvent,
  HandoffEvent,
  LinkedEvent,
  MessageEvent,
  PromisedEvent,
  SolutionEvent,
  StatusEvent,
  SurveyEvent,
  TicketEvent,
} from "./schemas/event.ts";
export { eventSchema } from "./schemas/event.ts";
export type { IssueCode, RowIssue } from "./schemas/issue.ts";
export { estimateJsonSchema, eventJsonSchema, policyJsonSchema } from "./schemas/json-schema.ts";
export type { CalendarRule, Observable, Peak, Policy, PolicyInput, PresetName, RosterEntry } from "./schemas/policy.ts";
export { policySchema, presetNames, resolvePolicy } from "./schemas/policy.ts";
export { defaultPolicy } from "./schemas/policy-defaults.ts";
export { differenceSchema, estimateSchema } from "./schemas/results.ts";
export {
  type ActorMap,
  type ClosingMap,
  type EventTableMap,
  type KindByColumn,
  type KindByStarter,
  parseTableMap,
  type TableMap,
  type TicketTableMap,
  tableMapSchema,
} from "./schemas/table-map.ts";
export type { MapIssue } from "./schemas/table-map-issues.ts";
export { tableMapJsonSchema } from "./schemas/table-map-json-schema.ts";
export type { Thread } from "./schemas/table-map-thread.ts";
export { isTimeZone } from "./schemas/time-zone.ts";

// sources: what helpdesks export, as event rows
export { fromChatwoot } from "./sources/chatwoot.ts";
export { type FreshdeskOptions, fromFreshdesk } from "./sources/freshdesk.ts";
export { fromGitHub, type GitHubOptions } from "./sources/github.ts";
export { fromIntercom } from "./sources/intercom.ts";
export { fromJira, type JiraOptions } from "./sources/jira.ts";
export { fromOcel, type OcelOptions } from "./sources/ocel.ts";
export { type OcelExportOptions, toOcel } from "./sources/ocel-export.ts";
export { fromServiceNow, type ServiceNowOptions } from "./sources/servicenow.ts";
export type { EventRow, SourceNote, SourceResult, SourceRow } from "./sources/source.ts";
export { fromTable, type TableOptions } from "./sources/table.ts";
export type { VendorOptions } from "./sources/vendor-frame.ts";
export { fromXes } from "./sources/xes.ts";
export { toXes, type XesExportOptions } from "./sources/xes-export.ts";
export { fromZendesk, type ZendeskOptions } from "./sources/zendesk.ts";

// clock: business time
export { addBusiness } from "./clock/add-business.ts";
export { alwaysOpen } from "./clock/always-open.ts";
export { businessMs } from "./clock/business-ms.ts";
export { type Clock, compileCalendar } from "./clock/compile-calendar.ts";
export { withHolidays } from "./clock/holidays.ts";
export { isCovered } from "./clock/is-covered.ts";
export { isOpen } from "./clock/is-open.ts";
export { nextOpening } from "./clock/next-opening.ts";

// log: event rows as ordered columns
export type { EventLog } from "./log/event-log.ts";
export { LogBuilder, type ParseCounts, type ParsedLog, type ParseOptions } from "./log/log-builder.ts";
export type { LogColumns } from "./log/log-columns.ts";
export { logFromColumns } from "./log/log-from-columns.ts";
export { parseEvents } from "./log/parse-events.ts";

// facts: what happened to each ticket
export { buildFacts } from "./facts/build-facts.ts";
export { concatFacts } from "./facts/concat-facts.ts";
export { countsOf, type FactsCounts } from "./facts/counts.ts";
export type { Facts, FactsNote, FoldedFacts } from "./facts/facts.ts";
export { type FoldOptions, foldTickets } from "./facts/fold-tickets.ts";
export { linkFacts } from "./facts/link-facts.ts";
export { type LoadedFacts, loadFacts } from "./facts/load-facts.ts";
export { type FactRow, factRows, type RowTable } from "./facts/rows.ts";
export { saveFacts } from "./facts/save-facts.ts";
export type { FactsFault, FactsInput, SavedFacts } from "./facts/saved-facts.ts";
export type { Closures, Handoffs, Promises, Ratings, Tickets, Waits } from "./facts/tables.ts";
export { updateFacts } from "./facts/update-facts.ts";

// metrics: one question each
export { abandonmentRate } from "./metrics/abandonment-rate.ts";
export { backlog } from "./metrics/backlog.ts";
export { botResolutionRate } from "./metrics/bot-resolution-rate.ts";
export { botTrapRate } from "./metrics/bot-trap-rate.ts";
export { metrics } from "./metrics/catalogue.ts";
export { csat } from "./metrics/csat.ts";
export { difference } from "./metrics/difference.ts";
export { escalationRate } from "./metrics/escalation-rate.ts";
export { type CountedRow, type Evidence, type ExcludedRow, evidence } from "./metrics/evidence.ts";
export { firstResponseTime } from "./metrics/first-response-time.ts";
export { grouped } from "./metrics/grouped.ts";
export { humanReachRate } from "./metrics/human-reach-rate.ts";
export { type By, parseBy } from "./metrics/kernel/by.ts";
export type { Metric, MetricOptions } from "./metrics/kernel/metric.ts";
export { longestSilence } from "./metrics/longest-silence.ts";
export { nextResponseTime } from "./metrics/next-response-time.ts";
export { prematureClosureRate } from "./metrics/premature-closure-rate.ts";
export { promiseKeptRate } from "./metrics/promise-kept-rate.ts";
export { reopenRate } from "./metrics/reopen-rate.ts";
export { repeatContactRate } from "./metrics/repeat-contact-rate.ts";
export { reportedResolutionRate } from "./metrics/reported-resolution-rate.ts";
export { resolutionTime } from "./metrics/resolution-time.ts";
export { type ScorecardRow, scorecard } from "./metrics/scorecard.ts";
export { serviceLevel } from "./metrics/service-level.ts";
export { throughput } from "./metrics/throughput.ts";
export { timeToHuman } from "./metrics/time-to-human.ts";
export { trueResolutionRate } from "./metrics/true-resolution-rate.ts";
export { updateInterval } from "./metrics/update-interval.ts";

// reconciliation: what other tools would show, and why
export type { ReconcileOptions } from "./reconciliation/evaluate.ts";
export type { TicketChange, TicketStanding } from "./reconciliation/changed-tickets.ts";
export {
  type DefinitionName,
  type PresetFigures,
  type PresetOptions,
  presetFigures,
} from "./reconciliation/preset-figures.ts";
export { type Preset, type PresetFigure, presets } from "./reconciliation/presets.ts";
export {
  type Reconciliation,
  type ReconciliationStep,
  reconcile,
  type StepFigure,
} from "./reconciliation/reconcile.ts";
export { type ReconciledMetric, type RulesOf, reconciledMetrics, ruleChoices } from "./reconciliation/rules.ts";

// appraisal: how lastingly and how well each agent, or team, served customers
export { agentScores } from "./appraisal/agent-scores.ts";
export type { AppraisalNote } from "./appraisal/appraisal-notes.ts";
export type { AppraisalOptions } from "./appraisal/appraisal-options.ts";
export type { AppraisalPeriod } from "./appraisal/appraisal-period.ts";
export { type AppraisalPolicy, defaultAppraisalPolicy } from "./appraisal/appraisal-policy.ts";
export type { AppraisalSource, TicketOptions } from "./appraisal/appraisal-source.ts";
export { appraisalStats } from "./appraisal/appraisal-stats.ts";
export {
  compareWithThroughput,
  distinguishable,
  type ThroughputComparison,
  type ThroughputGroup,
  type ThroughputRow,
} from "./appraisal/compare-with-throughput.ts";
export type { ContributionReason } from "./appraisal/contribution-reason.ts";
export type { ExcludedUnit } from "./appraisal/counted-units.ts";
export { type Contribution, explainScore, type ScoreExplanation } from "./appraisal/explain-score.ts";
export { mergeAppraisalStats } from "./appraisal/merge-appraisal-stats.ts";
export type { ProcessFlag, ProcessFlagKind } from "./appraisal/process-flags.ts";
export { type ContestedScore, type ScoreStanding, scoreWithout } from "./appraisal/score-without.ts";
export type {
  AgentScore,
  ComponentScore,
  FleetSummary,
  GroupSummary,
  QueueEffect,
  Scorecard,
  ScoreLabel,
  ScoreUse,
} from "./appraisal/scorecard.ts";
export type { AppraisalCells, AppraisalStats } from "./appraisal/stats-table.ts";
export { type TeamOptions, type TeamScore, teamScores } from "./appraisal/team-scores.ts";
export type { TeamDimension } from "./appraisal/teams-of-agents.ts";
export type { OutcomeReason, ProcessSign, UnitExclusion, Units } from "./appraisal/unit.ts";
export { unitsFromFacts } from "./appraisal/units-from-facts.ts";
export { type UnitRow, unitsFromRows } from "./appraisal/units-from-rows.ts";

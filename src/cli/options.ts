import { factsForms } from "../io/facts/facts-lines.ts";
import { reconciledMetrics } from "../reconciliation/rules.ts";
import { presetNames } from "../schemas/policy.ts";

/** One option of the command line. */
export interface OptionSpec {
  /** What stands for the value in the help; without it the option is a switch. */
  value?: string;
  multiple?: true;
  /** Words that the value must be one of. */
  choices?: readonly string[];
  help: string;
}

const input = {
  from: {
    value: "KIND",
    choices: [
      ...["events", "columns", "table", "xes", "ocel", "servicenow", "zendesk"],
      ...["chatwoot", "intercom", "freshdesk", "jira", "github"],
    ],
    help: "what the rows are: events (default); columns (events as an engine writes them: dotted names, null is absent); table (any columns) or xes, both with --map; ocel; or the export of a helpdesk: servicenow (audit snapshots, or the log of changes and the journal), zendesk, chatwoot, intercom, freshdesk, jira, github",
  },
  map: { value: "FILE", help: "what the columns or attributes mean (JSON), for --from table, xes or ocel" },
  bots: { value: "IDS", help: "accounts of bots that a helpdesk's export shows as agents, with commas between" },
  automations: {
    value: "IDS",
    help: "accounts of rules and integrations that it shows as agents, with commas between",
  },
  agents: {
    value: "IDS",
    help: "accounts of agents that it does not show as such (zendesk, jira, servicenow), with commas between",
  },
  "ticket-type": {
    value: "NAME",
    help: "the type of the objects that are tickets, for --from ocel with --map (default ticket)",
  },
  query: {
    value: "SQL",
    help: "events from a query, by DuckDB: \"select … from 'x.parquet'\"; with a .duckdb file, from its tables",
  },
  policy: { value: "FILE", help: "policy (JSON): windows, targets, calendars, peaks; see DEFINITIONS.md" },
  "time-zone": {
    value: "ZONE",
    help: "IANA zone of times without an offset, and of days and weeks where the policy names none",
  },
  encoding: { value: "NAME", help: "encoding of files that are not UTF-8 or UTF-16, as gb18030" },
  threads: {
    value: "N",
    help: "read and fold plain NDJSON and CSV files of 128 MiB and more in N threads; same figures (default 1)",
  },
} as const satisfies Record<string, OptionSpec>;

/** Where facts are taken in place of events. */
const eventsOrFacts = {
  ...input,
  from: {
    ...input.from,
    choices: [...input.from.choices, "facts"],
    help: `${input.from.help}; or facts, as trueresolve fold has made of them`,
  },
  shards: { value: "N", help: "how many facts there must be, for --from facts: a copy may lose some without a word" },
} as const satisfies Record<string, OptionSpec>;

const window = {
  "as-of": {
    value: "TIME",
    help: "count what was known then: an instant, or a date (its end); default the newest event",
  },
  period: {
    value: "START/END",
    help: "what began, closed or was answered then: dates (END included), instants (END excluded), or 2026-11 for a month",
  },
  level: { value: "SHARE", help: "confidence of the intervals, as 0.95 (default)" },
} as const satisfies Record<string, OptionSpec>;

const individuals = {
  individuals: {
    help: "allow figures that name single people; read what that is not for: trueresolve help individuals",
  },
} as const satisfies Record<string, OptionSpec>;

const output = {
  format: { value: "KIND", choices: ["text", "json", "csv"], help: "text (default), json (full precision) or csv" },
  out: { value: "FILE", help: "write to a file instead of standard output" },
  lang: { value: "LANG", choices: ["en", "zh"], help: "language of text output: en (default) or zh" },
} as const satisfies Record<string, OptionSpec>;

const common = {
  help: { help: "show this help" },
  version: { help: "show the version" },
} as const satisfies Record<string, OptionSpec>;

const strict = {
  strict: { help: "exit with 1 where a row was refused or a file was cut off" },
} as const satisfies Record<string, OptionSpec>;

const metric = { value: "NAME", help: "a figure by its name, as reopenRate" } as const satisfies OptionSpec;
const by = {
  value: "WHAT",
  help: "agent, team, employer, channel, category, priority, day, week, month, peak or attribute:NAME",
} as const satisfies OptionSpec;

const { policy: _policy, threads: _threads, ...rowsOfFiles } = input;

const preset = {
  value: "NAME",
  choices: presetNames,
  help: `a product: ${presetNames.join(", ")}`,
} as const satisfies OptionSpec;

/** What a report shows. */
const shown = {
  by: { ...by, help: `one row a group beside the whole: ${by.help}` },
  metric: {
    ...metric,
    multiple: true,
    help: "only this figure (may be repeated), see trueresolve help metrics; default all",
  },
  preset: { ...preset, help: "also show what this product would show; default that of the policy" },
  ...individuals,
  facts: {
    value: "FOLDER",
    help: "also write the fact tables as Parquet there; they name people, so with --individuals",
  },
} as const satisfies Record<string, OptionSpec>;

/** The commands, each with the options that it takes. */
export const commandOptions = {
  report: {
    ...eventsOrFacts,
    ...window,
    ...shown,
    ...output,
    ...strict,
    ...common,
  },
  appraise: {
    ...eventsOrFacts,
    "as-of": window["as-of"],
    period: {
      ...window.period,
      help: "tickets whose outcome became final then (the return window has passed): dates, instants, or 2026-11",
    },
    by: { value: "WHAT", choices: ["team", "employer"], help: "what a team is: team (default) or employer" },
    ...individuals,
    explain: { value: "AGENT", help: "one agent's score, ticket by ticket; needs --individuals" },
    ...output,
    ...strict,
    ...common,
  },
  fold: {
    ...input,
    "as-of": window["as-of"],
    "for-updates": { help: "keep what updateFacts needs: facts of which single tickets can be folded again" },
    format: {
      value: "KIND",
      choices: factsForms,
      help: 'binary (default); lines, one JSON object {"facts": …}; or csv, one row: for engines that hand on text',
    },
    out: output.out,
    lang: { ...output.lang, help: "language of what it says of the rows: en (default) or zh" },
    ...strict,
    ...common,
  },
  merge: {
    ...window,
    "as-of": { ...window["as-of"], help: "what the facts were folded for, or later than all that they hold" },
    shards: { value: "N", help: "how many facts there must be: an engine or a copy may lose some without a word" },
    ...shown,
    ...output,
    ...strict,
    ...common,
  },
  check: { ...input, ...output, ...common },
  convert: {
    ...rowsOfFiles,
    to: {
      value: "KIND",
      choices: ["events", "ocel", "xes"],
      help: "events (NDJSON, default), ocel (OCEL 2.0 JSON) or xes (for process mining; a trace a ticket)",
    },
    out: { value: "FILE", help: "write to a file instead of standard output; gzipped where its name ends in .gz" },
    "policy-out": {
      value: "FILE",
      help: "also write a policy that says what the export cannot show; give it to --policy where the events are read",
    },
    lang: { ...output.lang, help: "language of what it says of the rows: en (default) or zh" },
    ...strict,
    ...common,
  },
  evidence: {
    ...eventsOrFacts,
    ...window,
    metric: { ...metric, help: "the figure to be explained, as reopenRate; see trueresolve help metrics" },
    group: { value: "GROUP", help: "only this group, as team=orders (or orders with --by team)" },
    by: { ...by, help: `the dimension of --group: ${by.help}` },
    ...individuals,
    ...output,
    ...strict,
    ...common,
  },
  reconcile: {
    ...eventsOrFacts,
    ...window,
    preset: { ...preset, help: `${preset.help}; default that of the policy` },
    metric: { ...metric, help: `the figure: ${reconciledMetrics.join(", ")}` },
    with: {
      ...preset,
      choices: ["trueresolve", ...presetNames],
      help: "what it is compared with: another product, or trueresolve (default)",
    },
    clock: {
      value: "KIND",
      choices: ["calendar", "business"],
      help: "time on the clock (default), or in business hours, of what shows both; needs a calendar in the policy",
    },
    ...output,
    ...strict,
    ...common,
  },
} as const satisfies Record<string, Record<string, OptionSpec>>;

export type CommandName = keyof typeof commandOptions;
export const commandNames = Object.keys(commandOptions) as CommandName[];

import { wrap } from "../report/display-width.ts";
import type { Language } from "../report/language.ts";
import { metricWords } from "../report/metric-words.ts";
import {
  exitsInChinese,
  factFilesInChinese,
  filesInChinese,
  individualsInChinese,
  optionsInChinese,
  summariesInChinese,
} from "./help-in-chinese.ts";
import { type CommandName, commandOptions, type OptionSpec } from "./options.ts";

const summaries: Record<CommandName, string> = {
  report: "how well customers were really served: every figure, with its interval, beside what a dashboard would show",
  appraise:
    "satisfied, lasting solutions by team, or with --individuals by agent, adjusted for how hard the queues are",
  fold: "the events of one shard of the tickets as facts, for merge: where the data are too many for one machine",
  merge: "the report of facts that were folded apart, the same as that of the whole log",
  check: "which rows would be refused, and why; exits with 1 where any would be, or none gives an event",
  convert:
    "the events that an export tells, as NDJSON, OCEL or XES; what each kind of export needs of memory: docs/sources.md",
  evidence: "the tickets behind one figure: those it counted, those it left out, and why",
  reconcile:
    "why a product's dashboard shows another figure: rule by rule, with the tickets that each rule counts otherwise",
};

const uses: Record<CommandName, string> = {
  report: "trueresolve report FILE… [options]",
  appraise: "trueresolve appraise FILE… [--individuals [--explain AGENT]] [options]",
  fold: "trueresolve fold [FILE…] [--out FILE] [options]",
  merge: "trueresolve merge FACTS… [options]",
  check: "trueresolve check FILE… [options]",
  convert: "trueresolve convert FILE… --from KIND [--out FILE] [options]",
  evidence: "trueresolve evidence FILE… --metric NAME [--group GROUP] [options]",
  reconcile: "trueresolve reconcile FILE… --preset NAME --metric NAME [--with NAME] [options]",
};

const examples: Record<CommandName, string[]> = {
  report: [
    "trueresolve report events.ndjson.gz --time-zone Asia/Shanghai --by team",
    "trueresolve report incidents.csv --from servicenow --time-zone UTC --format json",
    "trueresolve report calls.csv --from table --map map.json --metric abandonmentRate --by channel",
    "trueresolve report data/*.parquet --by month",
    "trueresolve report --query \"select * from 'x.parquet' where channel = 'chat'\"",
    "cat events/*.ndjson | trueresolve report - --period 2026-11 --lang zh",
  ],
  appraise: [
    "trueresolve appraise shards/*.facts --from facts --period 2026-11",
    "trueresolve appraise events.ndjson --period 2026-10-01/2026-12-31 --time-zone Asia/Shanghai",
    "trueresolve appraise events.ndjson --period 2026-11 --individuals --format json",
    "trueresolve appraise events.ndjson --period 2026-11 --individuals --explain mei.lin",
  ],
  fold: [
    "trueresolve fold events-1.ndjson --time-zone Asia/Shanghai --out 1.facts",
    "trueresolve fold --format lines < events-2.ndjson > 2.facts",
  ],
  merge: ["trueresolve merge *.facts --by team", "cat *.facts | trueresolve merge - --format json"],
  check: ["trueresolve check events.ndjson", "trueresolve check export.csv --from table --map map.json --format csv"],
  convert: [
    "trueresolve convert incidents.csv --from servicenow --time-zone UTC --out events.ndjson.gz --policy-out policy.json",
    "trueresolve convert log.xes.gz --from xes --map map.json | gzip > events.ndjson.gz",
    "trueresolve convert events.ndjson --to ocel --out log.json",
  ],
  evidence: [
    "trueresolve evidence events.ndjson --metric trueResolutionRate",
    "trueresolve evidence events.ndjson --metric reopenRate --group team=orders --format csv",
  ],
  reconcile: [
    "trueresolve reconcile events.ndjson --preset chatwoot --metric firstResponseTime",
    "trueresolve reconcile events.ndjson --preset zendesk --with dbtZendesk --metric reopenRate --format csv",
  ],
};

const files =
  "Files: .ndjson, .jsonl, .json (an array), .csv, .tsv, each also gzipped; several may be given; - is\n  standard input. Tables: .parquet, .duckdb or --query (DuckDB installed; Parquet alone also with hyparquet),\n  .arrow or .feather (@uwdata/flechette installed).";
const factFiles =
  "Files: facts of trueresolve fold, one after another, as bytes or lines of text, each also gzipped; several may be\n  given; - is standard input.";
const exits =
  "Exit: 0 fine; 1 nothing could be counted, or under --strict a row was refused; 2 the command or a file is\n  wrong; 70 a fault of the program.";

/** `trueresolve --help` */
export function generalHelp(language: Language): string {
  if (language === "zh") return generalInChinese();
  return `trueresolve reads ticket event logs and says how well customers were really served.

Commands
${(Object.keys(summaries) as CommandName[]).map((name) => `  ${name.padEnd(10)}${summaries[name]}`).join("\n")}
  help      help on a command, or on: metrics, individuals

${files}
${exits}

  trueresolve help report
`;
}

function generalInChinese(): string {
  const names = Object.keys(summariesInChinese) as CommandName[];
  return `trueresolve 读取工单事件日志，说明客户究竟得到了怎样的服务。

命令
${names.map((name) => `  ${name.padEnd(10)}${summariesInChinese[name]}`).join("\n")}
  help      某个命令的帮助，或：metrics（指标）、individuals（个人）

${filesInChinese}
${exitsInChinese}

  trueresolve help report --lang zh
`;
}

/** `trueresolve help COMMAND` */
export function commandHelp(command: CommandName, language: Language): string {
  const zh = language === "zh";
  const specs: Readonly<Record<string, OptionSpec>> = commandOptions[command];
  const names = Object.entries(specs).map(([name, spec]): [string, string] => [
    `--${name}${spec.value === undefined ? "" : ` ${spec.value}`}`,
    zh ? optionInChinese(command, name) : spec.help,
  ]);
  const width = Math.max(...names.map(([name]) => name.length)) + 2;
  const facts = zh ? factFilesInChinese : factFiles;
  return `${zh ? uses[command].replace("[options]", "[选项]") : uses[command]}
  ${(zh ? summariesInChinese : summaries)[command]}

${zh ? "选项" : "Options"}
${names.map(([name, help]) => `  ${name.padEnd(width)}${hanging(help, width + 2)}`).join("\n")}

${command === "merge" ? facts : zh ? filesInChinese : files}
${zh ? exitsInChinese : exits}

${examples[command].map((line) => `  ${line}`).join("\n")}
`;
}

function optionInChinese(command: CommandName, name: string): string {
  return optionsInChinese[`${command} ${name}`] ?? optionsInChinese[name]!;
}

/** A help text beside its option, its further lines below the first. */
function hanging(help: string, indent: number): string {
  return wrap(help, 100 - indent).join(`\n${" ".repeat(indent)}`);
}

/** `trueresolve help metrics` */
export function metricsHelp(names: readonly string[], language: Language): string {
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const lines = names.map(
    (name) => `  ${name.padEnd(width)}${hanging(metricWords[name]?.question[language] ?? "", width + 2)}`,
  );
  const title =
    language === "zh"
      ? "指标，按 --metric 所用的名称（见 DEFINITIONS.md）"
      : "Figures, by the names that --metric takes (see DEFINITIONS.md)";
  return `${title}\n\n${lines.join("\n")}\n`;
}

/** `trueresolve help individuals`: what figures of single people must not be used for. */
export const individualsHelp = (language: Language) => (language === "zh" ? individualsInChinese : individuals);

const individuals = `Figures of single people (--individuals)

trueresolve shows teams unless you say --individuals: with it, --by agent is allowed, evidence names agents, and appraise
scores them.
Before you do so, know what these figures cannot bear.

They must not
  - decide pay, promotion, warning or dismissal by themselves, or feed a system that does
  - rank people: where two intervals overlap, the log does not show which of the two is better
  - be read without n: a handful of tickets says next to nothing about a person
  - compare people who do different work: another queue, channel, shift or customer is another difficulty, and these
    figures do not adjust for it; appraise does, as far as category and channel tell
  - stand for silent customers: those who answer surveys are not those who do not
  - be shown to others than those who need them, or be kept from the person they are about

They may
  - start a conversation, together with the tickets behind them (trueresolve evidence)
  - show where a process fails: closing rules, bots that lead nowhere, handovers that lose the customer
  - support an appraisal that a person makes, where appraise says so of the score (docs/appraisal.md)
  - be contested: whoever is measured must be able to see the tickets counted and to say what is wrong with them
    (trueresolve appraise --explain)

In many countries works councils and data-protection law have a say before any of this is run.
`;

import { tooMuchText } from "../log/longer-memory.ts";
import { inLanguage, type KnownText } from "../report/known-texts.ts";
import type { Language } from "../report/language.ts";

/** What is said of a wrong command line, and of files that cannot be read. The more exact comes before the more general. */
export const usageTexts: readonly KnownText[] = [
  [
    `${tooMuchText}, got {} bytes; fold its tickets in parts and merge the facts`,
    "同一类文本：一份日志中最多 2 GiB，实为 {} 字节；请把工单分成几部分折叠，再合并事实数据",
  ],
  [
    "expected a command: report, appraise, fold, merge, check, convert, evidence or reconcile",
    "请给出命令：report、appraise、fold、merge、check、convert、evidence 或 reconcile",
  ],
  ["unknown command {}", "没有命令 {}"],
  ["unknown option {}", "没有选项 {}"],
  ["--{} was given twice", "--{} 重复给出"],
  ["--{} takes no value", "--{} 不带值"],
  ["--{} needs a value: {}; got {}", "--{} 须带值：{}；实为 {}"],
  ["--{} needs a value: {}", "--{} 须带值：{}"],
  ["expected a file, or - for standard input", "请给出文件，或用 - 表示标准输入"],
  ["expected files of facts, or - for standard input", "请给出事实数据文件，或用 - 表示标准输入"],
  ["expected a file, or events on standard input", "请给出文件，或从标准输入提供事件"],
  ["standard input (-) was named twice", "标准输入（-）重复给出"],
  [
    "facts are no text: name a file with --out, or redirect standard output",
    "事实数据不是文本：请用 --out 指明文件，或重定向标准输出",
  ],
  ["expected --metric NAME, the figure to be explained", "请用 --metric NAME 指明要解释的指标"],
  ["expected --metric NAME: {}", "请用 --metric NAME 指明指标：{}"],
  [
    "expected --preset NAME, the product whose figure is to be explained",
    "请用 --preset NAME 指明要解释哪个产品的数字",
  ],
  [
    '--clock business needs working hours: a policy with a "calendar"',
    '--clock business 需要工作时间：策略中须有 "calendar"',
  ],
  ["{} has no {}; it has {}", "{} 没有 {}；有的是 {}"],
  ["--by needs --group here: which group is to be explained?", "此处 --by 须与 --group 同用：要解释哪一组？"],
  ["--group: every row of this figure has a {}", "--group：此指标的每一行都有 {}"],
  [
    "--{} is for events; give it to trueresolve fold, which made these facts",
    "--{} 用于事件；请在得出这些事实数据的 trueresolve fold 中给出",
  ],
  ["--group: no {} called {}", "--group：没有这样的{}：{}"],
  ["--explain: no agent called {} in the period", "--explain：统计期内没有名为 {} 的坐席"],
  ["--explain: no agent called {}", "--explain：没有名为 {} 的坐席"],
  [
    "--explain names a single person: it needs --individuals; read first what such figures must not be used for: trueresolve help individuals",
    "--explain 涉及个人，须加 --individuals；请先阅读此类数字不得用于何处：trueresolve help individuals",
  ],
  [
    "--by agent names single people: it needs --individuals; read first what such figures must not be used for: trueresolve help individuals",
    "--by agent 涉及个人，须加 --individuals；请先阅读此类数字不得用于何处：trueresolve help individuals",
  ],
  [
    "--facts writes rows that name single people, and needs --individuals",
    "--facts 写出的行涉及个人，须加 --individuals",
  ],
  ["--map belongs to --from table, xes or ocel", "--map 用于 --from table、xes 或 ocel"],
  [
    "--ticket-type belongs to --from ocel with --map, which says what its events mean",
    "--ticket-type 用于 --from ocel 加 --map，后者说明其事件的含义",
  ],
  ["--{} belongs to --from a helpdesk's name", "--{} 用于 --from 某个客服系统"],
  ["--{} belongs to --from {}", "--{} 用于 --from {}"],
  [
    "--from {} needs --map FILE, which says what the columns mean; see docs/sources.md",
    "--from {} 须加 --map FILE 说明各列的含义；参见 docs/sources.md",
  ],
  ["--{} is for CSV and JSON, not for tables", "--{} 用于 CSV 与 JSON，不用于数据表"],
  [
    "--from is for CSV and JSON; give the columns of a table their names with --query",
    "--from 用于 CSV 与 JSON；数据表的列名请用 --query 给出",
  ],
  [
    "--query takes no file but one .duckdb database; name other files within the query",
    "--query 只接受一个 .duckdb 数据库文件；其他文件请写在查询之中",
  ],
  ["{} cannot be read together with the other tables", "{} 不能与其他数据表一起读取"],
  ["--{} {}: cannot be written ({})", "--{} {}：无法写入（{}）"],
  ["{} {} is a file to be read", "{} {} 是要读取的文件"],
  ["{} {} is what --{} writes", "{} {} 是 --{} 要写出的文件"],
  [
    "--out {}: what --to xes writes is XML, so name it .xes or .xes.gz",
    "--out {}：--to xes 写出的是 XML，请以 .xes 或 .xes.gz 命名",
  ],
  [
    "--out {}: what is written is NDJSON or OCEL's JSON, so name it .ndjson, .json or these with .gz",
    "--out {}：写出的是 NDJSON 或 OCEL 的 JSON，请以 .ndjson、.json 或加 .gz 命名",
  ],
  ["--{} {}: no such file", "--{} {}：没有此文件"],
  ["--{} {}: this is a directory", "--{} {}：这是一个目录"],
  ["--{} {}: cannot be read ({})", "--{} {}：无法读取（{}）"],
  ["--{} {}: this is no JSON: {}", "--{} {}：不是 JSON：{}"],
  [
    "--period: expected START/END as 2026-11-01/2026-11-30, instants with an offset, or a month as 2026-11, got {}",
    "--period：应为 START/END（如 2026-11-01/2026-11-30）、带时差的时间，或月份（如 2026-11），实为 {}",
  ],
  ["--period: expected a START before the END, got {}", "--period：START 应早于 END，实为 {}"],
  [
    "--as-of: expected an instant as 2026-11-30T18:00+08:00 or a date as 2026-11-30, got {}",
    "--as-of：应为时间（如 2026-11-30T18:00+08:00）或日期（如 2026-11-30），实为 {}",
  ],
  [
    "--as-of: these facts were folded as of {}; for another time fold the events again with --as-of",
    "--as-of：这些事实数据按 {} 折叠；要用其他时间，请加 --as-of 重新折叠事件",
  ],
  [
    "--as-of: these facts hold events up to {}; to leave the later ones out fold with --as-of",
    "--as-of：这些事实数据含至 {} 的事件；要略去较晚的事件，请在折叠时加 --as-of",
  ],
  ["--shards: expected a number from 1 on, got {}", "--shards：应为不小于 1 的整数，实为 {}"],
  [
    "--shards: expected facts of {} shards, found {}; fold those that are missing",
    "--shards：应有 {} 个分片的事实数据，实有 {} 个；请折叠所缺的分片",
  ],
  ["--threads: expected a number from 1 to 64, got {}", "--threads：应为 1 至 64 的整数，实为 {}"],
  ["--level: expected a share between 0 and 1, as 0.95, got {}", "--level：应为 0 与 1 之间的比例，如 0.95，实为 {}"],
  [
    "--time-zone: expected an IANA zone like Asia/Shanghai or UTC, got {}",
    "--time-zone：应为 IANA 时区，如 Asia/Shanghai 或 UTC，实为 {}",
  ],
  [
    "--encoding: expected a name like gb18030, big5 or windows-1252, got {}",
    "--encoding：应为编码名称，如 gb18030、big5 或 windows-1252，实为 {}",
  ],
  ["--{}: expected {}, got {}", "--{}：应为 {}，实为 {}"],
  ["--policy {}:", "--policy {} 有误："],
  ["--map {}:", "--map {} 有误："],
  ["{}: no such field", "{}：没有此字段"],
  ["{}: expected {}, got {}", "{}：应为 {}，实为 {}"],
  ["{}: no such file", "{}：没有此文件"],
  ["{}: no file matches", "{}：没有匹配的文件"],
  ["{}: no permission to read it", "{}：没有读取权限"],
  ["{}: this is a directory; name the files in it", "{}：这是一个目录；请指明其中的文件"],
  ["{}: cannot be read ({})", "{}：无法读取（{}）"],
  ["{}: it became shorter while it was read", "{}：文件在读取过程中变短"],
  ["{}: the file is empty", "{}：文件为空"],
  ["{}: the file holds no rows", "{}：文件中没有行"],
  ["{}: the file holds a header and no rows", "{}：文件只有表头，没有行"],
  ["{}: no rows in any of these files", "{}：这些文件中都没有行"],
  ["{}: expected JSON, NDJSON or CSV; this is none of them", "{}：应为 JSON、NDJSON 或 CSV；此文件都不是"],
];

/** The message of an error for whoever typed the command; what is not known in his language stays English. */
export function usageErrorWords(message: string, language: Language): string {
  if (language === "en") return message;
  const lines = message.split("\n").map((line) => {
    const [, indent = "", text = "", meant] = /^(\s*)(.*?)(?:; did you mean (.+)\?)?$/.exec(line) ?? [];
    const told = inLanguage(text, usageTexts, language).replace(/(?<=：应为 ).+(?=，实为)/, listed);
    return `${indent}${told}${meant === undefined ? "" : `；是否想写 ${meant}？`}`;
  });
  return lines.join("\n");
}

/** "text, json or csv" as a list in Chinese. */
function listed(words: string): string {
  return /^[\w-]+(, [\w-]+)* or [\w-]+$/.test(words) ? words.replaceAll(", ", "、").replace(" or ", " 或 ") : words;
}

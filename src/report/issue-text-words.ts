import type { RowIssue } from "../schemas/issue.ts";
import { inLanguage, type KnownText } from "./known-texts.ts";
import type { Language } from "./language.ts";

/** What rows should hold. */
export const expectedTexts: readonly KnownText[] = [
  ["JSON", "JSON"],
  ["text in UTF-8", "UTF-8 文本"],
  ["at most {} MiB a row", "每行至多 {} MiB"],
  ["every quoted field closed", "每个带引号的字段都有结尾引号"],
  ["{} cells, as in the header", "{} 个单元格，与表头一致"],
  ["an object, one event", "一个对象，即一条事件"],
  ["an object, one row of the export", "一个对象，即导出中的一行"],
  ["an object", "一个对象"],
  ["a string", "字符串"],
  ["a number", "数字"],
  ["a boolean", "true 或 false"],
  ["a string or a number", "字符串或数字"],
  ["a record", "一个对象"],
  ["a field of this event type", "该事件类型所有的字段"],
  ["one of {}", "其中之一：{}"],
  ["at least {} character", "至少 {} 个字符"],
  ["at most {} characters", "至多 {} 个字符"],
  ["min below max", "min 小于 max"],
  ["no score and no saidSolved unless step is answered", "仅当 step 为 answered 时才有 score 与 saidSolved"],
  ["a score or saidSolved in an answered survey", "已作答的评价须有 score 或 saidSolved"],
  ["a score within its scale (1 to 5 where no scale is given)", "score 在量表之内（未给出量表时为 1 至 5）"],
  ["an ISO 8601 instant like {}, or epoch milliseconds", "ISO 8601 时间，如 {}，或毫秒时间戳"],
  ["an offset from UTC, as in +08:00 or Z", "与 UTC 的时差，如 +08:00 或 Z"],
  ["a time from 1970 to 2199", "1970 至 2199 年之间的时间"],
  ["the content of row {}, which has the same ticket and id", "与第 {} 行内容相同（工单与 id 均相同）"],
];

/** What rows held instead, where it is not simply quoted. */
export const foundTexts: readonly KnownText[] = [
  ["nothing", "空缺"],
  ["an array", "一个数组"],
  ["an object", "一个对象"],
  ["a longer one", "更长的一行"],
  ["bytes that stand for no character", "不成字符的字节"],
  ["a quote that is not closed on this line, or swallows the next ones", "引号在本行没有结尾，或吞掉了后面的行"],
  ["{} cell", "{} 个单元格"],
  ["{} cells", "{} 个单元格"],
];

/** What to do about it. */
export const hintTexts: readonly KnownText[] = [
  ["one JSON object a row; see the event schema", "每行一个 JSON 对象；参见事件的 schema"],
  ["one JSON object a row, with the columns as its fields", "每行一个 JSON 对象，各列为其字段"],
  [
    "lists and objects lie in each other more than a thousand levels deep: write one event a row",
    "列表与对象的嵌套超过一千层：请每行写一个事件",
  ],
  ["one complete JSON object a row, in double quotes", "每行一个完整的 JSON 对象，用双引号"],
  [
    "the file ends in the middle of this row: export it again, or let the export finish",
    "文件在此行中途结束：请重新导出，或等导出完成",
  ],
  [
    "NaN and Infinity are no JSON: leave the field out where there is no value",
    "NaN 与 Infinity 不是 JSON：没有值时请略去该字段",
  ],
  [
    "one event a line: is the file one long JSON document, or are its line ends missing?",
    "每行一条事件：文件是否为一整个 JSON 文档，或缺少换行？",
  ],
  [
    "name the file's encoding (--encoding gb18030, windows-1252, …), or save it as UTF-8",
    "请指明文件编码（--encoding gb18030、windows-1252 等），或另存为 UTF-8",
  ],
  [
    'double quotes within a quoted field ("say ""yes"""), or put the whole field in quotes',
    '字段内的引号须双写（"say ""yes"""），或将整个字段加引号',
  ],
  ["put fields that hold the separator in quotes", "含分隔符的字段请加引号"],
  ["is the row cut short?", "此行是否不完整？"],
  ["add the field type", "请加上字段 type"],
  ["add the field {}", "请加上字段 {}"],
  ["map it to one of these types, or drop the row", "请映射到上述类型之一，或略去此行"],
  ["did you mean {}?", "是否想写 {}？"],
  [
    "drop {}, rename it, or send it as a field event or an attribute of created",
    "请略去 {}、改名，或作为 field 事件、created 的属性给出",
  ],
  ["leave the field out where it is unknown", "未知时请略去该字段"],
  ["leave {} out where it is unknown", "未知时请略去 {}"],
  ["write the ticket as a string", "工单号请写成字符串"],
  [
    "true where the customer could see the message, false for an internal note",
    "客户能看到的消息为 true，内部备注为 false",
  ],
  ["give scale: { min, max } with scores that do not run from 1 to 5", "评分若非 1 至 5，请给出 scale: { min, max }"],
  ["correct the row in the export or in its mapping", "请在导出或其映射中更正此行"],
  ["correct {} in the export or in its mapping", "请在导出或其映射中更正 {}"],
  ["correct the time", "请更正时间"],
  [
    "write the offset, or name the log's zone (timeZone, --time-zone)",
    "请写明时差，或指明日志的时区（timeZone、--time-zone）",
  ],
  ["is it in seconds or microseconds, or a placeholder for “never”?", "是否以秒或微秒计，或是表示“从未”的占位值？"],
  ["give every event of a ticket an id of its own", "同一工单的每条事件须有各自的 id"],
];

/** What is wrong with a row and what to do about it, in the language of the report. */
export function issueTexts(
  { expected, found, hint }: Pick<RowIssue, "expected" | "found" | "hint">,
  language: Language,
): { expected: string; found: string; hint: string } {
  return {
    expected: inLanguage(expected, expectedTexts, language),
    found: inLanguage(found, foundTexts, language),
    hint: inLanguage(hint, hintTexts, language),
  };
}

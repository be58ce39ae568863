import { inLanguage, type KnownText } from "./known-texts.ts";
import type { Language } from "./language.ts";

/** What is said of files, by the code of the note. */
export const readNoteTexts: Readonly<Record<string, readonly KnownText[]>> = {
  cutOff: [
    ["the gzip data end too early; the rows before that were read", "gzip 数据过早结束；此前的行已读取"],
    ["the gzip data are damaged; the rows before that were read", "gzip 数据已损坏；此前的行已读取"],
    ["the JSON array is not closed", "JSON 数组没有结尾"],
    ["more text follows the end of the JSON array and was not read", "JSON 数组结尾之后还有内容，未读取"],
    ["the JSON document is not closed", "JSON 文档没有结尾"],
    ["more text follows the end of the JSON document and was not read", "JSON 文档结尾之后还有内容，未读取"],
    [
      "places where the file stops being XML; what stands after the first was not read: {}",
      "文件自此不再是 XML，其后的内容未读取：{}",
    ],
  ],
  emptyFile: [
    ["the file is empty", "文件为空"],
    ["the file holds no rows", "文件中没有行"],
    ["the file holds a header and no rows", "文件只有表头，没有行"],
    ["it holds no rows", "其中没有行"],
  ],
  repeatedColumn: [['a second column "{}" is read as "{}"', "重名的列“{}”读作“{}”"]],
  xes: [
    ["events outside any trace, which belong to no ticket: {}", "不在任何 trace 之内、不属于任何工单的事件：{}"],
    ["traces without an event, of which nothing is known: {}", "没有事件、一无所知的 trace：{}"],
    ["attributes that an event has twice; the first counts: {}", "同一事件中重复的属性，以第一个为准：{}"],
  ],
  unknownInput: [["these facts do not say how many rows they were made of", "这些事实数据没有说明由多少行得出"]],
};

/** What is said of a file, in the language of the report; `null` where the code is of no such note. */
export function readNoteWords(code: string, message: string, language: Language): string | null {
  if (!Object.hasOwn(readNoteTexts, code)) return null;
  return inLanguage(message, readNoteTexts[code]!, language);
}

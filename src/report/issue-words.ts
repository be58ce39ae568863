import type { IssueCode } from "../schemas/issue.ts";
import type { Words } from "./language.ts";

/** Why rows are refused, in a few words. */
export const issueWords: Record<IssueCode, Words> = {
  notAnObject: { en: "not an object", zh: "不是一个对象" },
  notJson: { en: "not JSON", zh: "不是 JSON" },
  lineTooLong: { en: "row too long", zh: "行过长" },
  encoding: { en: "not in the file's encoding", zh: "字符编码不对" },
  missing: { en: "field missing", zh: "缺少字段" },
  wrongType: { en: "wrong kind of value", zh: "值的类型不对" },
  wrongValue: { en: "value not allowed", zh: "值不在允许范围内" },
  unknownField: { en: "unknown field", zh: "未知字段" },
  unknownType: { en: "unknown event type", zh: "未知事件类型" },
  timeFormat: { en: "time not readable", zh: "时间无法识别" },
  timeOffset: { en: "time without offset", zh: "时间缺少时区偏移" },
  timeRange: { en: "time out of range", zh: "时间超出范围" },
  idConflict: { en: "same id, other content", zh: "同一 id 内容不同" },
  unmapped: { en: "value not in the mapping", zh: "映射中没有该值" },
};

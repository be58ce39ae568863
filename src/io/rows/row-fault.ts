import { show } from "../../log/row-issue.ts";
import type { RowIssue } from "../../schemas/issue.ts";
import { isTooDeep } from "./parse-json.ts";

/** A line or element that is no JSON. `cutOff`: the file ends within it. */
export function notJson(row: number, text: string, cutOff: boolean): RowIssue {
  const hint = isTooDeep(text)
    ? "lists and objects lie in each other more than a thousand levels deep: write one event a row"
    : cutOff
      ? "the file ends in the middle of this row: export it again, or let the export finish"
      : /[:,[]\s*-?(NaN|Infinity)\b/.test(text)
        ? "NaN and Infinity are no JSON: leave the field out where there is no value"
        : "one complete JSON object a row, in double quotes";
  return { row, path: "", code: "notJson", expected: "JSON", found: show(text), hint };
}

export function lineTooLong(row: number, longestBytes: number): RowIssue {
  return {
    row,
    path: "",
    code: "lineTooLong",
    expected: `at most ${Math.round(longestBytes / 1_048_576)} MiB a row`,
    found: "a longer one",
    hint: "one event a line: is the file one long JSON document, or are its line ends missing?",
  };
}

export function wrongEncoding(row: number): RowIssue {
  return {
    row,
    path: "",
    code: "encoding",
    expected: "text in UTF-8",
    found: "bytes that stand for no character",
    hint: "name the file's encoding (--encoding gb18030, windows-1252, …), or save it as UTF-8",
  };
}

export function openQuote(row: number): RowIssue {
  return {
    row,
    path: "",
    code: "wrongValue",
    expected: "every quoted field closed",
    found: "a quote that is not closed on this line, or swallows the next ones",
    hint: 'double quotes within a quoted field ("say ""yes"""), or put the whole field in quotes',
  };
}

export function wrongCellCount(row: number, expected: number, found: number): RowIssue {
  return {
    row,
    path: "",
    code: "wrongValue",
    expected: `${expected} cells, as in the header`,
    found: `${found} ${found === 1 ? "cell" : "cells"}`,
    hint: found > expected ? "put fields that hold the separator in quotes" : "is the row cut short?",
  };
}

/** A row that a source cannot be given. */
export function notAnObject(row: number, value: unknown): RowIssue {
  return {
    row,
    path: "",
    code: "notAnObject",
    expected: "an object, one row of the export",
    found: show(value),
    hint: "one JSON object a row, with the columns as its fields",
  };
}

import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { botTrapRate } from "../../src/metrics/bot-trap-rate.ts";
import { csat } from "../../src/metrics/csat.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import { grouped } from "../../src/metrics/grouped.ts";
import { humanReachRate } from "../../src/metrics/human-reach-rate.ts";
import { prematureClosureRate } from "../../src/metrics/premature-closure-rate.ts";
import { reopenRate } from "../../src/metrics/reopen-rate.ts";
import { parseTableMap } from "../../src/schemas/table-map.ts";
import { fromTable } from "../../src/sources/table.ts";
import { logOf } from "./read-log.ts";
import { exampleMap } from "./shared-data.ts";

type Row = Record<string, string>;

const { map } = parseTableMap(exampleMap("jiedai"));
const asOf = Date.parse("2026-11-19T00:00:00+08:00");
const rowsOf = (bytes: Buffer, encoding: string) =>
  parse(new TextDecoder(encoding).decode(bytes), { columns: true }) as Row[];
const rows = rowsOf(readFileSync("examples/jiedai.csv"), "utf-8");
const sourceOf = (given: readonly Row[]) => fromTable(given, { map: map! });
const factsOf = (given: readonly Row[]) => buildFacts(logOf(sourceOf(given)), {}, { asOf });
const eventsOf = (session: string) =>
  sourceOf(rows).rows.filter(({ ticket }) => String(ticket).endsWith(session)) as Record<string, unknown>[];
const actorsOf = (session: string, type: string) =>
  eventsOf(session)
    .filter((event) => event["type"] === type)
    .map(({ actor }) => actor as Row);

describe("examples/maps/jiedai.json on examples/jiedai.csv", () => {
  it("reads six sessions and refuses nothing, also from the same file in GB18030", () => {
    const file = new URL("fixtures/jiedai.gb18030.csv", import.meta.url);
    const chinese = rowsOf(readFileSync(file), "gb18030");
    expect(chinese).toEqual(rows);
    expect(factsOf(chinese).tickets.ticket).toHaveLength(6);
  });

  it("tells bots by the sender, by the account and by the stage, and customers by their own name", () => {
    expect(actorsOf("5", "message").map(({ kind, id }) => [kind, id])).toEqual([
      ["customer", "小鱼**"],
      ["bot", "店小蜜01"],
    ]);
    const early = { ...rows[3]!, 发送方: "客服", 客服账号: "小智", 内容类型: "文本", 阶段: "机器人阶段" };
    expect(sourceOf([early]).rows.at(-1)).toMatchObject({ actor: { kind: "bot", id: "小智" } });
    expect(actorsOf("1", "message")[0]).toEqual({ kind: "bot" });
    expect(eventsOf("1")[0]).toMatchObject({ type: "created", requester: "晴天**3", initiator: "customer" });
  });

  it("counts a welcome line and an automatic reply for nothing: the first reply is a person's own words", () => {
    const { details, n, value } = firstResponseTime(factsOf(rows));
    expect(n).toBe(6);
    // By hand: 6 min 15 s in session 1, 20 min in 2 (the quick phrase is a template), 1 min 40 s in 6; nothing in 3, 4, 5.
    expect(details!["answered"]).toMatchObject({ n: 3, median: 375_000 });
    expect(value).toBe(20 * 60_000);
    expect(details!["outcomes"]).toMatchObject({ answered: 3, closedUnanswered: 2, abandoned: 1, open: 0 });
  });

  it("counts a quick phrase that a person sent where the policy says so", () => {
    const facts = buildFacts(logOf(sourceOf(rows)), { countsAsReply: "assisted" }, { asOf });
    expect(firstResponseTime(facts).details!["answered"]).toMatchObject({ n: 3, median: 120_000 });
  });

  it("charges the wait of a transferred session to who held it longest", () => {
    const facts = factsOf(rows);
    const waits = grouped(firstResponseTime, facts, "agent").map(({ group, n }) => [group?.value ?? null, n]);
    expect(Object.fromEntries(waits as [string, number][])).toMatchObject({ 阿强: 2 });
    expect(eventsOf("2").filter((event) => event["type"] === "assigned")).toMatchObject([
      { agent: "小美", team: "售后一组" },
      { agent: "阿强" },
    ]);
  });

  it("follows the way to a person: five asked, three were reached, one gave up in the queue, one was left to the clock", () => {
    const facts = factsOf(rows);
    expect(humanReachRate(facts)).toMatchObject({ n: 5, value: 0.6 });
    expect(botTrapRate(facts)).toMatchObject({ n: 4, value: 0.25 });
    const steps = eventsOf("4").flatMap((event) => (event["type"] === "handoff" ? [event["step"]] : []));
    expect(steps).toEqual(["requested", "queued", "abandoned"]);
  });

  it("names what the system closed over a waiting customer, and who came back for it", () => {
    const facts = factsOf(rows);
    const premature = prematureClosureRate(facts);
    expect(premature).toMatchObject({ n: 6, value: 0.5 });
    expect(reopenRate(facts).value).toBeCloseTo(1 / 6, 9);
    const closings = ["1", "2", "3", "4", "5", "6"].map((session) => {
      const closing = eventsOf(session).find((event) => event["type"] === "status")!;
      return [closing["cause"], (closing["actor"] as Row)["kind"]];
    });
    expect(closings).toEqual([
      ["agent", "agent"],
      ["agent", "agent"],
      ["inactivity", "system"],
      ["rule", "system"],
      ["inactivity", "system"],
      ["agent", "agent"],
    ]);
  });

  it("tells a rating card that was not answered from one that was never offered", () => {
    const facts = factsOf(rows);
    const estimate = csat(facts);
    expect(estimate).toMatchObject({ n: 2, value: 3 });
    const steps = ["1", "2", "3", "4", "5", "6"].map((session) =>
      eventsOf(session).flatMap((event) => (event["type"] === "survey" ? [event["step"]] : [])),
    );
    expect(steps).toEqual([["offered", "answered"], ["offered"], ["offered", "answered"], [], [], ["offered"]]);
    expect(JSON.stringify(estimate.details)).toContain("0.5");
  });

  it.each([
    ["很满意", 5],
    ["满意", 4],
    ["一般", 3],
    ["不满意", 2],
    ["很不满意", 1],
    ["4分", 4],
    ["5", 5],
  ])("reads the rating %s as %i", (评价, score) => {
    const rated = sourceOf([{ ...rows[10]!, 评价 }]).rows.at(-1);
    expect(rated).toMatchObject({ type: "survey", step: "answered", score, scale: { min: 1, max: 5 } });
  });

  it("reads a file without the column of ratings, and refuses only the ratings, which then say nothing", () => {
    const unrated = rows.map(({ 评价: _, ...row }) => row);
    const { issues, counts } = parseEvents(sourceOf(unrated).rows);
    expect(counts).toMatchObject({ refused: 2 });
    expect(issues.map(({ path }) => path)).toEqual(["score", "score"]);
    const unasked = unrated.filter((row) => row["内容类型"] !== "评价");
    expect(firstResponseTime(factsOf(unasked)).value).toBe(firstResponseTime(factsOf(rows)).value);
    const said = unrated.map((row) => (row["内容类型"] === "评价" ? { ...row, 是否解决: "否" } : row));
    expect(parseEvents(sourceOf(said).rows).counts.refused).toBe(0);
  });

  it.each(["系统", "机器人", "客服"])("takes 转人工 of %s for a request, and for nobody's message", (发送方) => {
    const request = { ...rows[4]!, 发送方, 内容类型: "转人工" };
    expect(sourceOf([request]).rows.slice(1)).toMatchObject([{ type: "handoff", step: "requested" }]);
    // Said once more by the system it is no second request.
    const repeated = rows.flatMap((row) => (row["内容类型"] === "排队" ? [request, row] : [row]));
    expect(humanReachRate(factsOf(repeated))).toMatchObject({ n: 5, value: 0.6 });
  });

  it.each([
    ["小美 转接给 阿强", undefined, "阿强"],
    ["由小美转接至客服阿强", undefined, "阿强"],
    ["转接：阿强", undefined, "阿强"],
    ["已转出", undefined, null],
    ["由小美转接", "阿强", "阿强"],
  ])("reads the transfer %s (%s) as one to %s", (消息内容, 转接至, agent) => {
    const row = { ...rows[16]!, 消息内容, ...(转接至 === undefined ? {} : { 转接至 }) };
    const transfers = sourceOf([row]).rows.filter(({ type }) => type === "assigned");
    expect(transfers).toMatchObject([{ agent }]);
  });

  it.each([
    ["谢谢", "gratitude"],
    ["好的，谢谢亲！", "gratitude"],
    ["谢谢，但是还没到账", "other"],
    ["谢谢你的废话", "other"],
    ["还在吗？", "other"],
  ])("takes %s for %s: thanks end a wait only where they are nothing else", (消息内容, intent) => {
    expect(sourceOf([{ ...rows[8]!, 消息内容 }]).rows.at(-1)).toMatchObject({ type: "message", intent });
  });

  it("knows a bot by its account behind the shop's name", () => {
    const row = { ...rows[7]!, 客服账号: "旗舰店:店小蜜" };
    expect(sourceOf([row]).rows.at(-1)).toMatchObject({ actor: { kind: "bot" } });
  });

  it("refuses a word that it does not know, and names it", () => {
    const source = sourceOf([{ ...rows[0]!, 发送方: "主播" }]);
    expect(JSON.stringify(source.rows)).toContain("主播");
    expect(() => logOf(source)).toThrow(/主播/);
  });
});

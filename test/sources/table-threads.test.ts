import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import { parseTableMap, type TableMap } from "../../src/schemas/table-map.ts";
import type { SourceResult } from "../../src/sources/source.ts";
import { fromTable } from "../../src/sources/table.ts";
import { contentOf, eventsOf, logOf } from "./read-log.ts";
import { exampleMap, isSharedDataAbsent, sharedDataNeeded, sharedRows } from "./shared-data.ts";

type Row = Record<string, unknown>;

function mapOf(json: unknown): TableMap {
  const parsed = parseTableMap(json);
  if (parsed.issues) throw new Error(JSON.stringify(parsed.issues));
  return parsed.map;
}

const twitter = mapOf(exampleMap("twitter"));
const forum = {
  kind: "events",
  ticket: { thread: { id: "id", parent: "parent" } },
  time: "at",
  actor: { id: "who", kind: { column: "who", values: { "desk-*": "agent" }, otherwise: "customer" } },
  everyRow: [{ type: "message", public: true }],
};

let minute = 0;
/** A forum post, a minute after the one before unless it says when. */
function post(id: string, parent: string, who = "c1", at?: string): Row {
  minute++;
  return { id, parent, who, at: at ?? new Date(Date.parse("2026-11-11T00:00:00Z") + minute * 60_000).toISOString() };
}

const read = (rows: readonly Row[], map: unknown = forum) => fromTable(rows, { map: mapOf(map) });
const ticketsOf = (source: SourceResult) => source.rows.map(({ ticket }) => ticket);
const created = (source: SourceResult) => source.rows.filter(({ type }) => type === "created");
const noteOf = (source: SourceResult, code: string) => source.notes.find((note) => note.code === code);
const answered = (source: SourceResult) =>
  firstResponseTime(buildFacts(parseEvents(source.rows).log)).details!["answered"] as { n: number; median: number };

describe("fromTable with threads", () => {
  it("makes a ticket of a first message and all that answers it, under the first message's id", () => {
    const source = read([
      post("1", ""),
      post("2", "1", "desk-a"),
      post("3", "2"),
      post("4", "3", "desk-a"),
      post("9", ""),
    ]);
    expect(ticketsOf(source)).toEqual(["1", "1", "1", "1", "1", "9", "9"]);
    expect(created(source).map(({ ticket, actor }) => [ticket, actor])).toEqual([
      ["1", { kind: "customer", id: "c1" }],
      ["9", { kind: "customer", id: "c1" }],
    ]);
    expect(source.rows.map(({ id }) => id)).toEqual(["created", "1", "2", "3", "4", "created", "9"]);
    expect(source.notes).toEqual([]);
    expect(answered(source)).toMatchObject({ n: 1, median: 60_000 });
  });

  it("gives the same log whatever the order of the rows", () => {
    const rows = [
      ...[post("1", ""), post("2", "1", "desk-a"), post("3", "2"), post("4", "1", "c2"), post("5", "gone", "desk-a")],
      ...[post("6", "5"), post("7", "8"), post("8", "7"), post("10", "10"), post("11", "10", "desk-b")],
    ];
    const eventRowsOf = (source: SourceResult) => source.rows.map((row) => JSON.stringify(row)).sort();
    const notesOf = (source: SourceResult) => source.notes.map(({ code, count }) => `${code} ${count}`).sort();
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }), (shuffled) => {
        const source = read(shuffled);
        expect(eventRowsOf(source)).toEqual(eventRowsOf(read(rows)));
        expect(notesOf(source)).toEqual(notesOf(read(rows)));
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });

  it("does not guess the beginning of a thread whose first message is not in the file, and names it", () => {
    const source = read([post("2", "1", "desk-a"), post("3", "2"), post("4", "3", "desk-a")]);
    expect(created(source)).toEqual([]);
    expect(new Set(ticketsOf(source))).toEqual(new Set(["1"]));
    expect(noteOf(source, "threadsWithoutBeginning")).toMatchObject({ count: 1 });
    expect(noteOf(source, "threadsWithoutBeginning")!.message).toContain("(1)");
    expect(answered(source)?.n ?? 0).toBe(0);
  });

  it("gives threads that the desk began no first response, and names them", () => {
    const map = { ...forum, creation: { requester: "who" } };
    const source = read([post("1", "", "desk-a"), post("2", "1"), post("3", "2", "desk-b")], map);
    expect(created(source)).toMatchObject([{ ticket: "1", actor: { kind: "agent", id: "desk-a" } }]);
    expect(created(source)[0]).not.toHaveProperty("requester");
    expect(noteOf(source, "threadsBegunByDesk")).toMatchObject({ count: 1 });
    expect(answered(source)?.n ?? 0).toBe(0);
  });

  it("reads 3.0 and 3 as one id, in lists too, unless the column is text", () => {
    const rows = [
      { ...post("3.0", ""), next: "4.0,5" },
      { ...post("4", "", "desk-a"), next: "" },
      { ...post("5.0", "3", "desk-a"), next: "" },
    ];
    const map = (as?: string) => ({
      ...forum,
      ticket: {
        thread: {
          id: { column: "id", as },
          parent: { column: "parent", as },
          responses: { column: "next", as, separator: "," },
        },
      },
    });
    expect(new Set(ticketsOf(read(rows, map())))).toEqual(new Set(["3"]));
    expect(new Set(ticketsOf(read(rows, map("text"))))).toEqual(new Set(["3.0", "4", "3"]));
  });

  it.each([
    ["JSON", { next: ["2", 3] }],
    ["text of JSON", { next: '["2", "3"]' }],
    ["Python's lists", { next: "['2', '3']" }],
    ["blanks", { next: "2 3" }],
    ["commas", { next: "2, 3," }],
  ])("reads lists of responses as %s", (_name, list) => {
    const rows = [{ ...post("1", ""), ...list }, post("2", "", "desk-a"), post("3", "", "desk-a")];
    const map = { ...forum, ticket: { thread: { id: "id", responses: "next" } } };
    expect(new Set(ticketsOf(read(rows, map)))).toEqual(new Set(["1"]));
  });

  it("counts who waits for a response that is not in the file as waiting, and says so", () => {
    const map = { ...forum, ticket: { thread: { id: "id", responses: "next" } } };
    const source = read([{ ...post("1", ""), next: "2" }], map);
    expect(noteOf(source, "responsesNotInFile")!.message).toContain("1 (2)");
  });

  it("reads mail by Message-ID, In-Reply-To and References, with or without brackets and across missing mails", () => {
    const mail = (id: string, reply: string, references: string, from: string, at: string): Row => ({
      "Message-ID": id,
      "In-Reply-To": reply,
      References: references,
      From: from,
      Date: at,
    });
    const rows = [
      mail("<d@x>", "<c@x>", "<a@x>\r\n <b@x> <c@x>", "Amy <amy@desk.example>", "Wed, 11 Nov 2026 12:00:00 +0800"),
      mail("<a@x>", "", "", "c1@mail.example", "Wed, 11 Nov 2026 09:00:00 +0800"),
      mail("b@x", "a@x", "<a@x>", "Bo <bo@desk.example>", "Wed, 11 Nov 2026 09:30:00 +0800"),
      mail("<e@x>", "<c@x>", "", "c1@mail.example", "Wed, 11 Nov 2026 12:30:00 +0800"),
    ];
    const source = read(rows, {
      kind: "events",
      ticket: { thread: { id: "Message-ID", parent: "In-Reply-To", references: "References" } },
      time: { column: "Date", format: ["EEE, d MMM yyyy HH:mm:ss xx"] },
      actor: {
        id: { column: "From", extract: "/([^\\s<>]+@[^\\s<>]+)/" },
        kind: { column: "From", values: { "/@desk\\.example>?$/": "agent" }, otherwise: "customer" },
      },
      everyRow: [{ type: "message", public: true }],
    });
    expect(new Set(ticketsOf(source))).toEqual(new Set(["a@x"]));
    expect(source.rows.map(({ actor }) => (actor as { id: string }).id)).toContain("amy@desk.example");
    expect(answered(source)).toMatchObject({ n: 1, median: 30 * 60_000 });
  });

  it("answers the first of several parents in a cell, and names the message", () => {
    const listed = (separator?: string) => ({
      ...forum,
      ticket: { thread: { id: "id", parent: { column: "parent", separator } } },
    });
    for (const [parent, map] of [
      ["[1, 2]", listed()],
      ["<1> <2>", listed()],
      ["1/2", listed("/")],
    ] as const) {
      const source = read([post("1", ""), post("2", ""), post("3", parent, "desk-a")], map);
      expect(ticketsOf(source).at(-1)).toBe("1");
      expect(noteOf(source, "messagesWithSeveralParents")!.message).toContain("1 (3)");
    }
    expect(ticketsOf(read([post("3", "a b, c")])).at(-1)).toBe("a b, c");
  });

  it.each(["0", "-1", "nan", "None", "null", ""])("takes %j for no parent", (none) => {
    expect(ticketsOf(read([post("1", none), post("2", none)]))).toEqual(["1", "1", "2", "2"]);
  });

  it("takes texts for no parent that the map lists, and only those", () => {
    const map = { ...forum, ticket: { thread: { id: "id", parent: "parent", none: ["root*"] } } };
    expect(new Set(ticketsOf(read([post("1", "root"), post("2", "rootless"), post("3", "0")], map)))).toEqual(
      new Set(["1", "2", "0"]),
    );
  });

  it("reads posts that answer themselves as beginnings, ends with circles, and names both", () => {
    const source = read([post("1", "1"), post("2", "1", "desk-a"), post("3", "4"), post("4", "3", "desk-a")]);
    expect(created(source).map(({ ticket }) => ticket)).toEqual(["1"]);
    expect(new Set(ticketsOf(source))).toEqual(new Set(["1", "3"]));
    expect(noteOf(source, "messagesAnsweringThemselves")).toMatchObject({ count: 1 });
    expect(noteOf(source, "threadsInCircles")).toMatchObject({ count: 1 });
    expect(noteOf(source, "olderThanWhatTheyAnswer")).toBeUndefined();
  });

  it("lets an answer follow what it answers, also within one second and in whatever order", () => {
    const at = "2026-11-11T08:00:00Z";
    const rows = [post("3", "2", "c1", at), post("2", "1", "desk-a", at), post("1", "", "c1", at)];
    const source = read(rows);
    expect(answered(source)).toMatchObject({ n: 1, median: 0 });
    expect(eventsOf(logOf(source)).map((event) => (event as { type: string }).type)).toEqual([
      "created",
      ...["message", "message", "message"],
    ]);
    const waits = buildFacts(logOf(source)).waits;
    expect(waits.ticket.length).toBe(2); // the customer wrote last, so somebody waits again
  });

  it("names an answer with a time before that of its question, and lifts it to the beginning of its thread", () => {
    const rows = [post("1", "", "c1", "2026-11-11T08:00:00Z"), post("2", "1", "desk-a", "2026-11-11T07:00:00Z")];
    const source = read(rows);
    expect(noteOf(source, "olderThanWhatTheyAnswer")).toMatchObject({ count: 1, rows: [2] });
    expect(answered(source)).toMatchObject({ n: 1, median: 0 });
  });

  it("names no answer of the same second as older than its question", () => {
    const at = "2026-11-11T08:00:00Z";
    expect(read([post("1", "", "c1", at), post("2", "1", "desk-a", at)]).notes).toEqual([]);
  });

  it("takes the parent where it stands among the references, whatever else they name", () => {
    const map = { ...forum, ticket: { thread: { id: "id", parent: "parent", references: "refs" } } };
    const rows = [
      { ...post("1", ""), refs: "" },
      { ...post("4", "1", "desk-a"), refs: "1 2 3" },
      { ...post("5", "9", "desk-a"), refs: "1 2" },
    ];
    const seqs = read(rows, map).rows.map(({ id, ticket, seq }) => [ticket, id, seq]);
    expect(seqs.slice(2)).toEqual([
      ["1", "4", 1],
      ["1", "5", 3], // 1, then 2, then 9, which is not among the references and so came last
    ]);
  });

  it("counts an answer that comes years late as it is", () => {
    const rows = [post("1", "", "c1", "2014-11-11T08:00:00Z"), post("2", "1", "desk-a", "2026-11-11T08:00:00Z")];
    expect(answered(read(rows)).median).toBe(Date.parse("2026-11-11T08:00:00Z") - Date.parse("2014-11-11T08:00:00Z"));
  });

  it("changes no figure where rows stand in the file twice, also with an answer added since", () => {
    const rows = [
      { ...post("1", ""), next: "" },
      { ...post("2", "1", "desk-a"), next: "" },
    ];
    const later = [...rows, { ...rows[0], next: "2" }, ...rows];
    const map = { ...forum, ticket: { thread: { id: "id", parent: "parent", responses: "next" } } };
    const { counts, log, issues } = parseEvents(read(later, map).rows);
    expect(issues).toEqual([]);
    expect(counts.repeats).toBe(counts.rows - 3);
    expect(eventsOf(log)).toEqual(eventsOf(logOf(read(rows, map))));
  });

  it("refuses messages without an id, and keeps the rest", () => {
    const { issues, counts } = parseEvents(read([post("1", ""), post("", "1", "desk-a")]).rows);
    expect(issues).toMatchObject([{ path: "ticket", code: "missing" }]);
    expect(counts.accepted).toBe(2);
  });

  it("guesses nobody as the beginner where the first message's author is refused", () => {
    const actor = { id: "who", kind: { column: "who", values: { "desk-*": "agent", "c*": "customer" } } };
    const source = read([post("1", "", "zoe"), post("2", "1", "desk-a")], { ...forum, actor });
    expect(created(source)).toEqual([]);
    expect(parseEvents(source.rows).issues).toMatchObject([{ row: 1, path: "type" }]);
  });

  it("holds threads together by rows that are no events", () => {
    const map = {
      ...forum,
      everyRow: undefined,
      activity: { column: "what", values: { text: { type: "message", public: true } }, ignore: ["deleted"] },
    };
    const rows = [post("1", ""), post("2", "1", "desk-a"), post("3", "2")].map((row, index) => ({
      ...row,
      what: index === 1 ? "deleted" : "text",
    }));
    expect(new Set(ticketsOf(read(rows, map)))).toEqual(new Set(["1"]));
  });

  it("keeps what a map says of creations: by an activity, or who begins", () => {
    const rows = [post("1", ""), post("2", "1", "desk-a")];
    expect(created(read(rows, { ...forum, creation: { from: "activity" } }))).toEqual([]);
    expect(created(read(rows, { ...forum, creation: { initiator: "system" } }))).toMatchObject([
      { initiator: "system" },
    ]);
  });

  it("names the column that was meant, and refuses an order that threads do not have", () => {
    expect(() => read([post("1", "")], { ...forum, ticket: { thread: { id: "id", parent: "parents" } } })).toThrow(
      /ticket\.thread\.parent names the column "parents".*did you mean "parent"/,
    );
    expect(parseTableMap({ ...forum, order: "file" }).issues).toMatchObject([{ path: "order" }]);
    expect(parseTableMap({ ...forum, ticket: { thread: { id: "id" } } }).issues).toMatchObject([
      { path: "ticket.thread.parent" },
    ]);
    expect(parseTableMap({ ...forum, ticket: { thread: { id: "id", parnt: "p" } } }).issues?.[0]).toMatchObject({
      path: "ticket.thread.parnt",
      hint: "did you mean parent?",
    });
  });
});

describe("fromTable with who began it", () => {
  const starter = (kind: unknown) => ({ ...forum, actor: { id: "who", kind } });
  const kinds = (source: SourceResult) =>
    source.rows
      .filter(({ type }) => type === "message")
      .map(({ actor }) => (actor as { kind: string; id: string } | undefined)?.kind ?? null);
  const thread = () => [post("2", "1", "amy"), post("1", "", "c1"), post("3", "2", "c1"), post("4", "3", "c2")];

  it("takes the author of the first message for the customer, and everybody else for unknown", () => {
    expect(kinds(read(thread(), starter({ starter: "customer" })))).toEqual([
      ...["unknown", "customer", "customer", "unknown"],
    ]);
  });

  it("takes everybody else for what the map says, and those it knows for what they are", () => {
    expect(kinds(read(thread(), starter({ starter: "customer", others: "agent" })))).toEqual([
      ...["agent", "customer", "customer", "agent"],
    ]);
    const known = { column: "who", values: { amy: "agent" }, otherwise: { starter: "customer" } };
    expect(kinds(read(thread(), starter(known)))).toEqual(["agent", "customer", "customer", "unknown"]);
  });

  it("knows nobody where the first message is not in the file", () => {
    const source = read(thread().slice(2), starter({ starter: "customer", others: "agent" }));
    expect(kinds(source)).toEqual(["unknown", "unknown"]);
    expect(source.rows[0]).toMatchObject({ actor: { kind: "unknown", id: "c1" } });
  });

  it("says nothing of an author without a name whom nothing makes known", () => {
    const source = read([post("1", "", ""), post("2", "1", "amy")], starter({ starter: "customer" }));
    expect(source.rows.map(({ actor }) => actor)).toEqual([undefined, undefined, { kind: "unknown", id: "amy" }]);
  });

  it("looks at a ticket's first row where a column names the ticket", () => {
    const rows: Row[] = thread().map((row) => ({ ...row, thread: "t" }));
    const map = { ...starter({ starter: "customer", others: "agent" }), ticket: "thread" };
    const [second, first, ...rest] = rows;
    expect(kinds(read([second!, first!, ...rest], map))).toEqual(["customer", "agent", "agent", "agent"]);
    expect(kinds(read([first!, { ...second!, at: rest[0]!["at"] }, ...rest], map))).toEqual([
      ...["customer", "agent", "customer", "agent"],
    ]);
  });
});

describe.skipIf(isSharedDataAbsent)(`examples/maps/twitter.json on 93 real tweets (${sharedDataNeeded})`, () => {
  const rows = isSharedDataAbsent ? [] : sharedRows("twitter-support-93/sample.csv");
  const source = fromTable(rows, { map: twitter });

  it("finds 25 conversations that a customer began, 24 of them answered, after 68.525 min and 194.7049 on average", () => {
    expect(created(source)).toHaveLength(25);
    const estimate = firstResponseTime(buildFacts(logOf(source)));
    expect(estimate.n).toBe(25);
    const { n, median, mean } = estimate.details!["answered"] as { n: number; median: number; mean: number };
    expect(n).toBe(24);
    expect(median / 60_000).toBeCloseTo(68.525, 6);
    expect(mean / 60_000).toBeCloseTo(194.7049, 4);
  });

  it("names the 2 whose beginning is not in the file, and the 6 tweets that are only listed", () => {
    expect(noteOf(source, "threadsWithoutBeginning")).toMatchObject({ count: 2 });
    expect(noteOf(source, "responsesNotInFile")).toMatchObject({ count: 6 });
  });

  it.each([
    ["in reverse", (row: Row) => row],
    ["with ids as numbers of a data frame", (row: Row) => asFloats(row)],
  ])("finds the same %s", (_name, changed) => {
    const again = fromTable(rows.toReversed().map(changed), { map: twitter });
    const sorted = (of: SourceResult) =>
      contentOf(of)
        .map((row) => JSON.stringify(row))
        .sort();
    expect(sorted(again)).toEqual(sorted(source));
  });

  it("finds the same 24 answers by the lists of responses alone", () => {
    const again = fromTable(
      rows.map((row) => ({ ...row, in_response_to_tweet_id: "" })),
      { map: twitter },
    );
    expect(firstResponseTime(buildFacts(logOf(again))).details!["answered"]).toMatchObject({
      n: 24,
      median: 4_111_500,
    });
  });
});

function asFloats(row: Row): Row {
  const float = (text: unknown) => String(text).replaceAll(/\d+/g, "$&.0") || "nan";
  return {
    ...row,
    tweet_id: float(row["tweet_id"]),
    in_response_to_tweet_id: float(row["in_response_to_tweet_id"]),
    response_tweet_id: float(row["response_tweet_id"]),
  };
}

import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { AnsweredOnly, Estimate } from "../../src/schemas/estimate.ts";
import { toOcel } from "../../src/sources/ocel-export.ts";
import { scratchFolder } from "../io/scratch.ts";
import { command, smallLog } from "./session.ts";

const file = scratchFolder();
const data = "../shared/data";
const absent = !existsSync(data);

async function report(paths: string[], ...options: string[]) {
  const { code, out, err } = await command(["report", ...paths, "--format", "json", ...options]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { counts, input, estimates } = JSON.parse(out);
  const answered = (estimates as Estimate[]).find(({ metric }) => metric === "firstResponseTime")!.details!["answered"];
  return { counts, input, answered: answered as AnsweredOnly };
}

const xes = `<?xml version="1.0"?><log xes.version="1.0"><trace><string key="concept:name" value="7"/>
${[
  ["Accepted", "In Progress", "10"],
  ["Completed", "Closed", "11"],
  ["Accepted", "In Progress", "12"],
  ["Completed", "Closed", "13"],
]
  .map(
    ([status, sub, hour]) => `<event><string key="concept:name" value="${status}"/>
<string key="lifecycle:transition" value="${sub}"/><date key="time:timestamp" value="2026-03-02T${hour}:00:00+01:00"/></event>`,
  )
  .join("\n")}</trace></log>`;

const zendesk = {
  tickets: [
    {
      id: 1,
      requester_id: 21,
      submitter_id: 21,
      status: "open",
      created_at: "2026-03-02T08:00:00Z",
      updated_at: "2026-03-02T09:00:00Z",
    },
  ],
  users: [{ id: 7, role: "agent", email: "a@example.org", active: true, updated_at: "2026-01-01T00:00:00Z" }],
};
const comment = (author: number) => ({
  id: 5,
  ticket_id: 1,
  author_id: author,
  public: true,
  created_at: "2026-03-02T08:40:00Z",
});

describe("--from", () => {
  it("xes reads XES, gzipped or not, by a map; so does table, by the file's own shape", async () => {
    const map = ["--map", "examples/maps/bpi2013.json"];
    const packed = file("log.xes.gz", gzipSync(Buffer.from(xes)));
    const bare = file("log", Buffer.from(xes));
    for (const [path, from] of [
      [packed, "xes"],
      [bare, "xes"],
      [bare, "table"],
    ] as const) {
      const { counts, input } = await report([path], "--from", from, ...map);
      expect(counts).toMatchObject({ tickets: 1, reopenings: 1 });
      expect(input).toMatchObject({ sourceRows: 4, refused: 0 });
    }
  });

  it("table reads a Chinese console's log in GB18030, and converts threads as it reports them", async () => {
    const jiedai = ["--from", "table", "--map", "examples/maps/jiedai.json"];
    const inUtf8 = await report(["examples/jiedai.csv"], ...jiedai);
    const inGb = await report(["test/sources/fixtures/jiedai.gb18030.csv"], ...jiedai, "--encoding", "gb18030");
    expect(inGb.counts).toEqual(inUtf8.counts);
    expect(inGb.answered).toEqual(inUtf8.answered);
    expect(inUtf8.answered).toMatchObject({ n: 3, median: 375_000 });
    const posts = file(
      "posts.csv",
      Buffer.from("id,to,who,at\n2,1,a,2026-11-11T09:30:00Z\n1,,c,2026-11-11T09:00:00Z\n"),
    );
    const map = file(
      "posts.json",
      Buffer.from(
        JSON.stringify({
          kind: "events",
          ticket: { thread: { id: "id", parent: "to" } },
          time: "at",
          actor: { id: "who", kind: { starter: "customer", others: "agent" } },
          everyRow: [{ type: "message", public: true }],
        }),
      ),
    );
    const direct = await report([posts], "--from", "table", "--map", map);
    const { code, out } = await command(["convert", posts, "--from", "table", "--map", map]);
    expect(code).toBe(0);
    const converted = await report([file("posts.ndjson", Buffer.from(out))]);
    expect(direct.answered).toMatchObject({ n: 1, median: 30 * 60_000 });
    expect(converted.answered).toEqual(direct.answered);
  });

  it("xes says where the file stops being XML", async () => {
    const cut = file("cut.xes", Buffer.from(xes.slice(0, -40)));
    const { code, out } = await command([
      "report",
      cut,
      "--strict",
      "--from",
      "xes",
      "--map",
      "examples/maps/bpi2013.json",
    ]);
    expect(code).toBe(1);
    expect(out).toContain("stops being XML");
  });

  it("a helpdesk's name takes its tables in one go, whatever lists a document holds, and knows accounts by id", async () => {
    const main = file("tickets.json", Buffer.from(JSON.stringify(zendesk)));
    const replies = (author: number) => file(`comments-${author}.json`, Buffer.from(JSON.stringify([comment(author)])));
    const minutes = async (...options: string[]) => {
      const { answered } = await report([main, replies(7)], "--from", "zendesk", ...options);
      return answered?.median ?? null;
    };
    expect(await minutes()).toBe(40 * 60_000);
    expect(await minutes("--bots", "8,7")).toBe(null);
    const unknown = await report([main, replies(9)], "--from", "zendesk");
    expect(unknown.answered?.n ?? 0).toBe(0);
    expect((await report([main, replies(9)], "--from", "zendesk", "--agents", "9")).answered.n).toBe(1);
  });

  it("ocel gives back what toOcel wrote", async () => {
    const path = file("log.json", Buffer.from(JSON.stringify(toOcel(smallLog()).ocel)));
    const plain = file(
      "log.ndjson",
      Buffer.from(
        smallLog()
          .map((row) => JSON.stringify(row))
          .join("\n"),
      ),
    );
    const [ours, theirs] = [await report([plain]), await report([path], "--from", "ocel")];
    expect(theirs.counts).toEqual(ours.counts);
  });

  it("ocel reads anybody's log by a map, whatever its tickets are called, and who they are related to", async () => {
    const event = (id: string, type: string, hour: number) => ({
      id,
      type,
      time: `2026-03-02T${hour}:00:00Z`,
      relationships: [{ objectId: "c-1", qualifier: "about" }],
    });
    const log = {
      eventTypes: [],
      objectTypes: [],
      events: [event("e1", "opened", 10), event("e2", "done", 12)],
      objects: [
        { id: "c-1", type: "case", relationships: [{ objectId: "li", qualifier: "raised by" }] },
        { id: "li", type: "person" },
      ],
    };
    const map = {
      kind: "events",
      ticket: "ocel:oid",
      time: "ocel:time",
      creation: { requester: "case:qualifier:raised by" },
      activity: {
        column: "ocel:type",
        values: { opened: { type: "created" }, done: { type: "status", phase: "solved" } },
      },
    };
    const path = file("theirs.json", Buffer.from(JSON.stringify(log)));
    const mapFile = file("theirs.map.json", Buffer.from(JSON.stringify(map)));
    const { code, out } = await command([
      ...["convert", path, "--from", "ocel", "--map", mapFile, "--ticket-type", "case"],
    ]);
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { ticket: "c-1", type: "created", requester: "li" },
      { ticket: "c-1", type: "status", phase: "solved" },
    ]);
    const untyped = await command(["convert", path, "--from", "ocel", "--map", mapFile]);
    expect(untyped.code).toBe(1);
    expect(untyped.err).toContain("related to no object of the ticket type");
  });

  it("refuses options that belong elsewhere", async () => {
    const log = file("plain.ndjson", Buffer.from(JSON.stringify(smallLog()[0])));
    const refused = async (...options: string[]) => {
      const { code, err } = await command(["report", log, ...options]);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused("--from", "xes")).toContain("--from xes needs --map FILE");
    expect(await refused("--from", "ocel", "--ticket-type", "case")).toContain("--from ocel with --map");
    expect(await refused("--bots", "1")).toContain("--bots belongs to --from a helpdesk's name");
    expect(await refused("--from", "github", "--agents", "1")).toContain(
      "--agents belongs to --from zendesk, jira or servicenow",
    );
    expect(await refused("--from", "zendesk", "--map", "m.json")).toContain(
      "--map belongs to --from table, xes or ocel",
    );
  });
});

describe.skipIf(absent)(`--from on other people's exports (${absent ? `SKIPPED: ${data} is absent` : data})`, () => {
  it("xes: BPI 2013, 81 reopenings in 61 tickets", async () => {
    const path = `${data}/bpi2013-closed-problems/BPI_Challenge_2013_closed_problems.xes.gz`;
    const { counts } = await report([path], "--from", "xes", "--map", "examples/maps/bpi2013.json");
    expect(counts).toMatchObject({ tickets: 1_487, reopenings: 81, ticketsReopened: 61 });
  });

  it("github: DevLake's tables, 13 answers, median 63.2 min", async () => {
    const paths = ["issues", "issue_comments", "issue_events"].map(
      (name) => `${data}/github-issues-devlake/github_${name}.csv`,
    );
    const { answered } = await report(paths, "--from", "github");
    expect(answered.n).toBe(13);
    expect(answered.median! / 60_000).toBeCloseTo(63.2, 1);
  });

  it("zendesk and intercom: a pipeline's tables, none refused", async () => {
    const zendeskPaths = ["ticket", "ticket_comment", "ticket_field_history", "user", "audit_log"].map(
      (name) => `${data}/zendesk-seeds/${name}_data.csv`,
    );
    const told = await report(zendeskPaths, "--from", "zendesk", "--time-zone", "UTC");
    expect(told.input).toMatchObject({ refused: 0, repeats: 3 });
    const intercomPaths = ["conversation_history", "conversation_part_history", "admin", "team"].map(
      (name) => `${data}/intercom-seeds/${name}_data.csv`,
    );
    expect((await report(intercomPaths, "--from", "intercom", "--time-zone", "UTC")).input).toMatchObject({
      refused: 0,
    });
  });
});

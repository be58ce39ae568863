import { withChangelogs } from "./jira-changelogs.ts";
import { commentsOf, historiesOf, visibilityOf } from "./jira-fields.ts";
import { accountOf, type JiraPeople } from "./jira-people.ts";
import { type JiraStatuses, jiraNotes, jiraTime } from "./jira-words.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { inPhase, type PlacedRecord } from "./vendor-source.ts";
import { numberIn, objectOf, objectsOf, textOf } from "./vendor-values.ts";

/** What an issue is read from. */
export type JiraTable = "issue" | "changelog";

/** What is known of the whole export. */
interface JiraKnown {
  frame: VendorFrame;
  people: JiraPeople;
  statuses: JiraStatuses;
}

type Add = (time: SourceTime, id: string, order: string | undefined, fields: EventRow) => void;

/** Writes issues of which all records are given. */
export function writeJira(records: (kind: JiraTable) => PlacedRecord[], { frame, people, statuses }: JiraKnown): void {
  inPhase(frame, 2, withChangelogs(records("issue"), records("changelog")), writeIssue);

  function writeIssue({ number, value }: PlacedRecord): void {
    const ticket = textOf(value, "key");
    const reporter = accountOf(value, "fields.reporter");
    const createdAt = frame.time(jiraTime(textOf(value, "fields.created")));
    const add = (time: SourceTime, id: string, order: string | undefined, fields: EventRow) =>
      frame.add({ number, ticket, time, id, order, fields });
    const creator = people.actor(
      value,
      objectOf(value, "fields.creator") === undefined ? "fields.reporter" : "fields.creator",
      reporter,
    );
    const category = firstType(value) ?? textOf(value, "fields.issuetype.name");
    const project = textOf(value, "fields.project.key");
    add(createdAt, "created", undefined, {
      type: "created",
      ...(reporter === undefined ? {} : { requester: reporter }),
      channel: "jira",
      ...(category === undefined ? {} : { category }),
      ...(project === undefined ? {} : { attributes: { project } }),
      actor: creator,
    });

    for (const comment of commentsOf(value)) writeComment(number, ticket, reporter, comment);
    const histories = historiesOf(value);
    let lastClosing: SourceTime | null = null;
    let hasStatus = false;
    for (const history of histories) {
      const time = frame.time(jiraTime(textOf(history, "created")));
      const id = textOf(history, "id") ?? time.text;
      const actor = people.actor(history, "author", reporter);
      objectsOf(history, "items").forEach((item, index) => {
        const fields = itemEvent(item, number);
        if (fields === null) return;
        const phase = fields["phase"];
        if (phase !== undefined) hasStatus = true;
        const closes = phase === "solved" || phase === "closed";
        if (closes && (lastClosing?.atMs ?? Number.NEGATIVE_INFINITY) <= (time.atMs ?? Number.NaN)) lastClosing = time;
        if (actor.kind === "unknown") frame.notes.add(jiraNotes.unknownAuthor, number, actor.id);
        const cause = closes && actor.kind === "system" ? { cause: "rule" } : {};
        add(time, `history:${id}.${index}`, id, { ...fields, ...cause, actor });
      });
    }
    const total = numberIn(value, "changelog.total");
    if (total !== undefined && total > histories.length) frame.notes.add(jiraNotes.cutChangelog, number, ticket);
    const resolvedAt = frame.time(jiraTime(textOf(value, "fields.resolutiondate")));
    if (!hasStatus && resolvedAt.text !== undefined) {
      frame.notes.add(jiraNotes.noChangelog, number, ticket);
      add(resolvedAt, "resolved", undefined, { type: "status", phase: "solved" });
    }
    if (!hasStatus) writeHolder(value, createdAt, add);
    writeFeedback(number, value, lastClosing ?? resolvedAt, add);
  }

  function writeHolder(value: SourceRow, createdAt: SourceTime, add: Add): void {
    // Without a single change the present holder has held it from the beginning; a changelog would show otherwise.
    const holder = accountOf(value, "fields.assignee");
    const isWhole = objectOf(value, "changelog") !== undefined && historiesOf(value).length === 0;
    if (holder !== undefined && isWhole) add(createdAt, "assigned", undefined, { type: "assigned", agent: holder });
  }

  function itemEvent(item: SourceRow, number: number): EventRow | null {
    const field = textOf(item, "field") ?? "";
    if (field === "status") {
      // An own property of every change is called toString; only the row's own counts.
      const name = textOf(item, "toString") ?? "";
      const phase = statuses.phase(name);
      if (phase === null) frame.notes.add(jiraNotes.unknownStatus, number, name);
      return { type: "status", phase: phase ?? "open" };
    }
    if (field === "assignee") return { type: "assigned", agent: textOf(item, "to") ?? null };
    const to = Object.hasOwn(item, "toString") ? item["toString"] : undefined;
    if (field === "priority" && typeof to === "string") return { type: "field", name: "priority", value: to };
    if (field === "issuetype" && typeof to === "string") return { type: "field", name: "category", value: to };
    frame.notes.add(jiraNotes.ignored, number, field);
    return null;
  }

  function writeComment(
    number: number,
    ticket: string | undefined,
    reporter: string | undefined,
    row: SourceRow,
  ): void {
    const time = frame.time(jiraTime(textOf(row, "created.iso8601", "created")));
    const actor = people.actor(row, "author", reporter);
    const visible = visibilityOf(row);
    if (visible === undefined) frame.notes.add(jiraNotes.noVisibility, number, ticket);
    if (actor.kind === "unknown" && visible === true) frame.notes.add(jiraNotes.unknownAuthor, number, actor.id);
    const origin = actor.kind === "system" ? { origin: "autoReply" } : {};
    // A customer writes where customers read.
    const isPublic = visible ?? actor.kind === "customer";
    const fields = { type: "message", public: isPublic, ...origin, actor };
    frame.add({ number, ticket, time, id: `comment:${textOf(row, "id")}`, fields });
  }

  function writeFeedback(number: number, value: SourceRow, time: SourceTime, add: Add): void {
    const score = numberIn(value, "feedback.rating");
    if (score === undefined) return;
    frame.notes.add(jiraNotes.feedbackTime, number, textOf(value, "key"));
    const actor = frame.actor("customer", accountOf(value, "fields.reporter"));
    add(time, "feedback", undefined, { type: "survey", step: "answered", score, actor });
  }
}

/** The type that an issue had before its first change of type. */
function firstType(issue: SourceRow): string | undefined {
  const changes = historiesOf(issue).flatMap((history) =>
    objectsOf(history, "items")
      .filter((item) => textOf(item, "field") === "issuetype")
      .map((item) => ({ at: jiraTime(textOf(history, "created")) ?? "", was: textOf(item, "fromString") })),
  );
  const secondsOf = (at: string) => (/^[\d.]+$/.test(at) ? Number(at) : Date.parse(at) / 1_000);
  const inTime = changes.sort((a, b) => secondsOf(a.at) - secondsOf(b.at));
  return inTime[0]?.was;
}

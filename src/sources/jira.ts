import type { Phase } from "../schemas/vocabulary.ts";
import { assigneesIn, JiraChangelogs } from "./jira-changelogs.ts";
import { commentsOf, historiesOf, visibilityOf } from "./jira-fields.ts";
import { type JiraTable, writeJira } from "./jira-issues.ts";
import { accountOf, JiraPeople } from "./jira-people.ts";
import { JiraStatuses } from "./jira-words.ts";
import type { SourceResult, SourceRow } from "./source.ts";
import { readWhole, type TicketSource } from "./ticket-source.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { type Aside, inPhase, type PlacedRecord, vendorSource } from "./vendor-source.ts";
import { textOf } from "./vendor-values.ts";

export interface JiraOptions extends VendorOptions {
  /** Phases of statuses of the desk's own workflows, by name. */
  states?: Record<string, Phase> | undefined;
  /** Accounts of people who are agents, where the export does not show it. */
  agents?: readonly string[] | undefined;
}

const kinds = {
  changelog: { has: ["issueId", "changeHistories"], inList: ["issueChangeLogs"] },
  issue: { has: ["key", "fields"], inList: ["issues", "values"] },
} as const;

/**
 * Turns issues of Jira Service Management into event rows: issues with `expand=changelog`, their comments (in
 * `fields.comment.comments`, or put beside as `comments`), changelogs fetched in bulk, and the answer of the feedback endpoint put beside as `feedback`.
 *
 * A status's phase is known by its words, or by the category that any issue of the export shows for it.
 *
 * @throws {RangeError} where `timeZone` is not an IANA zone
 */
export function fromJira(rows: Iterable<unknown>, options: JiraOptions = {}): SourceResult {
  return readWhole(jiraSource(options), rows);
}

/** What reads it issue by issue; see `fromJira`. */
export function jiraSource(options: JiraOptions): TicketSource {
  const frame = new VendorFrame(options);
  const people = new JiraPeople(frame, options.agents ?? []);
  const statuses = new JiraStatuses(options.states);
  const changelogs = new JiraChangelogs(frame, people);

  return vendorSource<keyof typeof kinds, JiraTable>(frame, {
    kinds,
    see,
    conclude: () => changelogs.conclude(),
    ticketsOf: (record) => {
      inPhase(frame, 1, [record], (changelog) => changelogs.note(changelog));
      return changelogs.ticketsOf(record.value);
    },
    write: (records) => writeJira(records, { frame, people, statuses }),
    observes: () => ({ intents: false, handoffs: false, promises: false, escalations: false, surveyOffers: false }),
  });

  function see(kind: keyof typeof kinds, { value }: PlacedRecord): Aside<JiraTable>[] {
    if (kind === "changelog") {
      changelogs.learn(value);
      return [{ kind, ticket: undefined, value, late: true }];
    }
    learnIssue(value);
    return [{ kind, ticket: textOf(value, "key"), value }];
  }

  function learnIssue(value: SourceRow): void {
    statuses.learn(textOf(value, "fields.status.name"), textOf(value, "fields.status.statusCategory.key"));
    const reporter = accountOf(value, "fields.reporter");
    changelogs.learnIssue(value, reporter);
    const staff = [accountOf(value, "fields.assignee"), ...assigneesIn(historiesOf(value))];
    for (const comment of commentsOf(value)) {
      if (visibilityOf(comment) === false) staff.push(accountOf(comment, "author"));
    }
    for (const id of staff) if (id !== reporter) people.learnStaff(id);
  }
}

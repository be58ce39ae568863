import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import { fromChatwoot } from "../../src/sources/chatwoot.ts";
import { fromFreshdesk } from "../../src/sources/freshdesk.ts";
import { fromGitHub } from "../../src/sources/github.ts";
import { fromIntercom } from "../../src/sources/intercom.ts";
import { fromJira } from "../../src/sources/jira.ts";
import { fromOcel } from "../../src/sources/ocel.ts";
import { fromServiceNow } from "../../src/sources/servicenow.ts";
import type { SourceResult } from "../../src/sources/source.ts";
import { fromZendesk } from "../../src/sources/zendesk.ts";

/** For each source the fields that it looks at, so that nonsense in the right places reaches its innermost parts. */
const sources: Record<string, [read: (rows: unknown[]) => SourceResult, fields: string[]]> = {
  zendesk: [
    fromZendesk,
    [
      ...[
        "id",
        "ticket_id",
        "events",
        "child_events",
        "author_id",
        "created_at",
        "updated_at",
        "via",
        "via_reference_id",
      ],
      ...[
        "field_name",
        "updated",
        "value",
        "user_id",
        "public",
        "score",
        "assignee_id",
        "requester_id",
        "submitter_id",
      ],
      ...["status", "role", "email", "change_description", "source_id", "source_type", "type", "event_type", "tickets"],
      ...["merged_ticket_ids", "source", "from", "rel", "channel", "ticket_ids"],
      ...["history", "actor_type", "actor_id", "timestamp", "answers", "survey", "rating", "subjects", "data"],
      ...["answered_by_id", "comment_id", "survey_response_id"],
    ],
  ],
  chatwoot: [
    fromChatwoot,
    [
      ...["id", "event", "account", "name", "value", "conversation_id", "rating", "message_type", "inbox_id", "status"],
      ...["contact_id", "meta", "created_at", "payload", "content", "content_type", "content_attributes", "sender"],
      ...[
        "sender_type",
        "private",
        "conversation",
        "changed_attributes",
        "performed_by",
        "messages",
        "submitted_values",
      ],
    ],
  ],
  intercom: [
    fromIntercom,
    [
      ...["id", "topic", "data", "item", "type", "part_type", "author", "author_id", "created_at", "source", "state"],
      ...[
        "conversation_parts",
        "conversations",
        "conversation_rating",
        "assigned_to",
        "body",
        "updated_at",
        "contacts",
      ],
    ],
  ],
  freshdesk: [
    fromFreshdesk,
    [
      ...[
        "id",
        "performed_at",
        "ticket_id",
        "activity",
        "activities_data",
        "ratings",
        "incoming",
        "private",
        "user_id",
      ],
      ...["requester_id", "status", "source", "created_at", "stats", "performer_type", "performer_id", "conversations"],
    ],
  ],
  jira: [
    fromJira,
    [
      ...["key", "fields", "issues", "changelog", "histories", "items", "field", "from", "to", "toString", "author"],
      ...["created", "comment", "comments", "feedback", "rating", "status", "reporter", "creator", "accountId", "name"],
    ],
  ],
  github: [
    fromGitHub,
    [
      ...["id", "number", "created_at", "issue_key", "issue_id", "issue_url", "body", "event", "type", "user", "actor"],
      ...["url", "timeline", "events", "comments", "issue", "assignee", "label", "closed_at", "pull_request", "login"],
    ],
  ],
  servicenow: [
    fromServiceNow,
    [
      ...["documentkey", "fieldname", "oldvalue", "newvalue", "user", "sys_created_on", "record_checkpoint", "sys_id"],
      ...["element_id", "element", "value", "sys_created_by", "number", "opened_at", "caller_id", "incident_state"],
      ...["user_name", "name", "assigned_to", "description", "reopen_count", "display_value"],
    ],
  ],
  ocel: [
    (rows) => fromOcel(rows[0]),
    [
      "events",
      "objects",
      "id",
      "type",
      "time",
      "attributes",
      "relationships",
      "objectId",
      "qualifier",
      "name",
      "value",
    ],
  ],
};

const text = fc.oneof(
  fc.constantFrom("1", "21", "", "open", "closed", "solved", "Comment", "Change", "2026-03-02T08:00:00Z", "close"),
  fc.constantFrom("status", "assignee", "good", "agent", "[1]", "[", "{}", "T", "-1", "conversation", "outgoing"),
  fc.constantFrom("ChatStartedEvent", "VoiceComment", "CommentPrivacyChange", "SurveyResponseSubmitted", "comments"),
  fc.string({ maxLength: 8 }),
);
const leaf = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));

describe("sources of helpdesks' exports", () => {
  for (const [name, [read, fields]] of Object.entries(sources)) {
    it(`return bad data as data, and throw for none (${name})`, () => {
      const { row } = fc.letrec((tie) => ({
        row: fc.dictionary(fc.constantFrom(...fields), tie("value"), {
          minKeys: 1,
          maxKeys: 12,
          noNullPrototype: true,
        }),
        value: fc.oneof(
          { maxDepth: 4, withCrossShrink: true },
          leaf,
          tie("row"),
          fc.array(fc.oneof(leaf, tie("row")), { maxLength: 3 }),
        ),
      }));
      fc.assert(
        fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: row }, leaf), { minLength: 1, maxLength: 6 }), (rows) => {
          if (name === "servicenow") rows.push({ documentkey: "x", fieldname: "y" });
          const source = read(rows);
          expect(source.sourceRows).toHaveLength(source.rows.length);
          const { counts } = parseEvents(source.rows);
          expect(counts.accepted + counts.refused + counts.repeats).toBe(counts.rows);
          if (name === "ocel") return;
          expect(source.sourceRowCount).toBe(rows.length);
          expect(source.sourceRows.every((number) => number >= 1 && number <= rows.length)).toBe(true);
        }),
        { seed: 20260702, numRuns: 150 },
      );
    });
  }
});

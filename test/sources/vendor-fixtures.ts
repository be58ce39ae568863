import { fromChatwoot } from "../../src/sources/chatwoot.ts";
import { fromFreshdesk } from "../../src/sources/freshdesk.ts";
import { fromGitHub } from "../../src/sources/github.ts";
import { fromIntercom } from "../../src/sources/intercom.ts";
import { fromJira } from "../../src/sources/jira.ts";
import { fromServiceNow } from "../../src/sources/servicenow.ts";
import type { SourceResult } from "../../src/sources/source.ts";
import { fromZendesk } from "../../src/sources/zendesk.ts";
import { serviceNowAuditRows } from "./servicenow-fixture.ts";
import { zendeskAudit, zendeskChatRows } from "./zendesk-fixture.ts";

interface Options {
  timeZone?: string;
  bots?: string[];
  automations?: string[];
}

/** A small export of a helpdesk, as one of its APIs, its database or a pipeline gives it. */
export interface VendorFixture {
  /** What `--from` calls it. */
  from: string;
  shape: string;
  read: (rows: Iterable<unknown>, options?: Options) => SourceResult;
  rows: object[];
  /** An account that the export shows as an agent who writes to customers. */
  agent: string;
  /** Times in the export have no offset and are UTC. */
  isZoneless?: boolean;
  /** Row `index` of the export with a customer's message and the agent's answer a second later. */
  quick?: (index: number) => object[];
  /** What is in the export that no version of these sources knows. */
  strange: string;
}

const seconds = (time: string) => Date.parse(`2026-03-02T${time}Z`) / 1000;
const iso = (time: string) => `2026-03-02T${time}Z`;
const plain = (time: string) => `2026-03-02 ${time}`;

const zendeskUser = {
  id: "7",
  role: "agent",
  email: "mei@example.org",
  active: "true",
  updated_at: plain("00:00:00"),
};
const zendeskTicket = (id: number, more: object = {}) => ({
  id: String(id),
  requester_id: "21",
  submitter_id: "21",
  status: "closed",
  via_channel: "email",
  created_at: plain("08:00:00"),
  updated_at: plain("12:00:00"),
  ...more,
});
const zendeskComment = (id: number, ticket: number, user: number, time: string, isPublic = "true") => ({
  id: String(id),
  ticket_id: String(ticket),
  user_id: String(user),
  public: isPublic,
  created: plain(time),
  body: "…",
});
const zendeskHistory = (field_name: string, time: string, value: string) => ({
  ticket_id: "1",
  field_name,
  updated: plain(time),
  value,
  user_id: "7",
});
const chatLine = (chat_id: string, index: number, actor_id: string, time: string, original_message = "") => ({
  chat_id,
  chat_index: String(index),
  actor_id,
  type: "ChatMessage",
  created_at: plain(time),
  message: "…",
  original_message,
});
const botLine = JSON.stringify({ author: { type: "BUSINESS" }, source: { type: "zd:answerBot" } });
const zendeskTables = [
  zendeskTicket(1),
  zendeskTicket(2, { status: "solved", merged_ticket_ids: "[3]" }),
  zendeskTicket(4, { status: "deleted" }),
  zendeskUser,
  zendeskComment(1, 1, 21, "08:00:00"),
  zendeskComment(2, 1, 7, "08:30:00"),
  zendeskComment(3, 1, 7, "08:31:00", "false"),
  zendeskComment(4, 1, 88, "08:32:00"),
  zendeskHistory("status", "08:40:00", "solved"),
  zendeskHistory("status", "12:00:00", "closed"),
  zendeskHistory("assignee_id", "08:10:00", "7"),
  zendeskHistory("requester_id", "08:00:00", "21"),
  zendeskHistory("mystery_field", "08:10:00", "x"),
  {
    id: "9",
    ticket_id: "1",
    score: "good",
    assignee_id: "7",
    requester_id: "21",
    created_at: plain("10:00:00"),
    updated_at: plain("10:01:00"),
  },
  {
    id: "10",
    ticket_id: "2",
    score: "unoffered",
    assignee_id: "7",
    created_at: plain("10:00:00"),
    updated_at: plain("10:01:00"),
  },
  {
    source_id: "7",
    source_type: "user",
    change_description: "Support role changed from End user to Agent",
    created_at: plain("00:00:00"),
  },
  { source_id: "1", source_type: "rule", change_description: "Active changed", created_at: plain("00:00:00") },
  { id: "55", name: "Returns", _fivetran_synced: plain("00:00:00") },
  { chat_id: "c1", ticket_id: "1", user_id: "21", channel: "native_messaging" },
  { chat_id: "c1", ticket_id: "2", user_id: "21", channel: "native_messaging" },
  chatLine("c1", 0, "21", "08:00:01"),
  chatLine("c1", 1, "agent:90", "08:00:02", botLine),
  chatLine("c1", 2, "__trigger", "08:00:03"),
  chatLine("c1", 3, "agent:7", "08:00:04"),
  chatLine("c1", 3, "agent:7", "08:00:04"),
  chatLine("c1", 4, "", "08:00:05"),
  { ...chatLine("c1", 5, "21", "08:00:06"), type: "ChatJoin" },
  { ...chatLine("c1", 6, "21", "07:00:00"), is_history_context: "true" },
  chatLine("c2", 0, "21", "08:00:00"),
];

const li = { sender_type: "Contact", sender: { id: 501, name: "Li", type: "contact" } };
const mei = { sender_type: "User", sender: { id: 9, name: "Mei", type: "user" } };
const chatwootMessage = (id: number, type: number, time: string, more: object, conversation_id = 42) => ({
  id,
  content: "…",
  inbox_id: 3,
  conversation_id,
  message_type: type,
  content_attributes: {},
  private: false,
  created_at: seconds(time),
  ...more,
});
const chatwootConversation = (id: number, status = "resolved") => ({
  id,
  inbox_id: 3,
  status,
  priority: "high",
  created_at: seconds("08:00:00"),
  meta: { sender: { id: 501, type: "contact" }, channel: "Channel::WebWidget" },
});
const chatwootReporting = (id: number, name: string, time: string) => ({
  id,
  name,
  value: 1,
  user_id: 9,
  conversation_id: 42,
  created_at: iso(time),
  event_end_time: iso(time),
});
const chatwootApi = [
  { data: { meta: { all_count: 1 }, payload: [chatwootConversation(42)] } },
  {
    payload: [
      chatwootMessage(1, 0, "08:00:00", li),
      chatwootMessage(2, 1, "08:10:00", mei),
      chatwootMessage(3, 2, "08:11:00", { content: "mystery activity" }),
      chatwootMessage(4, 3, "08:21:00", {
        content_type: "input_csat",
        content_attributes: { submitted_values: { csat_survey_response: { rating: 3 } } },
        updated_at: seconds("08:30:00"),
      }),
    ],
  },
  chatwootReporting(5, "conversation_resolved", "08:20:00"),
  chatwootReporting(6, "reply_time", "08:10:00"),
  chatwootReporting(7, "mystery_event", "08:10:00"),
  {
    event: "conversation_status_changed",
    id: 42,
    status: "open",
    updated_at: seconds("09:00:00"),
    changed_attributes: [{ status: { previous_value: "resolved", current_value: "open" } }],
    performed_by: { id: 501, type: "contact" },
  },
  { event: "conversation_typing_on", id: 42 },
  { id: 4, name: "Web", channel_type: "Channel::WebWidget" },
];
const chatwootTables = [
  {
    id: "42",
    account_id: "1",
    inbox_id: "3",
    status: "1",
    contact_id: "501",
    created_at: plain("08:00:00.123456"),
    updated_at: plain("09:00:00"),
    priority: "3",
  },
  ...(
    [
      ["1", "0", "08:00:00", "Contact", "501", "f", "{}"],
      ["2", "1", "08:10:00", "User", "9", "f", "{}"],
      ["3", "1", "08:11:00", "User", "9", "t", "{}"],
      ["4", "1", "08:12:00", "User", "9", "f", '"{\\"automation_rule_id\\":7}"'],
      ["5", "2", "08:13:00", "", "", "f", "{}"],
    ] as const
  ).map(([id, message_type, time, sender_type, sender_id, isPrivate, content_attributes]) => ({
    id,
    message_type,
    conversation_id: "42",
    content: id === "5" ? "Assigned to Mei by Mei" : "…",
    content_type: "0",
    created_at: plain(time),
    private: isPrivate,
    sender_type,
    sender_id,
    content_attributes,
  })),
  {
    id: "6",
    name: "conversation_resolved",
    value: "1200",
    conversation_id: "42",
    created_at: plain("08:20:00"),
    event_end_time: plain("08:20:00"),
  },
  { id: "7", conversation_id: "42", message_id: "4", rating: "2", contact_id: "501", created_at: plain("08:30:00") },
  { id: "9", uid: "mei@example.org", name: "Mei", email: "mei@example.org", created_at: plain("00:00:00") },
  { id: "501", name: "Li", phone_number: "", contact_type: "0", created_at: plain("00:00:00") },
  { id: "3", name: "Web", mystery_column: "x" },
];

const admin = { type: "admin", id: "991" };
const visitor = { type: "user", id: "6abc" };
const intercomPart = (id: string, part_type: string, time: string, author: object, more: object = {}) => ({
  type: "conversation_part",
  id,
  part_type,
  body: null,
  created_at: seconds(time),
  author,
  ...more,
});
const intercomConversation = (id: string, parts: object[], more: object = {}) => ({
  type: "conversation",
  id,
  created_at: seconds("08:00:00"),
  updated_at: seconds("12:00:00"),
  open: false,
  state: "closed",
  contacts: { contacts: [{ id: "6abc" }] },
  source: { type: "conversation", delivered_as: "customer_initiated", author: visitor },
  conversation_parts: { conversation_parts: parts },
  ...more,
});
const intercomApi = [
  {
    type: "conversation.list",
    conversations: [
      intercomConversation("1", [
        intercomPart("11", "comment", "08:10:00", admin, { body: "…" }),
        intercomPart("12", "close", "08:20:00", admin),
        intercomPart("13", "mystery_part", "08:21:00", admin),
      ]),
    ],
  },
  intercomConversation("2", [], {
    admin_assignee_id: 991,
    team_assignee_id: "77",
    conversation_rating: { rating: 4, created_at: seconds("09:00:00") },
  }),
  { type: "notification_event", topic: "contact.created", data: { item: { type: "contact" } } },
  { type: "admin", id: "991", name: "Mei", email: "mei@example.org" },
  { type: "tag", id: "5" },
];
const intercomTables = [
  {
    ID: "1",
    UPDATED_AT: plain("12:00:00"),
    CREATED_AT: plain("08:00:00"),
    STATE: "closed",
    SOURCE_DELIVERED_AS: "customer_initiated",
    SOURCE_TYPE: "email",
    SOURCE_AUTHOR_ID: "6abc",
    SOURCE_AUTHOR_TYPE: "user",
    ASSIGNEE_ID: "991",
    ASSIGNEE_TYPE: "admin",
    _FIVETRAN_ACTIVE: "true",
  },
  ...(
    [
      ["11", "comment", "08:10:00", "admin", "991"],
      ["12", "close", "08:20:00", "admin", "991"],
      ["13", "mystery_part", "08:21:00", "bot", "4"],
    ] as const
  ).map(([CONVERSATION_PART_ID, PART_TYPE, time, AUTHOR_TYPE, AUTHOR_ID]) => ({
    CONVERSATION_PART_ID,
    CONVERSATION_ID: "1",
    PART_TYPE,
    CREATED_AT: plain(time),
    AUTHOR_TYPE,
    AUTHOR_ID,
    BODY: PART_TYPE === "comment" ? "…" : "",
  })),
  { ID: "77", NAME: "Returns", _FIVETRAN_DELETED: "false" },
];

const freshdeskTicket = (id: number, more: object = {}) => ({
  id,
  requester_id: 501,
  responder_id: 9,
  status: 5,
  source: 2,
  created_at: iso("08:00:00"),
  updated_at: iso("12:00:00"),
  stats: { resolved_at: iso("10:00:00"), closed_at: iso("11:00:00"), reopened_at: null },
  ...more,
});
const freshdeskWords = (id: number, ticket_id: number, time: string, more: object) => ({
  id,
  ticket_id,
  user_id: 9,
  incoming: false,
  private: false,
  created_at: iso(time),
  ...more,
});
const freshdesk = [
  freshdeskTicket(1),
  freshdeskTicket(2, { status: 99, stats: { reopened_at: iso("11:00:00") } }),
  freshdeskWords(1, 1, "08:30:00", {}),
  freshdeskWords(2, 1, "08:40:00", { incoming: true, user_id: 501 }),
  freshdeskWords(3, 1, "08:41:00", { private: true }),
  {
    activities_data: [
      {
        performed_at: "02-03-2026 09:00:00 +0000",
        ticket_id: 3,
        performer_type: "user",
        performer_id: 9,
        activity: { status: "Resolved" },
      },
      {
        performed_at: "02-03-2026 09:01:00 +0000",
        ticket_id: 3,
        performer_type: "user",
        performer_id: 9,
        activity: { mystery_activity: true },
      },
    ],
  },
  { id: 4, ticket_id: 1, user_id: 501, ratings: { default_question: 103 }, created_at: iso("13:00:00") },
  { id: 5, ticket_id: 1, user_id: 501, ratings: { default_question: 7 }, created_at: iso("13:00:00") },
  { id: 6, name: "Group" },
];

const person = (accountId: string, accountType = "atlassian") => ({ accountId, accountType });
const jiraComment = (id: number, author: object, time: string) => ({
  id: String(id),
  author,
  created: `2026-03-02T${time}.000+0000`,
  jsdPublic: true,
});
const jiraIssue = (key: string, comments: object[], items: object[] = []) => ({
  key,
  fields: {
    created: "2026-03-02T08:00:00.000+0000",
    creator: person("qm:li", "customer"),
    reporter: person("qm:li", "customer"),
    assignee: person("557:mei"),
    status: { name: "Done", statusCategory: { key: "done" } },
    comment: { comments },
  },
  changelog: {
    total: 1,
    histories: [{ id: "1", author: person("557:mei"), created: "2026-03-02T10:00:00.000+0000", items }],
  },
});
const jira = [
  {
    issues: [
      jiraIssue(
        "DESK-1",
        [
          jiraComment(1, person("557:mei"), "08:30:00"),
          jiraComment(2, person("557:tom"), "08:40:00"),
          jiraComment(3, person("557:app", "app"), "08:41:00"),
        ],
        [
          { field: "status", fromString: "Open", toString: "Done" },
          { field: "mystery_field", fromString: "a", toString: "b" },
        ],
      ),
    ],
    total: 1,
  },
  { ...jiraIssue("DESK-2", []), feedback: { rating: 4 } },
  { id: 7, name: "Sprint 3" },
];

const api = "https://api.github.com/repos/acme/lamp";
const login = (name: string, type = "User") => ({ login: name, id: name.length, type });
const githubIssue = (number: number, more: object = {}) => ({
  id: 9000 + number,
  url: `${api}/issues/${number}`,
  number,
  user: login("li"),
  author_association: "NONE",
  created_at: iso("08:00:00"),
  closed_at: null,
  ...more,
});
const githubComment = (id: number, number: number, by: string, time: string, author_association = "MEMBER") => ({
  id,
  issue_url: `${api}/issues/${number}`,
  user: login(by),
  author_association,
  created_at: iso(time),
  body: "…",
});
const githubRest = [
  githubIssue(1, { closed_at: iso("10:00:00"), closed_by: login("mei") }),
  githubIssue(2, {
    timeline: [
      { id: 1, event: "closed", actor: login("mei"), created_at: iso("09:00:00") },
      { id: 2, event: "mystery_event", actor: login("mei"), created_at: iso("09:01:00") },
    ],
  }),
  githubComment(1, 1, "mei", "08:30:00"),
  githubComment(2, 1, "friend", "08:31:00", "NONE"),
  githubComment(3, 1, "helper[bot]", "08:32:00", "NONE"),
  { id: 3, event: "reopened", actor: login("li"), created_at: iso("11:00:00"), issue: githubIssue(1) },
  { id: 4, event: "subscribed", actor: login("li"), created_at: iso("11:00:00"), issue: githubIssue(1) },
  githubIssue(5, { pull_request: { url: `${api}/pulls/5` } }),
  { stargazers_count: 3 },
];
const githubTables = [
  {
    id: "github:GithubIssue:1:1001",
    url: "https://github.com/acme/lamp/issues/1",
    issue_key: "1",
    creator_id: "github:GithubAccount:1:21",
    creator_name: "li",
    created_date: plain("08:00:00"),
    resolution_date: plain("10:00:00"),
  },
  {
    id: "github:GithubIssueComment:1:5",
    issue_id: "github:GithubIssue:1:1001",
    body: "…",
    account_id: "github:GithubAccount:1:7",
    created_date: plain("08:30:00"),
  },
  { github_id: "6", issue_id: "1001", type: "closed", author_username: "mei", github_created_at: plain("10:00:00") },
  {
    github_id: "7",
    issue_id: "1001",
    type: "mystery_event",
    author_username: "mei",
    github_created_at: plain("10:00:00"),
  },
  { repo_id: "1", label_name: "bug" },
];

const incidents = [
  ["INC1", "New", "08:10", "Group 1", ""],
  ["INC1", "Active", "09:00", "Group 1", "Resolver 5"],
  ["INC1", "Active", "09:01", "Group 1", "Resolver 5"],
  ["INC1", "Resolved", "10:16", "Group 1", "Resolver 5"],
  ["INC1", "Mystery", "10:12", "Group 1", "Resolver 5"],
].map(([number, incident_state, time, assignment_group, assigned_to]) => ({
  number,
  incident_state,
  opened_at: "2/3/2026 08:00",
  sys_updated_by: "Updated by 1",
  sys_updated_at: `2/3/2026 ${time}`,
  assignment_group,
  assigned_to,
}));

const journalEntry = (index: number, sys_created_by: string, element: string, time: string) => ({
  sys_id: `entry-${index}-${time}`,
  element_id: `q${index}`,
  element,
  sys_created_by,
  sys_created_on: plain(time),
  value: "…",
});

/** Every shape of every helpdesk's export that is read. */
export const vendorFixtures: readonly VendorFixture[] = [
  {
    from: "zendesk",
    shape: "audits with chats, calls and surveys",
    read: fromZendesk,
    rows: [
      ...zendeskChatRows,
      zendeskAudit(600, "11:00:00", 7, [{ type: "MysteryEvent" }]),
      { id: 7, role: "agent", email: "mei@example.org", updated_at: "2026-01-01T00:00:00Z" },
    ],
    agent: "7",
    strange: "MysteryEvent",
  },
  {
    from: "zendesk",
    shape: "incremental ticket events",
    read: fromZendesk,
    rows: [
      {
        ticket_events: [
          {
            id: 1,
            ticket_id: 1,
            timestamp: seconds("08:00:00"),
            updater_id: 21,
            child_events: [
              { id: 11, event_type: "Create", requester_id: 21 },
              { id: 12, event_type: "Create", status: "new" },
              { id: 13, event_type: "Comment", author_id: 21, public: true },
            ],
          },
          {
            id: 2,
            ticket_id: 1,
            timestamp: seconds("08:30:00"),
            updater_id: 7,
            child_events: [
              { id: 14, event_type: "Comment", author_id: 7, public: false },
              { id: 15, event_type: "Comment", author_id: 7, public: true },
              { id: 16, event_type: "Change", previous_value: "new", status: "solved" },
              { id: 17, event_type: "MysteryEvent" },
            ],
          },
        ],
        end_time: seconds("09:00:00"),
      },
    ],
    agent: "7",
    strange: "MysteryEvent",
  },
  {
    from: "zendesk",
    shape: "tables of a pipeline",
    read: fromZendesk,
    rows: zendeskTables,
    agent: "7",
    isZoneless: true,
    quick: (index) => [
      zendeskUser,
      zendeskTicket(100 + index),
      zendeskComment(200 + index, 100 + index, 21, "08:00:00"),
      zendeskComment(300 + index, 100 + index, 7, "08:00:01"),
    ],
    strange: "mystery_field",
  },
  {
    from: "chatwoot",
    shape: "API and webhooks",
    read: fromChatwoot,
    rows: chatwootApi,
    agent: "9",
    quick: (index) => [
      chatwootConversation(100 + index, "open"),
      chatwootMessage(200 + index, 0, "08:00:00", li, 100 + index),
      chatwootMessage(300 + index, 1, "08:00:01", mei, 100 + index),
    ],
    strange: "mystery_event",
  },
  {
    from: "chatwoot",
    shape: "tables of its database",
    read: fromChatwoot,
    rows: chatwootTables,
    agent: "9",
    isZoneless: true,
    strange: "mystery_column",
  },
  {
    from: "intercom",
    shape: "API and webhooks",
    read: fromIntercom,
    rows: intercomApi,
    agent: "991",
    quick: (index) => [
      intercomConversation(`q${index}`, [intercomPart(`q${index}`, "comment", "08:00:01", admin, { body: "…" })]),
    ],
    strange: "mystery_part",
  },
  {
    from: "intercom",
    shape: "tables of a pipeline in capitals",
    read: fromIntercom,
    rows: intercomTables,
    agent: "991",
    isZoneless: true,
    strange: "mystery_part",
  },
  {
    from: "freshdesk",
    shape: "API and exported activities",
    read: fromFreshdesk,
    rows: freshdesk,
    agent: "9",
    quick: (index) => [
      freshdeskTicket(100 + index),
      freshdeskWords(200 + index, 100 + index, "08:10:00", { incoming: true, user_id: 501 }),
      freshdeskWords(300 + index, 100 + index, "08:10:01", {}),
    ],
    strange: "mystery_activity",
  },
  {
    from: "jira",
    shape: "issues with their changelog",
    read: fromJira,
    rows: jira,
    agent: "557:mei",
    quick: (index) => [
      jiraIssue(`Q-${index}`, [
        jiraComment(1, person("qm:li", "customer"), "08:10:00"),
        jiraComment(2, person("557:mei"), "08:10:01"),
      ]),
    ],
    strange: "mystery_field",
  },
  {
    from: "github",
    shape: "REST",
    read: fromGitHub,
    rows: githubRest,
    agent: "mei",
    quick: (index) => [
      githubIssue(100 + index),
      githubComment(200 + index, 100 + index, "li", "08:10:00", "NONE"),
      githubComment(300 + index, 100 + index, "mei", "08:10:01"),
    ],
    strange: "mystery_event",
  },
  {
    from: "github",
    shape: "DevLake's tables",
    read: fromGitHub,
    rows: githubTables,
    agent: "mei",
    isZoneless: true,
    strange: "mystery_event",
  },
  {
    from: "servicenow",
    shape: "snapshots",
    read: fromServiceNow,
    rows: incidents,
    agent: "",
    isZoneless: true,
    strange: "Mystery",
  },
  {
    from: "servicenow",
    shape: "log of changes and journal",
    read: fromServiceNow,
    rows: [...serviceNowAuditRows, { fieldname: "mystery_field", documentkey: "INC0010001", newvalue: "x" }],
    agent: "mei.lin",
    isZoneless: true,
    quick: (index) => [
      { sys_id: `q${index}`, number: `INC99${index}00`, opened_at: plain("08:00:00"), caller_id: "li.wang" },
      journalEntry(index, "li.wang", "comments", "08:10:00"),
      journalEntry(index, "mei.lin", "comments", "08:10:01"),
      journalEntry(index, "mei.lin", "work_notes", "08:11:00"),
    ],
    strange: "mystery_field",
  },
];

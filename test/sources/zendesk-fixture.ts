const customer = 21;
const agent = 7;
const web = { channel: "web", source: { from: {}, to: {}, rel: null } };
const ticket_id = 35436;

/** An audit of the ticket of these fixtures, as the API gives it. */
export const zendeskAudit = (id: number, at: string, author_id: number, events: object[], via: object = web) => ({
  id,
  ticket_id,
  created_at: `2026-03-02T${at}Z`,
  author_id,
  metadata: { system: { client: "…" }, custom: {} },
  events: events.map((event, index) => ({ id: id * 10 + index, ...event })),
  via,
});

const chatId = "2603.1050.S1";
const line = (chat_index: number, at: string, type: string, actor_type: string, more: object = {}) => ({
  chat_index,
  type,
  timestamp: Date.parse(`2026-03-02T${at}Z`),
  actor_type,
  ...more,
});
const history = [
  line(0, "08:00:00", "ChatJoin", "end-user", { actor_id: customer, actor_name: "Li" }),
  line(1, "08:00:01", "ChatMessage", "end-user", { actor_id: customer, actor_name: "Li", message: "…" }),
  line(2, "08:00:02", "ChatMessage", "system", { message: "…" }),
  line(3, "08:00:03", "ChatMessage", "agent", { actor_id: 90, actor_name: "Answer Bot", message: "…" }),
  line(4, "08:04:00", "ChatMessage", "agent", { actor_id: agent, actor_name: "Mei", message: "…" }),
  line(5, "08:06:00", "ChatFileAttachment", "end-user", { actor_id: customer, filename: "photo.png" }),
  line(6, "08:08:00", "ChatRating", "end-user", { actor_id: customer, new_rating: "good" }),
];

/** A chat whose lines stand in its audits, a call, comments made private and redacted, and both kinds of surveys. */
export const zendeskChatRows: object[] = [
  {
    audits: [
      zendeskAudit(500, "08:00:00", customer, [
        { type: "Create", field_name: "requester_id", value: String(customer) },
        { type: "Create", field_name: "status", value: "new" },
        { type: "ChatStartedEvent", value: { chat_id: chatId, visitor_id: "v1", history: history.slice(0, 4) } },
      ]),
      zendeskAudit(501, "08:10:00", agent, [
        { type: "ChatEndedEvent", value: { chat_id: chatId, visitor_id: "v1", is_served: true, history } },
        { type: "Comment", author_id: agent, public: true, body: "…", via: { channel: "chat_transcript" } },
        { type: "Change", field_name: "status", previous_value: "new", value: "solved" },
      ]),
      zendeskAudit(502, "09:00:00", customer, [
        {
          type: "VoiceComment",
          author_id: customer,
          public: false,
          data: { answered_by_id: agent, call_duration: 61, started_at: "2026-03-02T08:58:59Z" },
        },
        { type: "Change", field_name: "status", previous_value: "solved", value: "open" },
      ]),
      zendeskAudit(503, "09:10:00", customer, [
        { type: "VoiceComment", author_id: customer, public: true, data: { answered_by_id: null, call_duration: 8 } },
      ]),
      zendeskAudit(504, "09:30:00", agent, [{ type: "Comment", author_id: agent, public: false, body: "…" }]),
      zendeskAudit(505, "09:31:00", agent, [{ type: "CommentPrivacyChange", comment_id: 5040, public: false }]),
      zendeskAudit(506, "09:32:00", agent, [{ type: "CommentRedactionEvent", comment_id: 5040 }]),
      zendeskAudit(507, "10:00:00", -1, [{ type: "SurveyOffered", survey_type: "customer_satisfaction" }]),
      zendeskAudit(508, "10:05:00", customer, [{ type: "SurveyResponseSubmitted", survey_response_id: "r1" }]),
      zendeskAudit(509, "10:06:00", customer, [{ type: "SurveyResponseSubmitted", survey_response_id: "r2" }]),
    ],
  },
  {
    survey_responses: [
      {
        id: "r1",
        survey: { id: "s1" },
        subjects: [{ id: String(ticket_id), type: "ticket", zrn: `zen:ticket:${ticket_id}` }],
        responder_id: customer,
        answers: [
          { type: "open_ended", value: "…", created_at: "2026-03-02T10:05:00Z" },
          { type: "rating_scale", rating: 4, rating_category: "GOOD", created_at: "2026-03-02T10:05:00Z" },
        ],
      },
    ],
  },
  {
    survey_response: {
      id: "r3",
      survey: { id: "s1" },
      subjects: [{ zrn: `zen:ticket:${ticket_id}` }],
      responder_id: customer,
      answers: [{ type: "rating_scale", rating_category: "BAD", created_at: "2026-03-02T10:30:00Z" }],
    },
  },
  {
    id: "r4",
    survey: { id: "s1" },
    subjects: [],
    ticket_id,
    responder_id: customer,
    answers: [{ type: "open_ended", value: "…" }],
  },
];

const incidentId = "a1".repeat(16);
const copyId = "b2".repeat(16);
const meiId = "c3".repeat(16);

let checkpoint = 0;
const change = (at: string, user: string, fieldname: string, oldvalue: string, newvalue: string, update?: number) => ({
  sys_id: `change-${++checkpoint}`,
  tablename: "incident",
  documentkey: incidentId,
  fieldname,
  oldvalue,
  newvalue,
  user,
  sys_created_on: `2026-${at}:00`,
  sys_created_by: user,
  record_checkpoint: String(update ?? checkpoint),
});
let entry = 0;
const journal = (at: string, by: string, element: string, value: string, element_id = incidentId) => ({
  sys_id: `entry-${++entry}`,
  name: "incident",
  element_id,
  element,
  value,
  sys_created_on: `2026-${at}:00`,
  sys_created_by: by,
});

/** An incident and the copy that was made of it, as the tables of the log of changes, the journal, incidents and users have them. */
export const serviceNowAuditRows: Record<string, string>[] = [
  { sys_id: meiId, user_name: "mei.lin", name: "Mei Lin", email: "mei@example.org" },
  {
    sys_id: incidentId,
    number: "INC0010001",
    state: "7",
    opened_at: "2026-03-02 08:00:00",
    opened_by: "li.wang",
    caller_id: "li.wang",
    contact_type: "email",
    category: "network",
    priority: "3",
    assignment_group: "g1",
    assigned_to: meiId,
    resolved_by: meiId,
    reopen_count: "2",
  },
  {
    sys_id: copyId,
    number: "INC0010002",
    state: "6",
    opened_at: "2026-03-10 08:00:00",
    opened_by: "li.wang",
    caller_id: "li.wang",
    contact_type: "email",
    category: "network",
    priority: "3",
    assignment_group: "",
    assigned_to: "",
    reopen_count: "0",
  },
  change("03-02 08:05", "mei.lin", "assigned_to", "", meiId, 1),
  change("03-02 08:05", "mei.lin", "category", "inquiry", "network", 1),
  change("03-02 08:05", "mei.lin", "incident_state", "1", "2", 1),
  change("03-02 08:05", "mei.lin", "state", "1", "2", 1),
  journal("03-02 08:06", "mei.lin", "work_notes", "…"),
  change("03-02 08:30", "mei.lin", "comments", "JOURNAL FIELD ADDITION", "…", 3),
  journal("03-02 08:30", "mei.lin", "comments", "…"),
  change("03-02 08:31", "mei.lin", "incident_state", "2", "6", 4),
  journal("03-02 09:00", "li.wang", "comments", "…"),
  change("03-02 09:00", "li.wang", "incident_state", "6", "2", 5),
  change("03-02 09:00", "li.wang", "reopen_count", "0", "1", 5),
  journal("03-02 10:00", "tom", "comments", "…"),
  change("03-02 10:01", "mei.lin", "incident_state", "2", "6", 7),
  change("03-09 10:01", "system", "incident_state", "6", "7", 8),
  journal("03-09 10:01", "system", "comments", "closed after 7 days"),
  journal("03-09 10:01", "system", "approval_history", "…"),
  journal("03-10 08:00", "system", "work_notes", "Created from a similar incident INC0010001", copyId),
  { metric: "open", duration: "120" },
];

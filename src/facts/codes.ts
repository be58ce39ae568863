/**
 * The positions of words in their lists, and of marks among bits, for the fold: its switches run once an event, and a member of
 * an enum is written into the code as a number, where a look-up in a list of words costs the fold a tenth of its time. A test
 * holds them to the lists, which are what everybody else reads.
 */

/** Where a column holds no position. */
export enum Absent {
  none = -1,
  /** An assignment that says nothing of the agent, or of the team. */
  unsaid = -2,
}

/** Of `eventTypes`. */
export enum Type {
  created,
  message,
  assigned,
  status,
  solution,
  handoff,
  survey,
  linked,
  escalated,
  promised,
  field,
}

/** Of `actorKinds`. */
export enum Kind {
  unknown,
  customer,
  agent,
  bot,
  system,
}

/** Of `phases`. */
export enum Phase {
  unknown,
  open,
  waitingOnCustomer,
  onHold,
  solved,
  closed,
  spam,
  deleted,
}

/** Of `statusCauses`. */
export enum Cause {
  unknown,
  agent,
  customer,
  bot,
  inactivity,
  rule,
  merge,
  bulk,
}

/** Of `messageOrigins`. */
export enum Origin {
  unstated,
  human,
  assisted,
  bot,
  template,
  autoReply,
  campaign,
}

/** Of `messageIntents`. */
export enum Intent {
  unstated,
  gratitude,
  humanRequest,
  other,
}

/** Of `linkRelations`. */
export enum Relation {
  mergedInto,
  followUpOf,
  duplicateOf,
  splitFrom,
}

/** Of `initiators`. */
export enum Initiator {
  unknown,
  customer,
  agent,
  system,
}

/** Of `waitStarts`. */
export enum WaitStart {
  created,
  message,
  reopened,
}

/** Of `waitEnds`. */
export enum WaitEnd {
  open,
  answered,
  closedUnanswered,
  abandoned,
  merged,
  unseen,
}

/** Of `handoffEnds`. */
export enum HandoffEnd {
  open,
  reached,
  abandoned,
  closedUnreached,
}

/** Of `promiseEnds`. */
export enum PromiseEnd {
  pending,
  kept,
  broken,
  moot,
}

/** Of `exclusions`. */
export enum Exclusion {
  none,
  merged,
  duplicate,
  spam,
  deleted,
}

/** Of `refutations`. */
export enum Refutation {
  none,
  reopenedByCustomer,
  reopenedByColleague,
  reopenedByUnknown,
  message,
  bareMessage,
  followUp,
  repeatContact,
  rejected,
  saidUnsolved,
}

/** Bits of `refutations`. */
export enum Signal {
  none = 1 << 0,
  reopenedByCustomer = 1 << 1,
  reopenedByColleague = 1 << 2,
  reopenedByUnknown = 1 << 3,
  message = 1 << 4,
  bareMessage = 1 << 5,
  followUp = 1 << 6,
  repeatContact = 1 << 7,
  rejected = 1 << 8,
  saidUnsolved = 1 << 9,
}

/** Bits of `prematureReasons`. */
export enum Reason {
  customerWaiting = 1 << 0,
  noHumanReply = 1 << 1,
  inactivityWhileOurTurn = 1 << 2,
  handoffPending = 1 << 3,
  returnedSoon = 1 << 4,
  rejected = 1 << 5,
  saidUnsolved = 1 << 6,
}

/** Bits of `ticketMarks`. */
export enum Mark {
  noCreation = 1 << 0,
  closedAtFirstSight = 1 << 1,
  selfPicked = 1 << 2,
  recategorised = 1 << 3,
  reclosedWithoutReply = 1 << 4,
  split = 1 << 5,
  customerWroteAfterBot = 1 << 6,
  saidSolved = 1 << 7,
  saidUnsolved = 1 << 8,
}

/** Of `confirmations`. */
export enum Confirmation {
  none,
  accepted,
  saidSolved,
}

/** Of `turnKinds`. */
export enum Turn {
  unknown,
  customer,
  thanks,
  agent,
  assisted,
  machine,
  bot,
  system,
  note,
  transfer,
}

/** Of `ticketVerdicts`. */
export enum Verdict {
  neverClosed,
  resolved,
  failed,
  undecided,
}

/** Of `failures`. */
export enum Failure {
  none,
  openAgain,
  refuted,
  premature,
  saidUnsolved,
}

/** Of `closureVerdicts`. */
export enum ClosureVerdict {
  undecided,
  confirmed,
  stood,
  refuted,
}

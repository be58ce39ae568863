import type { EventLog } from "../log/event-log.ts";
import type { Policy } from "../schemas/policy.ts";
import { escalationLevels } from "../schemas/vocabulary.ts";
import {
  Absent,
  Cause,
  Confirmation,
  Exclusion,
  HandoffEnd,
  Initiator,
  Intent,
  Kind,
  Mark,
  Origin,
  Phase,
  PromiseEnd,
  Reason,
  Refutation,
  Relation,
  Signal,
  Turn,
  WaitEnd,
  WaitStart,
} from "./codes.ts";
import { TableBuilder, type TableName, type TableSpec, type TablesRoom } from "./columns.ts";
import { Holders } from "./holders.ts";
import { OurTime } from "./our-time.ts";
import {
  assignmentColumns,
  closureColumns,
  handoffColumns,
  holdColumns,
  linkColumns,
  promiseColumns,
  ratingColumns,
  replyColumns,
  suppressionReasons,
  ticketColumns,
  turnColumns,
  waitColumns,
} from "./tables.ts";
import { TicketRow } from "./ticket-row.ts";

const position = <const W extends readonly string[]>(words: W) =>
  Object.fromEntries(words.map((word, index) => [word, index])) as Record<W[number], number>;

const suppression = position(suppressionReasons);

const supervisor = escalationLevels.indexOf("supervisor");

const isClosed = (phase: number) => phase === Phase.solved || phase === Phase.closed;
const isDiscarded = (phase: number) => phase === Phase.spam || phase === Phase.deleted;
const isOurs = (phase: number) => phase === Phase.open || phase === Phase.onHold;

/** Which messages of staff count as a reply, by `policy.countsAsReply`. */
function replyTest(policy: Policy): (kind: number, origin: number) => boolean {
  const byHand = (origin: number) => origin === Origin.unstated || origin === Origin.human;
  const withHelp = (origin: number) => byHand(origin) || origin === Origin.assisted || origin === Origin.template;
  switch (policy.countsAsReply) {
    case "human":
      return (kind, origin) => kind === Kind.agent && byHand(origin);
    case "assisted":
      return (kind, origin) => kind === Kind.agent && withHelp(origin);
    case "any":
      return (kind, origin) =>
        origin !== Origin.campaign && (kind === Kind.agent || kind === Kind.bot || kind === Kind.system);
  }
}

/** How much there is to fold. */
export interface FoldSizes {
  /** About how many tickets, and no fewer. */
  readonly tickets: number;
  /** About how many events, and no fewer. */
  readonly events: number;
}

/**
 * The state of one ticket while its events go by, and the rows that they leave in the fact tables. One method a kind of
 * event; `begin` and `end` enclose a ticket. Knows nothing of other tickets and nothing of what comes after the log, so
 * what is still open stays open.
 */
export class TicketFold {
  readonly tickets: TableBuilder<typeof ticketColumns>;
  readonly waits: TableBuilder<typeof waitColumns>;
  readonly closures: TableBuilder<typeof closureColumns>;
  readonly ratings: TableBuilder<typeof ratingColumns>;
  readonly handoffs: TableBuilder<typeof handoffColumns>;
  readonly promises: TableBuilder<typeof promiseColumns>;
  readonly links: TableBuilder<typeof linkColumns>;
  readonly holds: TableBuilder<typeof holdColumns>;
  readonly replies: TableBuilder<typeof replyColumns>;
  readonly turns: TableBuilder<typeof turnColumns>;
  readonly assignments: TableBuilder<typeof assignmentColumns>;

  readonly #log: EventLog;
  readonly #sizes: FoldSizes;
  /** By the number of an attribute's name, its value of each ticket. */
  readonly #attributes = new Map<number, Int32Array>();
  readonly #policy: Policy;
  readonly #isReply: (kind: number, origin: number) => boolean;
  readonly #keepsAssignments: boolean;
  readonly #names: ReturnType<typeof namesOf>;
  /** The number of the value that says nothing, looked for when first needed: that takes as long as there are values. */
  #nothing: number | null = null;
  /** The scale of all scores, where they share one: answers stand far apart in the columns of the log. */
  readonly #scale: { readonly min: number; readonly max: number } | null;
  /** All scores, where each is a number of one byte: small enough to be near at hand, for they stand in the order of the input. */
  readonly #smallScores: Uint8Array | null;
  readonly #ticket = new TicketRow();
  readonly #time = new OurTime();
  readonly #holders = new Holders();

  #row = 0;
  #at = 0;
  #actor = Absent.none;
  #kind: number = Kind.unknown;
  #phase = 0;
  #events = 0;
  /** Of the tickets before. */
  #eventsBefore = 0;
  #rounds = 0;
  #wait = Absent.none;
  /** The first wait since the last reply: those from there on that a closing or the customer's leaving ended, nobody answered. */
  #unanswered = 0;
  #handoff = Absent.none;
  /** The closure that the ticket's present or last closed phase belongs to. */
  #closure = Absent.none;
  #rating = Absent.none;
  #lastAnswer = Absent.none;
  #firstPromise = 0;
  readonly #pendingPromises: number[] = [];
  #firstWait = 0;
  #firstClosure = 0;
  #firstHandoff = 0;
  #firstRating = 0;
  /** Something was said in public, or noted down before that. */
  #spoken = false;
  #assigned = false;
  #teamAssigned = false;
  #firstReplier = Absent.none;
  #firstReplierTeam = Absent.none;
  #firstReplierEmployer = Absent.none;
  #lastReplier = Absent.none;
  #lastReplierTeam = Absent.none;
  #lastReplierEmployer = Absent.none;
  #replied = false;
  /** The customer's standing word on the solution. */
  #accepted: number = Confirmation.none;
  /** The customer rejected the solution, or said unsolved: reasons that stand until somebody answers. */
  #standingNo = 0;
  /** The customer spoke last: a closing that cuts his wait off does not make him heard. */
  #customerSpokeLast = false;
  #customerSinceClosing = false;
  #repliedSinceReturn = true;
  /** How many answer for the outcome; those replaced do not count. */
  #owners = 1;
  /** The last of them took himself off the ticket. */
  #ownerLetGo = false;
  /** A closing stands by which the outcome is judged. */
  #outcomeDecided = false;
  /** That closing was refuted, or outlived its window: whatever comes now changes nobody's outcome. */
  #outcomeFinal = false;
  #lastAgent = Absent.none;
  /** Machines seen at work on the ticket, by name. */
  readonly #machines: number[] = [];
  #merged = false;
  /** How it was merged, for when it is taken back from spam or deletion. */
  #mergedAs: number = Exclusion.none;
  /** When the first human replier turned up. */
  #firstReplyAt = Number.NaN;
  /** The phase before spam or deletion. */
  #restorePhase = 0;

  /** `room`: for tables whose rows are to stand in memory of others. */
  constructor(log: EventLog, policy: Policy, sizes: FoldSizes, room?: TablesRoom) {
    this.#log = log;
    this.#policy = policy;
    this.#isReply = replyTest(policy);
    this.#keepsAssignments = policy.calendars.some(
      ({ when }) => when?.team !== undefined || when?.employer !== undefined,
    );
    this.#names = namesOf(log);
    this.#scale = commonScale(log);
    this.#smallScores = inBytes(log.scores.score);
    this.#sizes = sizes;
    const build = <S extends TableSpec>(name: TableName, spec: S, capacity = 256) =>
      new TableBuilder(spec, capacity, {
        share: () => this.#share(),
        columnsFor: room && ((least, expected) => room.columnsOf(name, least, expected)),
      });
    this.tickets = build("tickets", ticketColumns, Math.max(1, sizes.tickets));
    this.waits = build("waits", waitColumns);
    this.closures = build("closures", closureColumns);
    this.ratings = build("ratings", ratingColumns);
    this.handoffs = build("handoffs", handoffColumns);
    this.promises = build("promises", promiseColumns);
    this.links = build("links", linkColumns);
    this.holds = build("holds", holdColumns);
    this.replies = build("replies", replyColumns);
    this.turns = build("turns", turnColumns);
    this.assignments = build("assignments", assignmentColumns);
  }

  /** Which share of the events has been folded. */
  #share(): number {
    return (this.#eventsBefore + this.#events) / this.#sizes.events;
  }

  /** `event`: the ticket's first. @returns the row of the ticket */
  begin(ticket: number, event: number): number {
    const at = this.#log.at[event]!;
    const row = this.tickets.add();
    this.tickets.columns.ticket[row] = ticket;
    this.#ticket.begin(at);
    this.#row = row;
    this.#phase = Phase.unknown;
    this.#eventsBefore += this.#events;
    this.#events = 0;
    this.#rounds = 1;
    this.#wait = Absent.none;
    this.#handoff = Absent.none;
    this.#closure = Absent.none;
    this.#rating = Absent.none;
    this.#lastAnswer = Absent.none;
    this.#firstPromise = this.promises.length;
    // Setting a length costs more than asking for it.
    if (this.#pendingPromises.length > 0) this.#pendingPromises.length = 0;
    this.#firstWait = this.waits.length;
    this.#unanswered = this.waits.length;
    this.#firstClosure = this.closures.length;
    this.#firstHandoff = this.handoffs.length;
    this.#firstRating = this.ratings.length;
    this.#spoken = false;
    this.#assigned = false;
    this.#teamAssigned = false;
    this.#firstReplier = Absent.none;
    this.#firstReplierTeam = Absent.none;
    this.#firstReplierEmployer = Absent.none;
    this.#lastReplier = Absent.none;
    this.#lastReplierTeam = Absent.none;
    this.#lastReplierEmployer = Absent.none;
    this.#replied = false;
    this.#accepted = Confirmation.none;
    this.#standingNo = 0;
    this.#customerSpokeLast = false;
    this.#customerSinceClosing = false;
    this.#repliedSinceReturn = true;
    this.#owners = 1;
    this.#ownerLetGo = false;
    this.#outcomeDecided = false;
    this.#outcomeFinal = false;
    this.#lastAgent = Absent.none;
    if (this.#machines.length > 0) this.#machines.length = 0;
    this.#merged = false;
    this.#mergedAs = Exclusion.none;
    this.#firstReplyAt = Number.NaN;
    this.#time.reset();
    this.#time.enter(at);
    this.#holders.reset(Absent.none);
    return row;
  }

  /** To be called before the method of the event's type: when, by whom (-1 nobody named), and his kind. */
  next(at: number, actor: number, kind: number): void {
    this.#at = at;
    this.#actor = actor;
    this.#kind = kind;
    this.#events++;
  }

  /** `source`: a row of the log's `created`. */
  created(saidInitiator: number, source: number): void {
    const ticket = this.#ticket;
    const { created } = this.#log;
    const again = (ticket.marks & Mark.noCreation) === 0;
    const channel = created.channel[source]!;
    const category = created.category[source]!;
    const priority = created.priority[source]!;
    // A ticket begins once: what a second row adds fills gaps and changes nothing.
    if (ticket.requester < 0) ticket.requester = created.requester[source]!;
    if (channel >= 0 && (!again || ticket.channel < 0)) ticket.channel = channel;
    if (category >= 0 && (!again || ticket.category < 0)) ticket.category = category;
    if (priority >= 0 && (!again || ticket.priority < 0)) ticket.priority = priority;
    for (let i = created.attributesFrom[source]!; i < created.attributesFrom[source + 1]!; i++) {
      this.#setAttribute(created.attributeName[i]!, created.attributeValue[i]!);
    }
    if (!this.#assigned && this.#holders.team < 0 && created.team[source]! >= 0) {
      this.#holders.move(this.#holders.agent, created.team[source]!, this.#at);
      if (this.#keepsAssignments) this.#addAssignment();
    }
    if (!again) this.#begin(this.#initiator(saidInitiator));
  }

  /** The creation as the log shows it, which is not always the first event. */
  #begin(initiator: number): void {
    const ticket = this.#ticket;
    ticket.marks &= ~Mark.noCreation;
    ticket.createdAt = this.#at;
    ticket.initiator = initiator;
    if (this.#phase === Phase.unknown) this.#phase = Phase.open;
    if (initiator !== Initiator.customer || isClosed(this.#phase)) return;
    if (this.waits.length === this.#firstWait) {
      this.#customerSpokeLast = true;
      this.#startWait(WaitStart.created, 1);
      return;
    }
    // What the customer wrote before its creation was entered is the same first contact.
    for (let wait = this.#firstWait; wait < this.waits.length; wait++) this.waits.columns.round[wait]!--;
    this.#rounds--;
  }

  message(isPublic: boolean, origin: number, intent: number): void {
    const ticket = this.#ticket;
    if (!isPublic) {
      ticket.internalNotes++;
      if (!this.#spoken) this.#addTurn(Turn.note);
      this.#spoken = true;
      return;
    }
    const kind = this.#kind;
    this.#addTurn(turnOf(kind, origin, intent));
    this.#spoken = true;
    if (kind === Kind.customer) {
      this.#customerMessage(intent);
      return;
    }
    if (kind === Kind.bot) {
      this.#seeMachine();
      ticket.botMessages++;
      if (this.#wait >= 0) this.waits.columns.botReplies[this.#wait]!++;
    }
    if (this.#isReply(kind, origin)) this.#reply();
    else if (kind !== Kind.unknown) ticket.otherReplies++;
  }

  assigned(saidAgent: number, saidTeam: number): void {
    const ticket = this.#ticket;
    const holders = this.#holders;
    const before = holders.agent;
    const agent = saidAgent === Absent.unsaid ? before : saidAgent;
    let team = saidTeam;
    if (saidTeam === Absent.unsaid)
      team = agent >= 0 && agent !== before && !this.#teamAssigned ? Absent.none : holders.team;
    else this.#teamAssigned = saidTeam >= 0;
    holders.move(agent, team, this.#at);
    if (this.#keepsAssignments) this.#addAssignment();
    this.#assigned = true;
    if (saidAgent === Absent.unsaid || agent === before) return;
    if (agent >= 0) {
      if (this.#lastAgent >= 0 && this.#lastAgent !== agent) {
        ticket.transfers++;
        this.#addTurn(Turn.transfer);
      }
      this.#lastAgent = agent;
    }
    const isLate = this.#at > ticket.firstAssignedAt + this.#policy.scoreHorizon;
    if (!this.#outcomeDecided && !isLate && !this.#machines.includes(agent)) this.#moveLiability(agent);
  }

  /**
   * Keeps the chain of those who answer for the outcome: the first owner stays in it when he hands the ticket on; whom it
   * was routed away from is replaced, unless he had let go of it himself. A ticket that an agent picked was never
   * routed to him, so the first routed owner takes his place in any case. After the closing that decides the outcome, and
   * after the horizon, nobody joins: who is given a returned ticket does not inherit its failure.
   */
  #moveLiability(agent: number): void {
    const ticket = this.#ticket;
    const last = ticket.lastOwner;
    const actor = this.#person();
    if (agent < 0) {
      if (last >= 0 && actor === last) this.#ownerLetGo = true;
      return;
    }
    const kind = this.#kind;
    const routed = kind === Kind.system || kind === Kind.bot || kind === Kind.unknown || this.#isSupervisor();
    const letGo = this.#ownerLetGo;
    this.#ownerLetGo = false;
    if (last < 0) {
      ticket.firstAssignedAt = this.#at;
      ticket.liableOwner = agent;
      if (!routed && actor === agent) ticket.marks |= Mark.selfPicked;
      if (isClosed(this.#phase) && this.#closure >= 0) {
        this.#outcomeDecided = this.closures.columns.closer[this.#closure] === agent;
      }
    } else if (routed && this.#owners === 1 && (ticket.marks & Mark.selfPicked) !== 0) {
      ticket.liableOwner = agent;
      ticket.marks &= ~Mark.selfPicked;
    } else if (agent === last) {
      return;
    } else if (routed && !letGo) {
      if (this.#owners === 1) ticket.liableOwner = agent;
    } else {
      if (this.#owners === 1 && (letGo || actor === last)) ticket.handedOver = 1;
      this.#owners++;
    }
    ticket.lastOwner = agent;
  }

  /** A machine at work: a ticket that was assigned to it has no owner yet. */
  #seeMachine(): void {
    const machine = this.#person();
    if (machine < 0 || this.#machines.includes(machine)) return;
    this.#machines.push(machine);
    const ticket = this.#ticket;
    if (ticket.lastOwner !== machine || this.#owners > 1) return;
    ticket.firstAssignedAt = Number.NaN;
    ticket.liableOwner = Absent.none;
    ticket.lastOwner = Absent.none;
    ticket.marks &= ~Mark.selfPicked;
    this.#outcomeDecided = false;
    this.#outcomeFinal = false;
  }

  status(phase: number, cause: number): void {
    const before = this.#phase;
    if (phase === before) return;
    const ticket = this.#ticket;
    if (isDiscarded(phase)) {
      if (!isDiscarded(before)) this.#restorePhase = before;
      ticket.excluded = phase === Phase.spam ? Exclusion.spam : Exclusion.deleted;
      ticket.excludedBy = this.#kind === Kind.agent ? this.#person() : Absent.none;
      this.#time.leave(this.#at);
      this.#phase = phase;
      return;
    }
    if (isClosed(phase)) {
      if (isDiscarded(before)) return; // stays discarded: tidying up is no closing
      if (cause === Cause.merge || this.#merged) {
        if (!this.#merged) this.#addLink(Relation.mergedInto, Absent.none);
        this.#mergeAway(Exclusion.merged);
      } else if (!isClosed(before)) this.#close(phase, cause);
      this.#phase = phase;
      return;
    }
    if (isDiscarded(before)) {
      ticket.excluded = this.#mergedAs;
      ticket.excludedBy = Absent.none;
      if (isClosed(this.#restorePhase)) this.#reopen(cause);
    } else if (isClosed(before)) this.#reopen(cause);
    this.#phase = phase;
    if (isOurs(phase)) this.#time.enter(this.#at);
    else this.#time.leave(this.#at);
  }

  solution(step: number): void {
    if (step === 1) {
      this.#accept(Confirmation.accepted);
    } else if (step === 2) {
      this.#unsolved(Signal.rejected, Refutation.rejected);
      this.#standingNo |= Reason.rejected;
    }
  }

  handoff(step: number): void {
    const { columns } = this.handoffs;
    if (step === 0) this.#customerSinceClosing = true;
    let row = this.#handoff;
    if (row < 0 && step >= 2 && this.handoffs.length > this.#firstHandoff) {
      // That a request was completed or given up may be entered after it ended: that is no new request.
      row = this.handoffs.length - 1;
    } else if (row < 0) row = this.#requestHuman(0);
    if (step === 1) columns.queuedAt[row] = this.#at;
    else if (step === 2) {
      if (Number.isNaN(columns.completedAt[row]!)) columns.completedAt[row] = this.#at;
    } else if (step === 3) {
      if (this.#handoff >= 0) this.#endHandoff(HandoffEnd.abandoned, Absent.none);
      if (this.#wait >= 0) this.#endWait(WaitEnd.abandoned, Absent.none);
    }
  }

  /** `score`: a row of the log's `scores`; `reason`: its number among `values`; -1 none. */
  survey(step: number, saidSolved: number, score: number, reason: number): void {
    const { columns } = this.ratings;
    if (step === 0) {
      this.#rating = this.#addRating();
      this.ratings.columns.offeredAt[this.#rating] = this.#at;
      return;
    }
    if (step === 2) {
      const row = this.#addRating();
      this.ratings.columns.suppressedAt[row] = this.#at;
      this.ratings.columns.suppression[row] = this.#suppression(reason);
      return;
    }
    const offered = this.#rating >= 0 && Number.isNaN(columns.answeredAt[this.#rating]!);
    const row = offered ? this.#rating : this.#addRating();
    this.#answerSurvey(row, saidSolved, score);
  }

  /** `other`: number of the other ticket's name among `values`. */
  linked(relation: number, other: number): void {
    if (other < 0) return; // a ticket that names itself says nothing
    this.#addLink(relation, other);
    if (relation === Relation.splitFrom) this.#ticket.marks |= Mark.split;
    if (relation === Relation.mergedInto || relation === Relation.duplicateOf) {
      const ticket = this.#ticket;
      ticket.excluded = Exclusion.none; // the last act counts
      this.#mergeAway(relation === Relation.mergedInto ? Exclusion.merged : Exclusion.duplicate);
    }
  }

  #addLink(relation: number, other: number): void {
    const row = this.links.add();
    const { columns } = this.links;
    columns.ticket[row] = this.#row;
    columns.relation[row] = relation;
    columns.other[row] = other;
    columns.at[row] = this.#at;
  }

  escalated(level: number): void {
    const ticket = this.#ticket;
    ticket.escalations |= 1 << level;
    if (level !== supervisor) this.#customerSinceClosing = true;
    if (Number.isNaN(ticket.firstEscalatedAt)) ticket.firstEscalatedAt = this.#at;
  }

  /** `kept`: 0 unsaid, 1 no, 2 yes. */
  promised(kept: number, dueAt: number): void {
    const row = this.promises.add();
    const { columns } = this.promises;
    const byAgent = this.#kind === Kind.agent && this.#person() >= 0;
    columns.ticket[row] = this.#row;
    columns.madeAt[row] = this.#at;
    columns.dueAt[row] = dueAt;
    columns.end[row] = kept === 2 ? PromiseEnd.kept : kept === 1 ? PromiseEnd.broken : PromiseEnd.pending;
    if (kept === 0) this.#pendingPromises.push(row);
    columns.agent[row] = byAgent ? this.#person() : this.#holders.agent;
    columns.team[row] = byAgent ? this.#actorTeam() : this.#holders.team;
    columns.employer[row] = byAgent ? this.#actorEmployer() : Absent.none;
  }

  /** Numbers of texts among `names` and `values`. */
  field(nameCode: number, valueCode: number): void {
    const { values, categories, priorities, channels } = this.#log.dictionaries;
    const ticket = this.#ticket;
    const names = this.#names;
    this.#nothing ??= values.find("");
    if (valueCode === this.#nothing) return;
    if (nameCode === names.category) {
      const category = categories.find(values.decode(valueCode)!);
      if (ticket.category < 0) ticket.category = category;
      else if (ticket.category !== category && this.#kind !== Kind.customer) {
        ticket.marks |= Mark.recategorised;
      }
    } else if (nameCode === names.priority) {
      const priority = priorities.find(values.decode(valueCode)!);
      if (ticket.priority < 0) ticket.priority = priority;
    } else if (nameCode === names.channel) {
      const channel = channels.find(values.decode(valueCode)!);
      if (ticket.channel < 0) ticket.channel = channel;
    } else this.#setAttribute(nameCode, valueCode);
  }

  end(): void {
    const { columns } = this.tickets;
    const row = this.#row;
    this.#ticket.writeTo(this.tickets, row);
    columns.lastEventAt[row] = this.#at;
    columns.phase[row] = this.#phase === Phase.unknown ? Phase.open : this.#phase;
    columns.ourTimeMs[row] = this.#time.totalMs;
    columns.ourTimeSince[row] = this.#time.sinceAt;
    columns.longestSilenceMs[row] = this.#time.longestSilenceMs;
    columns.silenceSoFarMs[row] = this.#time.silenceMs;
    columns.holder[row] = this.#assigned ? this.#holders.agent : this.#firstReplier;
    columns.holderTeam[row] = this.#assigned || this.#firstReplier < 0 ? this.#holders.team : this.#firstReplierTeam;
    columns.holderEmployer[row] = this.#assigned ? Absent.none : this.#firstReplierEmployer;
    if (this.#wait >= 0) this.#recordHolds(this.#wait);
    if (!this.#assigned && this.#firstReplier >= 0) this.#creditFirstReplier();
    this.#creditTicket();
  }

  /** Staff or machine that acted, in the agents dictionary; -1 for customers and the unnamed. */
  #person(): number {
    const actor = this.#actor;
    return actor < 0 || this.#kind === Kind.customer ? Absent.none : this.#log.actors.id[actor]!;
  }

  #actorTeam(): number {
    const actor = this.#actor;
    return actor < 0 ? Absent.none : this.#log.actors.team[actor]!;
  }

  #actorEmployer(): number {
    const actor = this.#actor;
    return actor < 0 ? Absent.none : this.#log.actors.employer[actor]!;
  }

  #isSupervisor(): boolean {
    const actor = this.#actor;
    return actor >= 0 && this.#log.actors.supervisor[actor] === 1;
  }

  #initiator(said: number): number {
    if (said !== Initiator.unknown) return said;
    const kind = this.#kind;
    if (kind === Kind.customer) return Initiator.customer;
    if (kind === Kind.agent) return Initiator.agent;
    if (kind === Kind.bot || kind === Kind.system) return Initiator.system;
    return Initiator[this.#policy.initiator];
  }

  #setAttribute(name: number, value: number): void {
    let column = this.#attributes.get(name);
    if (column === undefined) {
      column = new Int32Array(this.#sizes.tickets).fill(Absent.none);
      this.#attributes.set(name, column);
    }
    if (column[this.#row] === Absent.none) column[this.#row] = value;
  }

  /** The value of each attribute at intake, by ticket, once all tickets are folded. */
  attributes(): Map<string, Int32Array> {
    const { names } = this.#log.dictionaries;
    const { length } = this.tickets;
    return new Map(
      Array.from(this.#attributes, ([name, column]) => [
        names.decode(name)!,
        column.length === length ? column : column.slice(0, length),
      ]),
    );
  }

  #customerMessage(intent: number): void {
    const ticket = this.#ticket;
    ticket.customerMessages++;
    if (intent === Intent.gratitude) return;
    this.#customerSinceClosing = true;
    this.#customerSpokeLast = true;
    this.#accepted = Confirmation.none;
    ticket.marks &= ~Mark.saidSolved;
    // Whoever writes back hands the turn to us, whatever the phase still says.
    if (this.#phase === Phase.waitingOnCustomer) this.#time.enter(this.#at);
    if (!this.#replied && ticket.botMessages > 0) {
      ticket.marks |= Mark.customerWroteAfterBot;
    }
    if (isClosed(this.#phase) && this.#policy.messageAfterClosing === "refutes") {
      if (intent === Intent.unstated) this.#refute(Signal.bareMessage, Refutation.bareMessage);
      else this.#refute(Signal.message, Refutation.message);
      this.#repliedSinceReturn = false;
    }
    if (this.#wait < 0) this.#startWait(WaitStart.message, this.#rounds + 1);
    if (intent === Intent.humanRequest && this.#handoff < 0) this.#requestHuman(1);
  }

  #reply(): void {
    const ticket = this.#ticket;
    const person = this.#person();
    const byHuman = this.#kind === Kind.agent;
    ticket.humanReplies++;
    if (!isClosed(this.#phase)) ticket.updates++;
    this.#replied = true;
    this.#repliedSinceReturn = true;
    this.#standingNo = 0;
    this.#customerSpokeLast = false;
    this.#time.update(this.#at);
    if (this.#phase === Phase.waitingOnCustomer) this.#time.leave(this.#at);
    if (Number.isNaN(ticket.firstReplyAt)) ticket.firstReplyAt = this.#at;
    if (this.#firstReplier < 0 && byHuman && person >= 0) {
      this.#firstReplier = person;
      this.#firstReplyAt = this.#at;
      this.#firstReplierTeam = this.#actorTeam();
      this.#firstReplierEmployer = this.#actorEmployer();
    }
    if (byHuman && person >= 0) {
      this.#lastReplier = person;
      this.#lastReplierTeam = this.#actorTeam();
      this.#lastReplierEmployer = this.#actorEmployer();
    }
    if (this.#wait >= 0) this.#endWait(WaitEnd.answered, person);
    else this.#noteReply(person);
    this.#answerLate();
    if (byHuman && this.#handoff >= 0) this.#endHandoff(HandoffEnd.reached, person);
    if (this.#pendingPromises.length > 0) this.#settlePromises();
  }

  /** A reply also answers the waits that had ended without one. */
  #answerLate(): void {
    const { columns } = this.waits;
    for (let wait = this.#unanswered; wait < this.waits.length; wait++) {
      const end = columns.end[wait]!;
      if (end === WaitEnd.closedUnanswered || end === WaitEnd.abandoned) columns.lateReplyAt[wait] = this.#at;
    }
    this.#unanswered = this.waits.length;
  }

  #addTurn(kind: number): void {
    const row = this.turns.add();
    const { columns } = this.turns;
    columns.ticket[row] = this.#row;
    columns.at[row] = this.#at;
    columns.kind[row] = kind;
  }

  #addAssignment(): void {
    const row = this.assignments.add();
    const { columns } = this.assignments;
    columns.ticket[row] = this.#row;
    columns.at[row] = this.#at;
    columns.agent[row] = this.#holders.agent;
    columns.team[row] = this.#holders.team;
  }

  /** A reply that ends no wait here may end one of a ticket merged into this one. */
  #noteReply(person: number): void {
    const row = this.replies.add();
    const { columns } = this.replies;
    columns.ticket[row] = this.#row;
    columns.at[row] = this.#at;
    columns.agent[row] = person;
  }

  #settlePromises(): void {
    const { columns } = this.promises;
    let stillPending = 0;
    for (const row of this.#pendingPromises) {
      // The message that makes a promise does not keep it.
      if (columns.madeAt[row] === this.#at) this.#pendingPromises[stillPending++] = row;
      else if (this.#at <= columns.dueAt[row]!) {
        columns.end[row] = PromiseEnd.kept;
        columns.keptAt[row] = this.#at;
      } else columns.end[row] = PromiseEnd.broken;
    }
    this.#pendingPromises.length = stillPending;
  }

  #startWait(start: number, round: number): void {
    const row = this.waits.add();
    const { columns } = this.waits;
    columns.ticket[row] = this.#row;
    columns.round[row] = round;
    columns.start[row] = start;
    columns.startAt[row] = this.#at;
    columns.end[row] = WaitEnd.open;
    this.#rounds = round;
    this.#wait = row;
    this.#holders.start(this.#at);
  }

  #endWait(end: number, answerer: number): void {
    const row = this.#wait;
    const { columns } = this.waits;
    this.#holders.settle(this.#at);
    const longest = this.#holders.longest();
    columns.endAt[row] = this.#at;
    columns.end[row] = end;
    columns.answerer[row] = answerer;
    columns.agent[row] = this.#holders.agents[longest]!;
    columns.team[row] = this.#holders.teams[longest]!;
    this.#wait = Absent.none;
  }

  #recordHolds(wait: number): void {
    const holders = this.#holders;
    let runs = false;
    for (let i = 0; i < holders.count; i++) {
      if (holders.agents[i] === holders.agent) runs = true;
      this.#addHold(
        wait,
        holders.agents[i]!,
        holders.teams[i]!,
        holders.heldMs[i]!,
        holders.agents[i] === holders.agent,
      );
    }
    if (!runs) this.#addHold(wait, holders.agent, holders.team, 0, true);
  }

  #addHold(wait: number, agent: number, team: number, heldMs: number, runs: boolean): void {
    const row = this.holds.add();
    const { columns } = this.holds;
    columns.wait[row] = wait;
    columns.agent[row] = agent;
    columns.team[row] = runs ? this.#holders.team : team;
    columns.heldMs[row] = heldMs;
    columns.sinceAt[row] = runs ? this.#holders.sinceAt : Number.NaN;
  }

  #requestHuman(trigger: number): number {
    const row = this.handoffs.add();
    const { columns } = this.handoffs;
    columns.ticket[row] = this.#row;
    columns.trigger[row] = trigger;
    columns.requestedAt[row] = this.#at;
    columns.end[row] = HandoffEnd.open;
    this.#handoff = row;
    return row;
  }

  /** `reached`: the actor, or nobody. */
  #endHandoff(end: number, reached: number): void {
    const row = this.#handoff;
    const { columns } = this.handoffs;
    columns.endAt[row] = this.#at;
    columns.end[row] = end;
    columns.reached[row] = reached;
    const byReacher = reached >= 0;
    columns.agent[row] = byReacher ? reached : this.#holders.agent;
    columns.team[row] = byReacher ? this.#actorTeam() : this.#holders.team;
    columns.employer[row] = byReacher ? this.#actorEmployer() : Absent.none;
    this.#handoff = Absent.none;
  }

  /** The ticket went into another one: its wait goes on there, and its closing is none. */
  #mergeAway(as: number): void {
    this.#merged = true;
    const ticket = this.#ticket;
    if (ticket.excluded === Exclusion.none) {
      this.#mergedAs = as;
      ticket.excluded = as;
      ticket.excludedBy = this.#kind === Kind.agent ? this.#person() : Absent.none;
    }
    if (this.#wait >= 0) this.#endWait(WaitEnd.merged, Absent.none);
    this.#time.close(this.#at);
    // Some exports close first and link afterwards, at the same instant: that closing was the merge.
    const closure = this.#closure;
    if (closure >= 0 && this.closures.columns.at[closure] === this.#at && isClosed(this.#phase)) {
      this.closures.columns.annulled[closure] = 1;
      this.closures.columns.cause[closure] = Cause.merge;
      const wait = this.waits.length - 1;
      const cutOff = wait >= this.#firstWait && this.waits.columns.endAt[wait] === this.#at;
      if (cutOff && this.waits.columns.end[wait] !== WaitEnd.answered) {
        this.waits.columns.end[wait] = WaitEnd.merged;
      }
    }
  }

  #close(phase: number, saidCause: number): void {
    const ticket = this.#ticket;
    if (this.#events === 1) {
      ticket.marks |= Mark.closedAtFirstSight;
      this.#time.leave(this.#at);
      return;
    }
    const kind = this.#kind;
    if (kind === Kind.bot) this.#seeMachine();
    const cause = saidCause === Cause.unknown ? causeOf(kind) : saidCause;
    const byCustomer = cause === Cause.customer;
    ticket.marks &= ~Mark.saidUnsolved; // a new closing is a new attempt
    const row = this.closures.add();
    const { columns } = this.closures;
    columns.ticket[row] = this.#row;
    columns.at[row] = this.#at;
    columns.cause[row] = cause;
    columns.closerKind[row] = kind;
    columns.closer[row] = this.#person();
    columns.phase[row] = phase;
    columns.byCustomer[row] = byCustomer ? 1 : 0;
    columns.confirmedBy[row] = this.#accepted;
    if (this.#accepted !== Confirmation.none) columns.confirmedAt[row] = this.#at;
    columns.reasons[row] = this.#reasonsAtClosing(cause);
    if (cause === Cause.inactivity) columns.inactiveIn[row] = this.#phase;
    this.#creditClosure(row, cause);
    if (!this.#repliedSinceReturn) ticket.marks |= Mark.reclosedWithoutReply;
    this.#repliedSinceReturn = true;
    if (this.#wait >= 0) this.#endWait(byCustomer ? WaitEnd.abandoned : WaitEnd.closedUnanswered, Absent.none);
    if (this.#handoff >= 0)
      this.#endHandoff(byCustomer ? HandoffEnd.abandoned : HandoffEnd.closedUnreached, Absent.none);
    if (byCustomer) {
      this.#mootPromises();
      this.#customerSpokeLast = false;
    }
    this.#time.close(this.#at);
    this.#closure = row;
    this.#customerSinceClosing = false;
    if (ticket.liableOwner >= 0) this.#outcomeDecided = true;
  }

  #reasonsAtClosing(cause: number): number {
    const ticket = this.#ticket;
    const askedFor = ticket.initiator === Initiator.customer || ticket.customerMessages > 0;
    const fromTheStart = (ticket.marks & Mark.noCreation) === 0;
    let reasons = this.#standingNo;
    if (this.#customerSpokeLast) reasons |= Reason.customerWaiting;
    // Where the log begins after the ticket, somebody may have answered before.
    if (!this.#replied && askedFor && fromTheStart) reasons |= Reason.noHumanReply;
    if (cause === Cause.inactivity && this.#customerSpokeLast) reasons |= Reason.inactivityWhileOurTurn;
    if (this.#handoff >= 0) reasons |= Reason.handoffPending;
    return reasons;
  }

  /** The closer; the holder where a rule, a machine or the customer closed it, or nobody is named. */
  #creditClosure(row: number, cause: number): void {
    const { columns } = this.closures;
    const kind = this.#kind;
    const person = this.#person();
    const byHand = cause !== Cause.rule && cause !== Cause.bot && cause !== Cause.customer;
    if (person >= 0 && byHand && (kind === Kind.agent || (kind === Kind.unknown && this.#holders.agent < 0))) {
      columns.agent[row] = person;
      const team = this.#actorTeam();
      columns.team[row] = team >= 0 || person !== this.#holders.agent ? team : this.#holders.team;
      columns.employer[row] = this.#actorEmployer();
    } else {
      columns.agent[row] = this.#holders.agent;
      columns.team[row] = this.#holders.team;
    }
  }

  #mootPromises(): void {
    const { columns } = this.promises;
    for (const row of this.#pendingPromises) {
      columns.end[row] = columns.dueAt[row]! >= this.#at ? PromiseEnd.moot : PromiseEnd.broken;
    }
    if (this.#pendingPromises.length > 0) this.#pendingPromises.length = 0;
  }

  #reopen(cause: number): void {
    const ticket = this.#ticket;
    const { columns } = this.closures;
    const kind = this.#kind;
    const person = this.#person();
    const byCustomer = cause === Cause.customer || kind === Kind.customer;
    const row = this.#closure;
    ticket.reopenings++;
    if (row >= 0 && Number.isNaN(columns.reopenedAt[row]!)) {
      columns.reopenedAt[row] = this.#at;
      columns.reopenHolder[row] = this.#holders.agent;
      const byCloser = !byCustomer && person >= 0 && person === columns.closer[row];
      if (byCloser && !this.#customerSinceClosing) {
        columns.annulled[row] = 1;
        if (kind === Kind.agent) ticket.selfReopenings++;
        const inWindow = this.#at - columns.at[row]! <= this.#policy.reopenWindow;
        if (!inWindow) this.#outcomeFinal ||= this.#outcomeDecided;
        if (!this.#outcomeFinal) this.#outcomeDecided = false;
      } else if (byCustomer) this.#refute(Signal.reopenedByCustomer, Refutation.reopenedByCustomer);
      else if (kind === Kind.agent && person >= 0 && !byCloser) {
        this.#refute(Signal.reopenedByColleague, Refutation.reopenedByColleague);
      } else if (byCloser) this.#refute(Signal.reopenedByCustomer, Refutation.reopenedByCustomer);
      else this.#refute(Signal.reopenedByUnknown, Refutation.reopenedByUnknown);
      if (columns.annulled[row] === 0) {
        this.#outcomeFinal = this.#outcomeDecided;
        this.#repliedSinceReturn = false;
        this.#accepted = Confirmation.none;
      }
    }
    if (byCustomer) {
      this.#accepted = Confirmation.none;
      this.#customerSpokeLast = true;
      if (this.#wait < 0) this.#startWait(WaitStart.reopened, this.#rounds + 1);
    }
  }

  #accept(by: number): void {
    this.#accepted = by;
    this.#standingNo = 0;
    const ticket = this.#ticket;
    ticket.marks |= Mark.saidSolved;
    ticket.marks &= ~Mark.saidUnsolved;
    const { columns } = this.closures;
    if (this.#closure >= 0 && isClosed(this.#phase) && columns.confirmedBy[this.#closure] === Confirmation.none) {
      columns.confirmedBy[this.#closure] = by;
      columns.confirmedAt[this.#closure] = this.#at;
    }
  }

  #unsolved(bitOfSignal: number, by: number): void {
    this.#accepted = Confirmation.none;
    this.#customerSinceClosing = true;
    const ticket = this.#ticket;
    ticket.marks |= Mark.saidUnsolved;
    ticket.marks &= ~Mark.saidSolved;
    if (this.#closure >= 0) this.#refute(bitOfSignal, by);
  }

  /** A sign that the last closure did not hold, if it comes within its window. */
  #refute(bitOfSignal: number, by: number): void {
    const row = this.#closure;
    const { columns } = this.closures;
    if (row < 0 || columns.annulled[row] === 1) return;
    if (this.#at - columns.at[row]! > this.#policy.reopenWindow) return;
    columns.signals[row]! |= bitOfSignal;
    if (columns.refutedBy[row] === Refutation.none) {
      columns.refutedBy[row] = by;
      columns.refutedAt[row] = this.#at;
    }
    const isReturn = by !== Refutation.rejected && by !== Refutation.saidUnsolved;
    if (!isReturn && Number.isNaN(columns.prematureAt[row]!)) columns.prematureAt[row] = this.#at;
    if (isReturn && columns.returnedBy[row] === Refutation.none) {
      columns.returnedBy[row] = by;
      columns.returnedAt[row] = this.#at;
    }
  }

  #addRating(): number {
    const row = this.ratings.add();
    this.ratings.columns.ticket[row] = this.#row;
    this.#creditRating(row);
    return row;
  }

  /** The agent of the closure that it follows; where it follows Absent.none, whoever replied last, else the holder. */
  #creditRating(row: number): void {
    const { columns } = this.ratings;
    const { columns: closures } = this.closures;
    const closure = this.#closure;
    columns.closure[row] = closure;
    if (closure >= 0) {
      columns.agent[row] = closures.agent[closure]!;
      columns.team[row] = closures.team[closure]!;
      columns.employer[row] = closures.employer[closure]!;
    } else if (this.#lastReplier >= 0) {
      columns.agent[row] = this.#lastReplier;
      columns.team[row] = this.#lastReplierTeam;
      columns.employer[row] = this.#lastReplierEmployer;
    } else {
      columns.agent[row] = this.#holders.agent;
      columns.team[row] = this.#holders.team;
    }
  }

  #answerSurvey(row: number, said: number, score: number): void {
    const { columns } = this.ratings;
    const { scores } = this.#log;
    this.#creditRating(row); // an answer follows the closure before it, wherever its offer stood
    columns.answeredAt[row] = this.#at;
    columns.saidSolved[row] = said;
    if (score >= 0) {
      const min = this.#scale === null ? scores.min[score]! : this.#scale.min;
      const max = this.#scale === null ? scores.max[score]! : this.#scale.max;
      const given = this.#smallScores === null ? scores.score[score]! : this.#smallScores[score]!;
      columns.rawScore[row] = given;
      columns.scaleMin[row] = min;
      columns.scaleMax[row] = max;
      columns.score[row] = (given - min) / (max - min);
    }
    // Answers come in the order of closures, so those of one closure follow each other.
    const before = this.#lastAnswer;
    const again = before >= 0 && columns.closure[before] === columns.closure[row];
    columns.answerNumber[row] = again ? columns.answerNumber[before]! + 1 : 1;
    if (again) columns.latest[before] = 0;
    columns.latest[row] = 1;
    this.#lastAnswer = row;
    if (said === 2) this.#accept(Confirmation.saidSolved);
    else if (said === 1) {
      this.#unsolved(Signal.saidUnsolved, Refutation.saidUnsolved);
      this.#standingNo |= Reason.saidUnsolved;
    }
  }

  #suppression(reasonValue: number): number {
    if (reasonValue < 0) return suppression.none;
    const text = this.#log.dictionaries.values.decode(reasonValue)!;
    return Object.hasOwn(suppression, text) ? suppression[text as keyof typeof suppression] : suppression.other;
  }

  /** Without assignments the first human replier holds; what had ended before he turned up was nobody's. */
  #creditFirstReplier(): void {
    const credit = (
      columns: { agent: Int32Array; team: Int32Array; employer: Int32Array },
      row: number,
      endedAt: number,
    ) => {
      if (columns.agent[row]! >= 0 || endedAt < this.#firstReplyAt) return;
      columns.agent[row] = this.#firstReplier;
      columns.team[row] = this.#firstReplierTeam;
      columns.employer[row] = this.#firstReplierEmployer;
    };
    const { waits, closures, handoffs, promises, ratings } = this;
    for (let row = this.#firstWait; row < waits.length; row++) credit(waits.columns, row, waits.columns.endAt[row]!);
    for (let row = this.#firstClosure; row < closures.length; row++) {
      credit(closures.columns, row, closures.columns.at[row]!);
    }
    for (let row = this.#firstHandoff; row < handoffs.length; row++) {
      credit(handoffs.columns, row, handoffs.columns.endAt[row]!);
    }
    for (let row = this.#firstPromise; row < promises.length; row++) {
      credit(promises.columns, row, promises.columns.madeAt[row]!);
    }
    for (let row = this.#firstRating; row < ratings.length; row++) {
      const closure = ratings.columns.closure[row]!;
      if (closure < 0) continue;
      ratings.columns.agent[row] = closures.columns.agent[closure]!;
      ratings.columns.team[row] = closures.columns.team[closure]!;
      ratings.columns.employer[row] = closures.columns.employer[closure]!;
    }
  }

  #creditTicket(): void {
    const { columns } = this.tickets;
    const { columns: closures } = this.closures;
    let last = Absent.none;
    let counted = 0;
    for (let row = this.#firstClosure; row < this.closures.length; row++) {
      if (closures.annulled[row] === 1) continue;
      if (counted++ === 0) columns.firstClosedAt[this.#row] = closures.at[row]!;
      last = row;
    }
    columns.closures[this.#row] = counted;
    if (last < 0) {
      columns.agent[this.#row] = columns.holder[this.#row]!;
      columns.team[this.#row] = columns.holderTeam[this.#row]!;
      columns.employer[this.#row] = columns.holderEmployer[this.#row]!;
      return;
    }
    columns.lastClosedAt[this.#row] = closures.at[last]!;
    columns.agent[this.#row] = closures.agent[last]!;
    columns.team[this.#row] = closures.team[last]!;
    columns.employer[this.#row] = closures.employer[last]!;
  }
}

/** Numbers of the names of fields that stand for a column of tickets; -1 where the log has none. */
function namesOf({ dictionaries: { names } }: EventLog) {
  return { category: names.find("category"), priority: names.find("priority"), channel: names.find("channel") };
}

function commonScale({ scores }: EventLog): { min: number; max: number } | null {
  const [min, max] = [scores.min[0], scores.max[0]];
  if (min === undefined || max === undefined) return null;
  // Typed arrays hand each number to a callback in a box of its own.
  for (let i = 1; i < scores.length; i++) if (scores.min[i] !== min || scores.max[i] !== max) return null;
  return { min, max };
}

/** The numbers in a byte each; `null` where one does not go in. */
function inBytes(numbers: Float64Array): Uint8Array | null {
  const small = new Uint8Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    small[i] = numbers[i]!;
    if (!Object.is(small[i], numbers[i])) return null;
  }
  return small;
}

function turnOf(kind: number, origin: number, intent: number): number {
  if (kind === Kind.customer) return intent === Intent.gratitude ? Turn.thanks : Turn.customer;
  if (kind === Kind.bot) return Turn.bot;
  if (kind === Kind.system) return Turn.system;
  if (kind === Kind.unknown) return Turn.unknown;
  if (origin === Origin.unstated || origin === Origin.human) return Turn.agent;
  return origin === Origin.assisted || origin === Origin.template ? Turn.assisted : Turn.machine;
}

function causeOf(kind: number): number {
  if (kind === Kind.agent) return Cause.agent;
  if (kind === Kind.customer) return Cause.customer;
  if (kind === Kind.bot) return Cause.bot;
  if (kind === Kind.system) return Cause.rule;
  return Cause.unknown;
}

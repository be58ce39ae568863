import { Absent, Exclusion, Initiator, Mark } from "./codes.ts";
import type { TableBuilder } from "./columns.ts";
import type { ticketColumns } from "./tables.ts";

/**
 * What the fold knows so far of the ticket at hand, under the names of the columns: cells that many events change are written into
 * their columns once, when all events have been seen.
 */
export class TicketRow {
  requester = Absent.none;
  createdAt = Number.NaN;
  firstEventAt = Number.NaN;
  initiator: number = Initiator.unknown;
  channel = Absent.none;
  category = Absent.none;
  priority = Absent.none;
  excluded: number = Exclusion.none;
  excludedBy = Absent.none;
  marks: number = Mark.noCreation;
  customerMessages = 0;
  humanReplies = 0;
  otherReplies = 0;
  botMessages = 0;
  internalNotes = 0;
  updates = 0;
  transfers = 0;
  reopenings = 0;
  selfReopenings = 0;
  firstReplyAt = Number.NaN;
  firstEscalatedAt = Number.NaN;
  escalations = 0;
  firstAssignedAt = Number.NaN;
  liableOwner = Absent.none;
  lastOwner = Absent.none;
  handedOver = 0;

  /** A ticket of which nothing is known but its first event. */
  begin(at: number): void {
    this.requester = Absent.none;
    this.createdAt = Number.NaN;
    this.firstEventAt = at;
    this.initiator = Initiator.unknown;
    this.channel = Absent.none;
    this.category = Absent.none;
    this.priority = Absent.none;
    this.excluded = Exclusion.none;
    this.excludedBy = Absent.none;
    this.marks = Mark.noCreation;
    this.customerMessages = 0;
    this.humanReplies = 0;
    this.otherReplies = 0;
    this.botMessages = 0;
    this.internalNotes = 0;
    this.updates = 0;
    this.transfers = 0;
    this.reopenings = 0;
    this.selfReopenings = 0;
    this.firstReplyAt = Number.NaN;
    this.firstEscalatedAt = Number.NaN;
    this.escalations = 0;
    this.firstAssignedAt = Number.NaN;
    this.liableOwner = Absent.none;
    this.lastOwner = Absent.none;
    this.handedOver = 0;
  }

  writeTo({ columns }: TableBuilder<typeof ticketColumns>, row: number): void {
    columns.requester[row] = this.requester;
    columns.createdAt[row] = this.createdAt;
    columns.firstEventAt[row] = this.firstEventAt;
    columns.initiator[row] = this.initiator;
    columns.channel[row] = this.channel;
    columns.category[row] = this.category;
    columns.priority[row] = this.priority;
    columns.excluded[row] = this.excluded;
    columns.excludedBy[row] = this.excludedBy;
    columns.marks[row] = this.marks;
    columns.customerMessages[row] = this.customerMessages;
    columns.humanReplies[row] = this.humanReplies;
    columns.otherReplies[row] = this.otherReplies;
    columns.botMessages[row] = this.botMessages;
    columns.internalNotes[row] = this.internalNotes;
    columns.updates[row] = this.updates;
    columns.transfers[row] = this.transfers;
    columns.reopenings[row] = this.reopenings;
    columns.selfReopenings[row] = this.selfReopenings;
    columns.firstReplyAt[row] = this.firstReplyAt;
    columns.firstEscalatedAt[row] = this.firstEscalatedAt;
    columns.escalations[row] = this.escalations;
    columns.firstAssignedAt[row] = this.firstAssignedAt;
    columns.liableOwner[row] = this.liableOwner;
    columns.lastOwner[row] = this.lastOwner;
    columns.handedOver[row] = this.handedOver;
  }
}

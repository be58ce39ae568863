import type { VendorFrame } from "./vendor-frame.ts";
import type { VendorRecord } from "./vendor-records.ts";
import { textOf } from "./vendor-values.ts";

interface RoleChange {
  atMs: number;
  from: boolean;
  to: boolean;
}

/** Somebody who was staff from the first to the last of these moments, unless the ticket is his own. */
interface Doubt {
  ticket: string;
  id: string;
  firstMs: number;
  lastMs: number;
}

interface Account {
  /** Present role, known to hold since `since`. */
  isStaff?: boolean;
  since?: number;
  /** When he was first and last seen to do what only staff can. */
  firstSeen?: number;
  lastSeen?: number;
  changes: RoleChange[];
}

/**
 * Knows what somebody was at a moment, never by his present role alone: by the ticket (its requester), by the account's log of
 * role changes, by his present role for as long as his account has not been touched, and by what only staff can do.
 */
export class ZendeskPeople {
  readonly #frame: VendorFrame;
  readonly #agents: ReadonlySet<string>;
  readonly #accounts = new Map<string, Account>();
  /** Mostly one; a ticket can change hands. */
  readonly #requesters = new Map<string, string | string[]>();
  readonly #doubts = new Map<string, Doubt>();

  constructor(frame: VendorFrame, agents: readonly string[]) {
    this.#frame = frame;
    this.#agents = new Set(agents);
  }

  /** Learns a present role from a row of users. */
  learnUser({ value }: VendorRecord): void {
    const id = textOf(value, "id", "user_id");
    const role = textOf(value, "role");
    if (id === undefined || role === undefined) return;
    const account = this.#account(id);
    account.isStaff = isStaffRole(role);
    const since = this.#frame.peekTime(textOf(value, "updated_at")).atMs;
    if (since !== null) account.since = Math.max(account.since ?? since, since);
  }

  /** Learns from a row of the account's audit log; `false` where it says nothing about a role. */
  learnRoleChange({ value }: VendorRecord): boolean {
    const id = textOf(value, "source_id");
    const text = textOf(value, "change_description") ?? "";
    const change = /(?:^|\n|\\n)(?:Support )?role changed from (.+?) to (.+?)(?:\n|\\n|$)/i.exec(text);
    const at = this.#frame.peekTime(textOf(value, "created_at")).atMs;
    if (change === null || id === undefined || at === null || textOf(value, "source_type") !== "user") return false;
    this.#account(id).changes.push({ atMs: at, from: isStaffRole(change[1]!), to: isStaffRole(change[2]!) });
    this.#account(id).changes.sort((a, b) => a.atMs - b.atMs);
    return true;
  }

  learnRequester(ticket: string, id: string): void {
    const known = this.#requesters.get(ticket);
    if (known === undefined) this.#requesters.set(ticket, id);
    else if (!this.isRequester(ticket, id)) this.#requesters.set(ticket, [known, id].flat());
  }

  /** Learns that somebody did, or was given, what only staff can. */
  learnStaff(id: string | undefined, atMs: number | null): void {
    if (id === undefined || atMs === null || id === "-1") return;
    const account = this.#account(id);
    account.firstSeen = Math.min(account.firstSeen ?? atMs, atMs);
    account.lastSeen = Math.max(account.lastSeen ?? atMs, atMs);
  }

  /** Learns that somebody did what only staff can to other people's tickets; whose this one is may be known later. */
  learnStaffUnlessRequester(ticket: string, id: string | undefined, atMs: number | null): void {
    if (id === undefined || atMs === null || this.isRequester(ticket, id)) return;
    const { firstSeen, lastSeen } = this.#account(id);
    if (firstSeen !== undefined && lastSeen !== undefined && firstSeen <= atMs && atMs <= lastSeen) return;
    const name = JSON.stringify([ticket, id]);
    const known = this.#doubts.get(name);
    if (known === undefined) this.#doubts.set(name, { ticket, id, firstMs: atMs, lastMs: atMs });
    else {
      known.firstMs = Math.min(known.firstMs, atMs);
      known.lastMs = Math.max(known.lastMs, atMs);
    }
  }

  /** To be called when all requesters are known. */
  conclude(): void {
    for (const { ticket, id, firstMs, lastMs } of this.#doubts.values()) {
      if (this.isRequester(ticket, id)) continue;
      this.learnStaff(id, firstMs);
      this.learnStaff(id, lastMs);
    }
    this.#doubts.clear();
  }

  isRequester(ticket: string, id: string | undefined): boolean {
    const known = id === undefined ? undefined : this.#requesters.get(ticket);
    return known !== undefined && (known === id || (typeof known === "object" && known.includes(id!)));
  }

  /** Who acted on a ticket at a moment. */
  actor(ticket: string, id: string | undefined, atMs: number | null) {
    return this.#frame.actor(this.#kind(ticket, id, atMs), id);
  }

  #kind(ticket: string, id: string | undefined, atMs: number | null): string {
    if (id === undefined) return "unknown";
    if (id === "-1" || id === "0") return "system";
    if (this.isRequester(ticket, id)) return "customer";
    if (this.#agents.has(id)) return "agent";
    const isStaff = atMs === null ? null : wasStaff(this.#accounts.get(id), atMs);
    return isStaff === null ? "unknown" : isStaff ? "agent" : "customer";
  }

  #account(id: string): Account {
    const account = this.#accounts.get(id) ?? { changes: [] };
    this.#accounts.set(id, account);
    return account;
  }
}

/** Whether somebody belonged to the staff; `null` where nothing says so. */
function wasStaff(account: Account | undefined, atMs: number): boolean | null {
  if (account === undefined) return null;
  const { changes, isStaff, since, firstSeen, lastSeen } = account;
  const last = changes.findLast((change) => change.atMs <= atMs);
  if (last !== undefined) return last.to;
  if (changes[0] !== undefined) return changes[0].from;
  if (isStaff !== undefined && since !== undefined && since <= atMs) return isStaff;
  if (firstSeen === undefined || lastSeen === undefined || atMs < firstSeen) return null;
  return atMs <= lastSeen || isStaff !== false ? true : null;
}

function isStaffRole(role: string): boolean {
  return !/^(end[- ]?users?|not set|none|)$/i.test(role.trim());
}

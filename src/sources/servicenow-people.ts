import type { SourceRow } from "./source.ts";
import { TextSet } from "./text-set.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { textOf } from "./vendor-values.ts";

const noIncident = "\u0000";

/**
 * Knows who is who in ServiceNow's tables, where one person goes by a user name in the log of changes, by an identifier in
 * references and by a name on screen. The caller of an incident is its customer; agents are told by what only they do.
 */
export class ServiceNowPeople {
  readonly #frame: VendorFrame;
  readonly #userNames = new Map<string, string>();
  readonly #staff = new Set<string>();
  /** By incident, the place of its caller as he was given. Rows that name no incident go under a name that none has. */
  readonly #incidents = new TextSet();
  readonly #callers = new TextSet();
  #callerOf = new Uint32Array(1 << 10);

  constructor(frame: VendorFrame, agents: readonly string[]) {
    this.#frame = frame;
    for (const id of agents) this.#staff.add(id);
  }

  /** Learns the names of an account from a row of users. */
  learnUser(value: SourceRow): void {
    const userName = textOf(value, "user_name");
    if (userName === undefined) return;
    for (const name of [textOf(value, "sys_id"), textOf(value, "name")]) {
      // A name that two people have is nobody's.
      if (name === undefined) continue;
      const known = this.#userNames.get(name) ?? userName;
      this.#userNames.set(name, known === userName ? userName : name);
    }
  }

  /** The user name of somebody, as far as the export tells it; else the name that he is given. */
  nameOf(given: string | undefined): string | undefined {
    return given === undefined ? undefined : (this.#userNames.get(given) ?? given);
  }

  /** His name is looked up when all users are known. */
  learnCaller(incident: string | undefined, given: string | undefined): void {
    if (given === undefined) return;
    const place = this.#incidents.add(incident ?? noIncident);
    if (place >= this.#callerOf.length) {
      const wider = new Uint32Array(place * 2);
      wider.set(this.#callerOf);
      this.#callerOf = wider;
    }
    this.#callerOf[place] = this.#callers.add(given);
  }

  #callerName(incident: string | undefined): string | undefined {
    const place = this.#incidents.find(incident ?? noIncident);
    return place < 0 ? undefined : this.nameOf(this.#callers.text(this.#callerOf[place]!));
  }

  /** Learns that somebody did, or was given, what only agents can; customers work on their own incidents at times. */
  learnStaff(incident: string | undefined, given: string | undefined): void {
    const name = this.nameOf(given);
    if (name !== undefined && !isSystem(name) && this.#callerName(incident) !== name) this.#staff.add(name);
  }

  /** Who acted on an incident. */
  actor(incident: string | undefined, given: string | undefined): { kind: string; id?: string } {
    const name = this.nameOf(given);
    if (name === undefined) return { kind: "unknown" };
    if (isSystem(name)) return this.#frame.actor("system", undefined);
    if (this.#callerName(incident) === name) return this.#frame.actor("customer", name);
    return this.#frame.actor(this.#staff.has(name) ? "agent" : "unknown", name);
  }
}

/** The accounts under which the platform itself acts. */
function isSystem(name: string): boolean {
  return /^(system|guest|maint)$/i.test(name);
}

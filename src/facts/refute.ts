import type { Policy } from "../schemas/policy.ts";
import { Refutation } from "./codes.ts";
import type { Closures } from "./tables.ts";

/** Writes signals from other tickets into the closures that they refute. */
export class ClosureRefuter {
  readonly #closures: Closures;
  readonly #windowMs: number;

  constructor(closures: Closures, policy: Policy) {
    this.#closures = closures;
    this.#windowMs = policy.reopenWindow;
  }

  /** Whether an instant lies in a closure's window, both bounds included. */
  covers(closure: number, at: number): boolean {
    const elapsedMs = at - this.#closures.at[closure]!;
    return elapsedMs >= 0 && elapsedMs <= this.#windowMs;
  }

  refute(closure: number, at: number, by: number, ticket: number): void {
    const closures = this.#closures;
    if (!this.covers(closure, at) || closures.annulled[closure] === 1) return;
    closures.signals[closure]! |= 1 << by;
    if (!(closures.refutedAt[closure]! <= at)) {
      closures.refutedAt[closure] = at;
      closures.refutedBy[closure] = by;
      closures.refutingTicket[closure] = ticket;
    }
    if (by !== Refutation.rejected && by !== Refutation.saidUnsolved && !(closures.returnedAt[closure]! <= at)) {
      closures.returnedAt[closure] = at;
      closures.returnedBy[closure] = by;
    }
  }
}

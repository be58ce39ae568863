import { Absent, Exclusion, Relation } from "./codes.ts";
import type { Links, Tickets } from "./tables.ts";

/** Which ticket went into which by a merger, and when: of several mergers of one ticket the last counts. */
export class Mergers {
  readonly #links: Links;
  /** By ticket, the link that says so; none where it was not merged. */
  readonly #linkOf: Int32Array;
  /** By link, the row of the other ticket; none where that is out of sight. */
  readonly #others: Int32Array;

  /** `others`: by link, the row of the ticket that it names; -1 out of sight. The links must be in the order of their tickets. */
  constructor(tickets: Tickets, links: Links, others: Int32Array) {
    this.#links = links;
    this.#others = others.slice();
    this.#linkOf = new Int32Array(tickets.length).fill(Absent.none);
    const { relation, ticket } = links;
    for (let link = 0; link < links.length; link++) {
      const isMerger = relation[link] === Relation.mergedInto || relation[link] === Relation.duplicateOf;
      if (isMerger) this.#linkOf[ticket[link]!] = link;
    }
    this.#breakCircles(tickets);
  }

  /** Where a ticket went; -1 nowhere, or out of sight. The one left of a circle goes on in itself. */
  into(ticket: number): number {
    const link = this.#linkOf[ticket]!;
    return link < 0 ? Absent.none : this.#others[link]!;
  }

  /** When it went there, or out of sight; NaN where it did not. */
  at(ticket: number): number {
    const link = this.#linkOf[ticket]!;
    return link < 0 ? Number.NaN : this.#links.at[link]!;
  }

  /** Where the chain of a ticket's mergers ends; -1 where it has none, or leads out of sight. */
  end(ticket: number): number {
    let end = this.into(ticket);
    if (end < 0 || end === ticket) return Absent.none;
    while (this.into(end) >= 0 && this.into(end) !== end) end = this.into(end);
    const outOfSight = this.into(end) !== end && this.#linkOf[end]! >= 0;
    return outOfSight ? Absent.none : end;
  }

  /**
   * Lets one ticket of each circle of mergers go into itself, and counts it again: that merged first, since the later mergers show
   * that it was there again.
   */
  #breakCircles(tickets: Tickets): void {
    const { ticket } = this.#links;
    const seenFrom = new Int32Array(this.#links.length).fill(Absent.none);
    for (let link = 0; link < this.#links.length; link++) {
      const start = ticket[link]!;
      if (this.#linkOf[start] !== link) continue;
      let row = start;
      while (row >= 0 && this.#linkOf[row]! >= 0 && seenFrom[this.#linkOf[row]!]! < 0) {
        seenFrom[this.#linkOf[row]!] = start;
        row = this.into(row);
      }
      if (row < 0 || this.#linkOf[row]! < 0 || seenFrom[this.#linkOf[row]!] !== start) continue;
      const first = this.#firstOfCircle(row);
      this.#others[this.#linkOf[first]!] = first;
      const excluded = tickets.excluded[first];
      if (excluded !== Exclusion.merged && excluded !== Exclusion.duplicate) continue;
      tickets.excluded[first] = Exclusion.none;
      tickets.excludedBy[first] = Absent.none;
    }
  }

  /** The ticket of a circle that was merged first; of several at one instant that which began first. */
  #firstOfCircle(row: number): number {
    let first = row;
    for (let member = this.into(row); member !== row; member = this.into(member)) {
      if (this.at(member) < this.at(first) || (this.at(member) === this.at(first) && member < first)) first = member;
    }
    return first;
  }
}

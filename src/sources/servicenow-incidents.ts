import { TextSet } from "./text-set.ts";

/** The numbers of incidents by what the log of changes names them by. */
export class ServiceNowIncidents {
  readonly #keys = new TextSet();
  readonly #numbers = new TextSet();
  /** By key, the place of its number. */
  #numberOf = new Uint32Array(1 << 10);

  /**
   * What is said last counts.
   * @param key the incident's identifier, or its number where it has none
   */
  learn(key: string, number: string | undefined): void {
    const place = this.#keys.add(key);
    if (place >= this.#numberOf.length) {
      const wider = new Uint32Array(place * 2);
      wider.set(this.#numberOf);
      this.#numberOf = wider;
    }
    this.#numberOf[place] = this.#numbers.add(number ?? "");
  }

  /** The number of a document, which is named by its identifier, or on screen as "Incident: INC0010001". */
  named(key: string): string {
    const place = this.#keys.find(key);
    const number = place < 0 ? "" : this.#numbers.text(this.#numberOf[place]!);
    if (number !== "") return number;
    return /\b[A-Z]{2,8}\d{4,}\b/.exec(key)?.[0] ?? key;
  }
}

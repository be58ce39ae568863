/** Somebody, as messages know him. */
interface Person {
  kind: string;
  id?: string;
}

/** Finds people by the names that activity messages call them; a name that several people have finds nobody. */
export class ChatwootNames {
  readonly #people = new Map<string, Person | null>();

  learn(name: string | undefined, person: Person): void {
    if (name === undefined || person.id === undefined) return;
    const known = this.#people.get(name);
    const isSame = known === undefined || (known?.id === person.id && known.kind === person.kind);
    this.#people.set(name, isSame ? person : null);
  }

  find(name: string | undefined): Person | null {
    return name === undefined ? null : (this.#people.get(name) ?? null);
  }
}

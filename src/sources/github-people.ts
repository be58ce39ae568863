import type { SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import type { VendorRecord } from "./vendor-records.ts";
import { objectOf, textOf, truthOf } from "./vendor-values.ts";

/** Whose answer counts as the desk's. */
export type GitHubRepliers = "staff" | "anyoneElse";

/** Somebody on GitHub, as far as a row names him. */
export interface GitHubPerson {
  /** The login where it is known anywhere in the export, else the account's number. */
  id: string | undefined;
  isBot: boolean;
}

/** Somebody as a row names him, before all logins are known. */
interface NamedPerson {
  login: string | undefined;
  account: string | undefined;
  isBot: boolean;
}

const staffAssociations = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** What only somebody with triage rights can do to another one's issue. */
const triage = new Set([
  "closed",
  "reopened",
  "labeled",
  "unlabeled",
  "assigned",
  "unassigned",
  "milestoned",
  "locked",
]);

/** Knows who is who: logins by account, and who was seen to do what only staff can. */
export class GitHubPeople {
  readonly #logins = new Map<string, string>();
  readonly #staff = new Set<string>();
  /** Of issues that were seen; forgotten when all are. */
  readonly #authors = new Map<string, NamedPerson>();
  readonly #triagers = new Map<string, { ticket: string; person: NamedPerson }>();
  readonly #repliers: GitHubRepliers | undefined;
  readonly #frame: VendorFrame;

  constructor(frame: VendorFrame, repliers: GitHubRepliers | undefined) {
    this.#frame = frame;
    this.#repliers = repliers;
  }

  /** Learns which login belongs to which account number; tables name some people by one, some by the other. */
  learnLogins({ value }: VendorRecord): void {
    for (const role of ["creator", "assignee"]) {
      const account = accountOf(value, `${role}_id`);
      const login = textOf(value, `${role}_name`);
      if (account !== undefined && login !== undefined) this.#logins.set(account, login);
    }
  }

  learnAuthor(ticket: string, row: SourceRow): void {
    this.#authors.set(ticket, namedPerson(row, authorRole(row)));
  }

  /** Learns from an event of an issue; whose the issue is, and what login an account has, may be known later. */
  learnActor(ticket: string, event: string, row: SourceRow): void {
    if (!triage.has(event)) return;
    const person = namedPerson(row, actorRole(row));
    if (!person.isBot) this.#triagers.set(JSON.stringify([ticket, person.login, person.account]), { ticket, person });
  }

  /** To be called when all rows were seen: who triaged an issue that is not his own is of the staff. */
  conclude(): void {
    for (const { ticket, person } of this.#triagers.values()) {
      const { id, isBot } = this.#known(person);
      const author = this.#authors.get(ticket);
      const authorId = author === undefined ? undefined : this.#known(author).id;
      if (id !== undefined && !isBot && id !== authorId) this.#staff.add(id);
    }
    this.#triagers.clear();
    this.#authors.clear();
  }

  author(row: SourceRow): GitHubPerson {
    return this.person(row, authorRole(row));
  }

  /** Who did what an event tells. */
  actorOf(row: SourceRow): GitHubPerson {
    return this.person(row, actorRole(row));
  }

  /** @param role the field with the account: user, actor, creator, author, account */
  person(row: SourceRow, role: string): GitHubPerson {
    return this.#known(namedPerson(row, role));
  }

  #known({ login, account, isBot }: NamedPerson): GitHubPerson {
    const known = login ?? (account === undefined ? undefined : this.#logins.get(account));
    return { id: known ?? account, isBot: isBot || /\[bot\]$/.test(known ?? "") };
  }

  /** What somebody is who wrote in, or acted on, an issue of this author. */
  actor(person: GitHubPerson, author: string | undefined, association: string | undefined) {
    return this.#frame.actor(this.#kind(person, author, association), person.id);
  }

  /** Whether nothing but the export's silence makes a person one of the desk. */
  isPresumed(person: GitHubPerson, author: string | undefined, association: string | undefined): boolean {
    const { id } = person;
    if (id === undefined || id === author || person.isBot || this.#frame.isAutomatic(id)) return false;
    return this.#repliers === undefined && association === undefined && !this.#staff.has(id);
  }

  #kind({ id, isBot }: GitHubPerson, author: string | undefined, association: string | undefined): string {
    if (isBot) return "bot";
    if (id === undefined) return "unknown";
    if (id === author) return "customer";
    if (this.#staff.has(id) || staffAssociations.has(association ?? "")) return "agent";
    const anyone = this.#repliers === "anyoneElse" || (this.#repliers === undefined && association === undefined);
    return anyone ? "agent" : "unknown";
  }
}

function namedPerson(row: SourceRow, role: string): NamedPerson {
  const user = objectOf(row, role) ?? {};
  return {
    login: textOf(user, "login") ?? textOf(row, `${role}_username`, `${role}_name`),
    account: accountOf(row, `${role}_id`) ?? textOf(user, "id"),
    isBot: textOf(user, "type") === "Bot" || truthOf(user, "is_bot") === true,
  };
}

const authorRole = (row: SourceRow) => (objectOf(row, "user") === undefined ? "creator" : "user");
const actorRole = (row: SourceRow) => (objectOf(row, "actor") === undefined ? "author" : "actor");

/** The number in an account's id: "github:GithubAccount:1:8605102" is 8605102. */
function accountOf(row: SourceRow, name: string): string | undefined {
  return textOf(row, name)?.replace(/^.*:/, "");
}

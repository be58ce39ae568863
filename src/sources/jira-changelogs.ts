import { historiesOf } from "./jira-fields.ts";
import type { JiraPeople } from "./jira-people.ts";
import { jiraNotes } from "./jira-words.ts";
import type { SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import type { VendorRecord } from "./vendor-records.ts";
import { objectsOf, textOf } from "./vendor-values.ts";

/** An issue's key and reporter, of which an export may hold several. */
interface KnownIssue {
  ticket: string | undefined;
  reporter: string | undefined;
}

/** Knows to which issues changelogs belong that were fetched for many issues at once: these name them by another id. */
export class JiraChangelogs {
  readonly #frame: VendorFrame;
  readonly #people: JiraPeople;
  readonly #issues = new Map<string | undefined, KnownIssue | KnownIssue[]>();
  /** Who held an issue by its changelog; its reporter may be known later. */
  readonly #holders = new Map<string | undefined, Set<string>>();

  constructor(frame: VendorFrame, people: JiraPeople) {
    this.#frame = frame;
    this.#people = people;
  }

  learnIssue(value: SourceRow, reporter: string | undefined): void {
    const id = textOf(value, "id");
    const ticket = textOf(value, "key");
    const known = this.#issuesOf(id);
    if (known.some((issue) => issue.ticket === ticket && issue.reporter === reporter)) return;
    const issue = { ticket, reporter };
    this.#issues.set(id, known.length === 0 ? issue : [...known, issue]);
  }

  learn(changelog: SourceRow): void {
    const id = textOf(changelog, "issueId");
    for (const holder of assigneesIn(objectsOf(changelog, "changeHistories"))) {
      if (holder === undefined) continue;
      const known = this.#holders.get(id);
      if (known === undefined) this.#holders.set(id, new Set([holder]));
      else known.add(holder);
    }
  }

  /** To be called when all issues are known. */
  conclude(): void {
    for (const [id, holders] of this.#holders) {
      for (const { reporter } of this.#issuesOf(id))
        for (const holder of holders) if (holder !== reporter) this.#people.learnStaff(holder);
    }
    this.#holders.clear();
  }

  note({ number, value }: VendorRecord): void {
    const id = textOf(value, "issueId");
    if (this.#issues.has(id)) this.#frame.notes.add(jiraNotes.changelogRead, number);
    else this.#frame.notes.add(jiraNotes.changelogOfNone, number, id);
  }

  ticketsOf(changelog: SourceRow): (string | undefined)[] {
    return [...new Set(this.#issuesOf(textOf(changelog, "issueId")).map(({ ticket }) => ticket))];
  }

  #issuesOf(id: string | undefined): KnownIssue[] {
    return [this.#issues.get(id) ?? []].flat();
  }
}

/** To whom changes gave an issue, and from whom. */
export function assigneesIn(histories: readonly SourceRow[]): (string | undefined)[] {
  return histories
    .flatMap((history) => objectsOf(history, "items"))
    .flatMap((item) => (textOf(item, "field") === "assignee" ? [textOf(item, "from"), textOf(item, "to")] : []));
}

/** Issues with the changes that changelogs apart from them tell. */
export function withChangelogs<Issue extends VendorRecord>(
  issues: readonly Issue[],
  changelogs: readonly VendorRecord[],
): Issue[] {
  if (changelogs.length === 0) return [...issues];
  const byIssue = new Map<string | undefined, SourceRow[]>();
  for (const { value } of changelogs) {
    const id = textOf(value, "issueId");
    const known = byIssue.get(id) ?? [];
    known.push(...objectsOf(value, "changeHistories"));
    byIssue.set(id, known);
  }
  return issues.map((issue) => {
    const more = byIssue.get(textOf(issue.value, "id"));
    if (more === undefined) return issue;
    return { ...issue, value: { ...issue.value, changelog: { histories: [...historiesOf(issue.value), ...more] } } };
  });
}

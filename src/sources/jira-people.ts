import type { SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { textOf } from "./vendor-values.ts";

/**
 * Knows who is who in an issue: customers of a portal and apps by the type of their account, the reporter by the issue, and
 * agents by what only they do (hold an issue, comment internally). Everybody else is unknown.
 */
export class JiraPeople {
  readonly #frame: VendorFrame;
  readonly #staff: Set<string>;

  constructor(frame: VendorFrame, agents: readonly string[]) {
    this.#frame = frame;
    this.#staff = new Set(agents);
  }

  learnStaff(id: string | undefined): void {
    if (id !== undefined) this.#staff.add(id);
  }

  /** @param role the field with the account */
  actor(row: SourceRow, role: string, reporter: string | undefined): { kind: string; id?: string } {
    const id = accountOf(row, role);
    const type = textOf(row, `${role}.accountType`);
    if (id === undefined) return { kind: "unknown" };
    if (type === "app") return this.#frame.actor("system", id);
    if (id === reporter || type === "customer") return this.#frame.actor("customer", id);
    return this.#frame.actor(this.#staff.has(id) ? "agent" : "unknown", id);
  }
}

/** Cloud knows accounts by id, a data centre by key or name. */
export function accountOf(row: SourceRow, role: string): string | undefined {
  return textOf(row, `${role}.accountId`, `${role}.key`, `${role}.name`);
}

/** Who holds a ticket, and for how long each held it since the current wait began. The queue is agent -1. */
export class Holders {
  agent = -1;
  team = -1;
  /** Agents since the wait began, in order of their first turn. */
  readonly agents: number[] = [];
  readonly teams: number[] = [];
  readonly heldMs: number[] = [];
  /** Since when the present holder holds it, within the wait. */
  sinceAt = 0;

  reset(team: number): void {
    this.agent = -1;
    this.team = team;
    this.#clear();
  }

  /** A wait begins. */
  start(at: number): void {
    this.#clear();
    this.sinceAt = at;
  }

  /** The ticket moves, inside a wait or outside one. */
  move(agent: number, team: number, at: number): void {
    this.settle(at);
    this.agent = agent;
    this.team = team;
  }

  /** Books the present holder's time up to `at`. */
  settle(at: number): void {
    let index = this.agents.indexOf(this.agent);
    if (index < 0) {
      index = this.agents.length;
      this.agents.push(this.agent);
      this.teams.push(this.team);
      this.heldMs.push(0);
    }
    this.heldMs[index]! += at - this.sinceAt;
    this.teams[index] = this.team;
    this.sinceAt = at;
  }

  /** Position of whoever held it longest; the earlier of two equals. */
  longest(): number {
    let best = 0;
    for (let i = 1; i < this.heldMs.length; i++) if (this.heldMs[i]! > this.heldMs[best]!) best = i;
    return best;
  }

  #clear(): void {
    this.agents.length = 0;
    this.teams.length = 0;
    this.heldMs.length = 0;
  }
}

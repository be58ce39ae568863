/** Who holds a ticket, and for how long each held it since the current wait began. The queue is agent -1. */
export class Holders {
  agent = -1;
  team = -1;
  /** How many held it since the wait began; what the arrays hold beyond that is of earlier waits. */
  count = 0;
  /** Agents since the wait began, in order of their first turn. */
  readonly agents: number[] = [];
  readonly teams: number[] = [];
  readonly heldMs: number[] = [];
  /** Since when the present holder holds it, within the wait. */
  sinceAt = 0;

  reset(team: number): void {
    this.agent = -1;
    this.team = team;
    this.count = 0;
  }

  /** A wait begins. */
  start(at: number): void {
    this.count = 0;
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
    let index = 0;
    while (index < this.count && this.agents[index] !== this.agent) index++;
    if (index === this.count) {
      this.agents[index] = this.agent;
      this.heldMs[index] = 0;
      this.count++;
    }
    this.heldMs[index]! += at - this.sinceAt;
    this.teams[index] = this.team;
    this.sinceAt = at;
  }

  /** Position of whoever held it longest; the earlier of two equals. */
  longest(): number {
    let best = 0;
    for (let i = 1; i < this.count; i++) if (this.heldMs[i]! > this.heldMs[best]!) best = i;
    return best;
  }
}

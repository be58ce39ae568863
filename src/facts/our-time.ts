/** How long a ticket was ours to work on, and how long the customer heard nothing meanwhile. */
export class OurTime {
  totalMs = 0;
  /** Silence up to `sinceAt`, of the stretch that runs. */
  silenceMs = 0;
  longestSilenceMs = 0;
  /** NaN while it is not our time. */
  sinceAt = Number.NaN;

  reset(): void {
    this.totalMs = 0;
    this.silenceMs = 0;
    this.longestSilenceMs = 0;
    this.sinceAt = Number.NaN;
  }

  enter(at: number): void {
    if (Number.isNaN(this.sinceAt)) this.sinceAt = at;
  }

  leave(at: number): void {
    if (Number.isNaN(this.sinceAt)) return;
    this.#advance(at);
    this.sinceAt = Number.NaN;
  }

  /** The customer was told something. */
  update(at: number): void {
    if (!Number.isNaN(this.sinceAt)) this.#advance(at);
    this.silenceMs = 0;
  }

  /** The ticket was closed: what comes after a reopening is a new silence. */
  close(at: number): void {
    this.leave(at);
    this.silenceMs = 0;
  }

  #advance(at: number): void {
    const elapsedMs = at - this.sinceAt;
    this.totalMs += elapsedMs;
    this.silenceMs += elapsedMs;
    if (this.silenceMs > this.longestSilenceMs) this.longestSilenceMs = this.silenceMs;
    this.sinceAt = at;
  }
}

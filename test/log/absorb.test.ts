import { describe, expect, it } from "vitest";
import { LogBuilder } from "../../src/log/log-builder.ts";
import { absorbStretch, stretchOf } from "../../src/log/log-stretch.ts";

/** Messages of one ticket each at first, then of the first and the last of these: two groups, each with several full blocks. */
const tickets = 2_100;
function row(number: number): object {
  const ticket = (number * 7) % 40;
  return {
    ticket: `T${number < tickets ? number : number % 3 === 0 ? ticket : tickets - 1 - ticket}`,
    at: 1_767_225_600_000 + number * 1_000,
    type: "message",
    public: number % 3 === 0,
    actor: { kind: "customer", id: `c${number % 90}` },
    ...(number % 5 === 0 ? { id: `m${number}` } : {}),
    ...(number % 4 === 0 ? { seq: number % 9 } : {}),
  };
}

describe("absorbStretch", () => {
  it("gives the log of one builder, though the memory of what is taken over is used again", () => {
    const [stretches, each] = [4, 20_000];
    const whole = new LogBuilder();
    const first = new LogBuilder();
    const others = Array.from({ length: stretches }, () => new LogBuilder());
    for (let number = 0; number < each; number++) first.push(row(number));
    others.forEach((builder, stretch) => {
      for (let i = 0; i < each; i++) builder.push(row((stretch + 1) * each + i), i + 1);
    });
    for (let number = 0; number < (stretches + 1) * each; number++) whole.push(row(number));
    others.forEach((builder, stretch) => {
      absorbStretch(first, stretchOf(builder), (at) => (stretch + 1) * each + at);
    });
    expect(first.finish()).toEqual(whole.finish());
  });
});

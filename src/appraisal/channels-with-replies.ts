import type { Facts } from "../facts/facts.ts";

/**
 * Tells the channels (position in `dictionaries.channels`, -1 none) in which replies are written to the log: those where
 * most assigned and closed tickets show one. Calls often leave none, and who answered them must not be said to have
 * closed without a reply. `policy.observes.staffReplies: true` vouches for all of them.
 */
export function channelsWithReplies(facts: Facts): (channel: number) => boolean {
  const { tickets, observed, policy } = facts;
  if (!observed.staffReplies) return () => false;
  if (policy.observes.staffReplies === true) return () => true;
  const closed = new Float64Array(facts.dictionaries.channels.size + 1);
  const answered = new Float64Array(closed.length);
  for (let row = 0; row < tickets.length; row++) {
    if (tickets.liableOwner[row]! < 0 || tickets.closures[row] === 0) continue;
    const slot = tickets.channel[row]! + 1;
    closed[slot]!++;
    if (tickets.humanReplies[row]! > 0) answered[slot]!++;
  }
  return (channel) => 2 * answered[channel + 1]! > closed[channel + 1]!;
}

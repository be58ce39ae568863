import { concatFacts } from "../facts/concat-facts.ts";
import type { Facts, FoldedFacts } from "../facts/facts.ts";
import { InputError } from "../io/bytes/input-error.ts";
import type { ReadFacts } from "../io/facts/read-facts.ts";

/** How facts are named to whoever runs the command. */
export function nameOf({ file, part }: Pick<ReadFacts, "file" | "part">): string {
  const name = file === "-" ? "standard input" : file;
  return part === 1 ? name : `${name} (facts ${part})`;
}

/**
 * Joins shards that were read, or says which two do not fit together, and why.
 * @throws {InputError}
 */
export function joinShards(shards: readonly ReadFacts[]): Facts | FoldedFacts {
  const first = shards[0]!;
  if (shards.length === 1) return first.facts;
  const folded: FoldedFacts[] = [];
  for (const shard of shards) {
    const { facts } = shard;
    if (facts.stage === "linked")
      throw new InputError(shard.file, "these facts are linked already, and can only be reported by themselves");
    folded.push(facts);
    const field = otherField(first.facts.policy, facts.policy);
    if (field !== null) throw unlike(shard, first, `was folded with another ${field} in its policy`);
    if (facts.asOf !== (first.facts as FoldedFacts).asOf) throw unlike(shard, first, "was folded as of another time");
  }
  refuseSharedTickets(shards);
  return concatFacts(folded);
}

function unlike(shard: ReadFacts, other: ReadFacts, what: string): InputError {
  return new InputError(
    shard.file,
    `${shard.part === 1 ? "" : `facts ${shard.part}: `}${what} than ${nameOf(other)}; fold all shards alike`,
  );
}

/** A field in which two policies differ, or `null` where they are the same. */
function otherField(policy: object, other: object): string | null {
  const [fields, others] = [policy, other] as Record<string, unknown>[];
  const names = Object.keys({ ...fields, ...others });
  return names.find((name) => JSON.stringify(fields![name]) !== JSON.stringify(others![name])) ?? null;
}

/** A ticket folded in two halves would be two wrong tickets. */
function refuseSharedTickets(shards: readonly ReadFacts[]): void {
  const shardOf = new Map<string, number>();
  shards.forEach(({ facts, ...shard }, index) => {
    const names = facts.dictionaries.tickets.values;
    for (const code of facts.tickets.ticket) {
      const ticket = names[code]!;
      const before = shardOf.get(ticket);
      if (before !== undefined)
        throw new InputError(
          shard.file,
          `${shard.part === 1 ? "" : `facts ${shard.part}: `}ticket ${JSON.stringify(ticket)} is also in ${nameOf(shards[before]!)}; ` +
            "every event of a ticket belongs into one shard, and every shard is named once",
        );
      shardOf.set(ticket, index);
    }
  });
}

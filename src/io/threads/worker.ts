import { parentPort } from "node:worker_threads";
import type { ShardAnswer, ShardReply } from "./fold-pool.ts";
import { foldShard, type ShardTask } from "./fold-shard.ts";
import { portable, roomOf } from "./portable-facts.ts";

// A thread of a `FoldPool`: tasks come in, the facts of a shard go out, their columns handed over, not copied.
parentPort?.on("message", async (task: ShardTask) => {
  const reply = (said: ShardReply, room: ArrayBuffer[] = []) => parentPort!.postMessage(said, room);
  try {
    const { folded, read, isDoubtful } = await foldShard(task);
    const facts = portable(folded);
    const answer: ShardAnswer = { folded: facts, counts: read.counts, issues: read.issues, isDoubtful };
    reply({ answer }, roomOf(facts));
  } catch (error) {
    reply({ error });
  }
});

import { parentPort } from "node:worker_threads";
import { answerTo, type Reply, type Request, roomOf } from "./thread-work.ts";

// A thread of a `FoldPool`: requests come in, answers go out, their columns handed over, not copied.
parentPort?.on("message", async (request: Request) => {
  const reply = (said: Reply, room: ArrayBuffer[] = []) => parentPort!.postMessage(said, room);
  try {
    const answer = await answerTo(request);
    reply({ answer }, roomOf(answer));
  } catch (error) {
    reply({ error });
  }
});

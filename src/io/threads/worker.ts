import { parentPort, receiveMessageOnPort } from "node:worker_threads";
import { type Aside, answerTo, type Reply, type Request, roomOf } from "./thread-work.ts";

const hear = (): Aside | null => (receiveMessageOnPort(parentPort!)?.message as Aside | undefined) ?? null;

// A thread of a `FoldPool`: requests come in, answers go out, their columns handed over, not copied.
parentPort?.on("message", async (request: Request | Aside) => {
  if ("told" in request) return; // Of a request that was answered already.
  const reply = (said: Reply, room: ArrayBuffer[] = []) => parentPort!.postMessage(said, room);
  try {
    const answer = await answerTo(request, hear);
    reply({ answer }, roomOf(answer));
  } catch (error) {
    reply({ error });
  }
});

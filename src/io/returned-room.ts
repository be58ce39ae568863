import { MessageChannel } from "node:worker_threads";
import type { MakeRoom } from "../log/room.ts";

/**
 * Memory that goes back to the system as soon as it is let go. The collector sees to that when more is asked for; where all tables were
 * made before the events behind them are let go, it never is, and the peak would be that of both.
 */
export function returnedRoom(): MakeRoom {
  // What is handed over to a port that is closed reaches nobody, and is freed then and there.
  const { port1: nobody } = new MessageChannel();
  nobody.close();
  const makeRoom: MakeRoom = (bytes) => new ArrayBuffer(bytes);
  const takeBack = (room: ArrayBufferLike) => nobody.postMessage(null, [room as ArrayBuffer]);
  return Object.assign(makeRoom, { takeBack });
}

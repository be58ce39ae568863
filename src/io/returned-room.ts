import { type MakeRoom, ownRoom } from "../log/room.ts";

/**
 * Memory that is collected soon after it was let go. The collector looks for such when more is asked for; where all tables were made
 * before the events behind them are let go, nothing is, and the peak would be that of both. So as much is asked for as was let go: it
 * is never written to, and costs nothing. (To hand the memory over to nobody would free it at once; but an engine that has seen memory
 * leave looks whether it is still there at every access from then on, a tenth of all time.)
 */
export function returnedRoom(room: MakeRoom = ownRoom): MakeRoom {
  const makeRoom: MakeRoom = (bytes) => room(bytes);
  const takeBack = ({ byteLength }: ArrayBufferLike) => void new ArrayBuffer(byteLength);
  return Object.assign(makeRoom, { takeBack });
}

import { describe, expect, it } from "vitest";
import { returnedRoom } from "../../src/io/returned-room.ts";
import { sharedRoom } from "../../src/log/room.ts";

describe("memory that is to be collected soon", () => {
  it.each([
    ["of one thread", returnedRoom(), ArrayBuffer],
    ["that threads share", returnedRoom(sharedRoom), SharedArrayBuffer],
  ] as const)("%s is all zero, and stays where it is for whoever still looks at it", (_, makeRoom, kind) => {
    const room = makeRoom(64);
    expect(room).toBeInstanceOf(kind);
    const cells = new Int32Array(room);
    expect([...cells]).toEqual(new Array(16).fill(0));
    cells.fill(7);
    makeRoom.takeBack!(room);
    expect([...cells]).toEqual(new Array(16).fill(7));
  });
});

/** Gives the memory of so many bytes, all zero: that of one thread, or such as several threads can look at. */
export interface MakeRoom {
  (bytes: number): ArrayBuffer | SharedArrayBuffer;
  /** Hears of memory at which nobody will look again, and may see to it that it is collected soon. */
  readonly takeBack?: ((room: ArrayBufferLike) => void) | undefined;
}

export const ownRoom: MakeRoom = (bytes) => new ArrayBuffer(bytes);

export const sharedRoom: MakeRoom = (bytes) => new SharedArrayBuffer(bytes);

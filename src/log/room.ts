/** Gives the memory of so many bytes, all zero: that of one thread, or such as several threads can look at. */
export interface MakeRoom {
  (bytes: number): ArrayBuffer | SharedArrayBuffer;
  /** Takes memory back at once that nobody will look at again. Without it, that is left to the engine, which may take its time. */
  readonly takeBack?: ((room: ArrayBufferLike) => void) | undefined;
}

export const ownRoom: MakeRoom = (bytes) => new ArrayBuffer(bytes);

export const sharedRoom: MakeRoom = (bytes) => new SharedArrayBuffer(bytes);

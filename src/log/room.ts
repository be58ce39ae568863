/** Gives the memory of so many bytes, all zero: that of one thread, or such as several threads can look at. */
export type MakeRoom = (bytes: number) => ArrayBuffer | SharedArrayBuffer;

export const ownRoom: MakeRoom = (bytes) => new ArrayBuffer(bytes);

export const sharedRoom: MakeRoom = (bytes) => new SharedArrayBuffer(bytes);

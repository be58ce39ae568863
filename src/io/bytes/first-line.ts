/** What an error of another library says at first: what follows shows places in code that is none of the reader's. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split(/\r?\n/, 1)[0]!;
}

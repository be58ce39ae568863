import { type FileHandle, open } from "node:fs/promises";
import { InputError } from "./input-error.ts";

/**
 * Opens a file for reading.
 * @throws {InputError} where there is none, or it cannot be opened
 */
export async function openHandle(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    throw asInputError(path, error);
  }
}

/** What the system says of a file, in words where that is a matter of the file; any other error as it is. */
export function asInputError(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const message =
    code === "ENOENT" || code === "ENOTDIR"
      ? /[*?]/.test(path)
        ? "no file matches"
        : "no such file"
      : code === "EACCES" || code === "EPERM"
        ? "no permission to read it"
        : code === "EISDIR"
          ? "this is a directory; name the files in it"
          : code === "EMFILE" || code === "EIO" || code === "ENAMETOOLONG" || code === "ELOOP"
            ? `cannot be read (${code})`
            : null;
  return message === null ? error : new InputError(path, message, { cause: error });
}

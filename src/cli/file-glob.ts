import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Which files that are there a name with `*`, `**`, `?` or `[…]` in it stands for, as DuckDB reads such names; `null` for a plain name,
 * or where a file is called just that.
 */
export function fileGlob(name: string): ((path: string) => boolean) | null {
  if (!/[*?[]/.test(name) || existsSync(name)) return null;
  const pattern = slashed(resolve(name)).replace(/\*\*\/|\*+|\?|\[!?[^\]/]*\]|[\\^$.|+(){}[\]]/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part.startsWith("*")) return part === "*" ? "[^/]*" : ".*";
    if (part === "?") return "[^/]";
    return part.length > 1 ? part.replace("[!", "[^").replaceAll("\\", "\\\\") : `\\${part}`;
  });
  const whole = new RegExp(`^${pattern}$`, "s");
  return (path) => existsSync(path) && [resolve(path), realpathSync(path)].some((each) => whole.test(slashed(each)));
}

const slashed = (path: string) => path.replaceAll("\\", "/");

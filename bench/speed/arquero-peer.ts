import { type ColumnTable, loadCSV, op } from "arquero";
import { type Figures, median } from "./figures.ts";

/** The figures that a data frame gets by filtering, grouping and lagging; it has no way to say the others. */
export const arqueroFigures = [
  "tickets",
  "humanReplies",
  "customerMessages",
  "reopenings",
  "firstHumanReplyMedianMs",
] as const;

type Row = Record<string, string>;

export async function arqueroFiguresOf(csv: string): Promise<Figures> {
  const events = (await loadCSV(csv, { autoType: false })) as ColumnTable;
  const messages = events.filter((row: Row) => row["type"] === "message" && row["public"] === "true");
  const replies = messages.filter((row: Row) => row["actor.kind"] === "agent" && row["origin"] === "human");
  const questions = messages.filter((row: Row) => row["actor.kind"] === "customer");
  const moves = events
    .filter((row: Row) => row["type"] === "status")
    .orderby("ticket", "at")
    .derive({ shut: (row: Row) => row["phase"] === "solved" || row["phase"] === "closed" })
    .groupby("ticket")
    .derive({ wasShut: (row: { shut: boolean }) => op.lag(row.shut, 1, false) })
    .ungroup()
    .filter((row: { shut: boolean; wasShut: boolean }) => row.wasShut && !row.shut);
  const created = events
    .filter((row: Row) => row["type"] === "created")
    .select("ticket", "at")
    .rename({ at: "createdAt" });
  const first = replies.groupby("ticket").rollup({ firstAt: (row: Row) => op.min(row["at"]) });
  const waited = created.join(first, "ticket").objects() as { createdAt: string; firstAt: string }[];
  return {
    tickets: events.groupby("ticket").count().numRows(),
    humanReplies: replies.numRows(),
    customerMessages: questions.numRows(),
    reopenings: moves.numRows(),
    firstHumanReplyMedianMs: median(waited.map((row) => Date.parse(row.firstAt) - Date.parse(row.createdAt))),
  };
}

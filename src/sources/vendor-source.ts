import { comparePlaces, type Place } from "./first-few.ts";
import type { SourceResult, SourceRow } from "./source.ts";
import type { RowPiece, TicketSource } from "./ticket-source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { type RecordKind, recordLists, recordSorter, type VendorRecord } from "./vendor-records.ts";

/** A record with its place among those of its kind. */
export interface PlacedRecord extends VendorRecord {
  place: Place;
}

/** What is put aside of a record until its ticket is read. */
export interface Aside<Kind extends string> {
  kind: Kind;
  ticket: string | undefined;
  value: SourceRow;
  /** Among records of a kind those of a lower lane come first. Default 0. */
  lane?: number;
  /** True where the ticket is known only when all rows were seen. */
  late?: boolean;
}

/** How a helpdesk's export is read: everything is seen once, and then written ticket by ticket. */
export interface VendorReader<Kind extends string, Written extends string> {
  kinds: Readonly<Record<Kind, RecordKind>>;
  /**
   * Learns of a record what the records of other tickets are read with.
   * @returns what its ticket is read with; a record to be refused is of kind `null`
   */
  see(kind: Kind, record: PlacedRecord): readonly Aside<Written | typeof refused>[];
  /** The tickets of what was put aside late, when all records were seen. */
  ticketsOf?(record: PlacedRecord): readonly (string | undefined)[];
  /** To be done once, when all records were seen. */
  conclude?(): void;
  /** Writes the events of tickets that are whole in what is given. */
  write(records: (kind: Written) => PlacedRecord[]): void;
  observes(): NonNullable<SourceResult["observes"]>;
}

/** The kind of a record that is to be refused. */
export const refused = "(refused)";

/** A record's position in its row, and what is put aside of it by its position in the record. */
type Piece = [kind: string, lane: number, index: number, inRecord: number, value: unknown];

/** Reads a helpdesk's export ticket by ticket. */
export function vendorSource<Kind extends string, Written extends string>(
  frame: VendorFrame,
  reader: VendorReader<Kind, Written>,
): TicketSource {
  const sorter = recordSorter(reader.kinds, frame);
  const taken = new Map<string, PlacedRecord[]>();
  let isConcluded = false;

  function conclude(): void {
    if (!isConcluded) reader.conclude?.();
    isConcluded = true;
  }
  function recordOf([, lane, index, inRecord, value]: Piece, number: number): PlacedRecord {
    return { number, value: value as SourceRow, place: [lane, number, index, inRecord] };
  }
  return {
    lists: recordLists(reader.kinds),
    see: (row, number, before = 0) => {
      frame.notes.place = [0, number];
      return sorter(row, number).flatMap((sorted, inPiece): RowPiece[] => {
        const index = before + inPiece;
        if ("noRecord" in sorted) return [{ ticket: undefined, piece: [refused, 0, index, 0, sorted.noRecord] }];
        const asides = reader.see(sorted.kind, { number, value: sorted.value, place: [number, index] });
        return asides.map(({ kind, lane = 0, value, ticket, late = false }, inRecord) => {
          return { ticket, late, piece: [kind, lane, index, inRecord, value] satisfies Piece };
        });
      });
    },
    checkColumns: () => undefined,
    ticketsOf: (piece, number) => {
      conclude();
      return reader.ticketsOf?.(recordOf(piece as Piece, number)) ?? [];
    },
    take: (piece, number) => {
      const [kind] = piece as Piece;
      const record = recordOf(piece as Piece, number);
      const known = taken.get(kind);
      if (known === undefined) taken.set(kind, [record]);
      else known.push(record);
    },
    write: () => {
      conclude();
      for (const { number, value } of recordsOf(refused)) frame.refuse(number, value);
      reader.write(recordsOf);
      taken.clear();
      return frame.write();
    },
    finish: () => frame.conclude(reader.observes()),
  };

  /** In their order, and each once: one that several tickets of a part share comes for each of them. */
  function recordsOf(kind: string): PlacedRecord[] {
    const records = taken.get(kind) ?? [];
    records.sort((a, b) => comparePlaces(a.place, b.place));
    return records.filter(({ place }, index) => index === 0 || comparePlaces(place, records[index - 1]!.place) !== 0);
  }
}

/** Goes through records so that what is noted of them stands in one order, whatever part of the export they are in. */
export function inPhase<Given extends { place: Place }>(
  frame: VendorFrame,
  phase: number,
  records: readonly Given[],
  read: (record: Given) => void,
): void {
  for (const record of records) {
    frame.notes.place = [phase, ...record.place];
    read(record);
  }
}

import type { EventLog } from "../../src/log/event-log.ts";
import { actorKinds, eventTypes } from "../../src/schemas/vocabulary.ts";

/** A log as rows of names in place of numbers: equal for logs whose dictionaries number the same names differently. */
export function decodedLog(log: EventLog): unknown[] {
  const { dictionaries: names } = log;
  const rows: unknown[] = [];
  for (let ticket = 0; ticket + 1 < log.ticketFrom.length; ticket++) {
    for (let event = log.ticketFrom[ticket]!; event < log.ticketFrom[ticket + 1]!; event++) {
      rows.push([
        names.tickets.decode(ticket),
        log.row[event],
        log.at[event],
        eventTypes[log.type[event]!],
        log.code[event],
        log.detail[event],
        actorOf(log, log.actor[event]!),
        payloadOf(log, event),
      ]);
    }
  }
  return rows.sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1));
}

function actorOf({ actors, dictionaries }: EventLog, actor: number): unknown {
  if (actor < 0) return null;
  const kind = actorKinds[actors.kind[actor]!];
  const people = kind === "customer" ? dictionaries.requesters : dictionaries.agents;
  return [
    kind,
    people.decode(actors.id[actor]!),
    dictionaries.teams.decode(actors.team[actor]!),
    dictionaries.employers.decode(actors.employer[actor]!),
    actors.supervisor[actor],
  ];
}

function payloadOf(log: EventLog, event: number): unknown {
  const { dictionaries: names, created, scores } = log;
  const [a, b] = [log.a[event]!, log.b[event]!];
  switch (eventTypes[log.type[event]!]) {
    case "created": {
      const attributes: unknown[] = [];
      for (let i = created.attributesFrom[a]!; i < created.attributesFrom[a + 1]!; i++) {
        attributes.push([
          names.names.decode(created.attributeName[i]!),
          names.values.decode(created.attributeValue[i]!),
        ]);
      }
      return [
        names.requesters.decode(created.requester[a]!),
        names.channels.decode(created.channel[a]!),
        names.categories.decode(created.category[a]!),
        names.priorities.decode(created.priority[a]!),
        names.teams.decode(created.team[a]!),
        attributes,
      ];
    }
    case "assigned":
      return [a < 0 ? a : names.agents.decode(a), b < 0 ? b : names.teams.decode(b)];
    case "survey":
      return [a < 0 ? null : [scores.score[a], scores.min[a], scores.max[a]], names.values.decode(b)];
    case "linked":
      return names.values.decode(a);
    case "promised":
      return log.dueAt[b];
    case "field":
      return [names.names.decode(a), names.values.decode(b)];
    default:
      return [a, b];
  }
}

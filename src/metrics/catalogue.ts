import { abandonmentRate } from "./abandonment-rate.ts";
import { backlog } from "./backlog.ts";
import { botResolutionRate } from "./bot-resolution-rate.ts";
import { botTrapRate } from "./bot-trap-rate.ts";
import { csat } from "./csat.ts";
import { escalationRate } from "./escalation-rate.ts";
import { firstResponseTime } from "./first-response-time.ts";
import { humanReachRate } from "./human-reach-rate.ts";
import type { Metric } from "./kernel/metric.ts";
import { longestSilence } from "./longest-silence.ts";
import { nextResponseTime } from "./next-response-time.ts";
import { prematureClosureRate } from "./premature-closure-rate.ts";
import { promiseKeptRate } from "./promise-kept-rate.ts";
import { reopenRate } from "./reopen-rate.ts";
import { repeatContactRate } from "./repeat-contact-rate.ts";
import { reportedResolutionRate } from "./reported-resolution-rate.ts";
import { resolutionTime } from "./resolution-time.ts";
import { serviceLevel } from "./service-level.ts";
import { throughput } from "./throughput.ts";
import { timeToHuman } from "./time-to-human.ts";
import { trueResolutionRate } from "./true-resolution-rate.ts";
import { updateInterval } from "./update-interval.ts";

/** Every metric, in the order in which a customer meets what it measures. */
export const metrics: readonly Metric[] = [
  firstResponseTime,
  nextResponseTime,
  serviceLevel,
  abandonmentRate,
  timeToHuman,
  humanReachRate,
  botTrapRate,
  botResolutionRate,
  reportedResolutionRate,
  trueResolutionRate,
  reopenRate,
  prematureClosureRate,
  repeatContactRate,
  resolutionTime,
  longestSilence,
  updateInterval,
  promiseKeptRate,
  escalationRate,
  csat,
  throughput,
  backlog,
];

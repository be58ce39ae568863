import type { AppraisalPeriod } from "./appraisal-period.ts";
import type { AppraisalPolicy } from "./appraisal-policy.ts";

/** What to appraise, and by which rules. Everything has a default. */
export interface AppraisalOptions extends Partial<AppraisalPolicy> {
  /**
   * Units count whose outcome becomes final after `start` and not after `end` (epoch ms). Default: from the first creation
   * to `asOf`.
   */
  readonly period?: AppraisalPeriod;
  /** Outcomes that are not final by then are too young to count, epoch ms. Default: of the facts; of units, `end`. */
  readonly asOf?: number;
  /** Length in ms of the period's end in which closings are looked at for rushing; four days if left out. */
  readonly rushMs?: number;
}

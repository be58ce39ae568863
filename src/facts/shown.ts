/** Bits of `observables`, for the fold, as `codes.ts` has those of other lists. */
export enum Shown {
  messages = 1 << 0,
  customerMessages = 1 << 1,
  staffReplies = 1 << 2,
  botMessages = 1 << 3,
  intents = 1 << 4,
  surveys = 1 << 5,
  surveyOffers = 1 << 6,
  handoffs = 1 << 7,
  assignments = 1 << 8,
  requesters = 1 << 9,
  categories = 1 << 10,
  promises = 1 << 11,
  escalations = 1 << 12,
  waitingOnCustomer = 1 << 13,
  closures = 1 << 14,
  creations = 1 << 15,
}

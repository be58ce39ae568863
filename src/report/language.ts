/** Languages that reports are written in. */
export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];

/** One text in every language. */
export type Words = Readonly<Record<Language, string>>;

/** Languages that reports are written in. */
export type Language = "en" | "zh";

/** One text in every language. */
export type Words = Readonly<Record<Language, string>>;

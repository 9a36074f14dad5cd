/** What somebody wrote by hand, before it is known to be right. */
export type Fields = Readonly<Record<string, unknown>>;

/** Takes a sentence for that person. */
export type Report = (problem: string) => void;

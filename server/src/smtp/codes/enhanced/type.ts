/** A row of the IANA registry "SMTP Enhanced Status Codes". Sentences carry no full stop. */
export interface EnhancedCode {
  /** Subject and detail, such as 1.1; the class digit stands before it in a reply. */
  readonly detail: string;
  /** The sample text of the registry. */
  readonly name: string;
  /** Our own words. */
  readonly meaning: string;
  /** The reply codes that the registry associates; empty where it names none. */
  readonly codes: readonly number[];
  readonly next: readonly string[];
  readonly source: string;
}

/** One row; `source` is the RFC, with the section where it has one for the code. */
export function row(
  detail: string,
  name: string,
  codes: readonly number[],
  source: string,
  meaning: string,
  next: readonly string[],
): EnhancedCode {
  return { detail, name, codes, source, meaning, next };
}

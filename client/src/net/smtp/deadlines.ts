/** How long an SMTP conversation may take, in milliseconds. Every wait has one of these names. */
export interface Deadlines {
  readonly connect: number;
  /** For the greeting: servers that slow strangers down wait 6 to 30 seconds before they speak. */
  readonly banner: number;
  /** For one whole reply, however slowly its lines drip in. */
  readonly reply: number;
  /** For the TLS handshake. */
  readonly handshake: number;
  /** For everything from connecting to the end. */
  readonly session: number;
}

export const usualDeadlines: Deadlines = { connect: 10_000, banner: 30_000, reply: 30_000, handshake: 15_000, session: 180_000 };

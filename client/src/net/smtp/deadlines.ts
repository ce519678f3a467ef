/** How long an SMTP conversation may take, in milliseconds. Every wait has one of these names. */
export interface Deadlines {
  /** Also for what a proxy wants to hear before it connects. */
  readonly connect: number;
  /** For the greeting: servers that slow strangers down wait 6 to 30 seconds before they speak. */
  readonly banner: number;
  /** For one whole reply, however slowly its lines drip in. */
  readonly reply: number;
  /** For the TLS handshake. */
  readonly handshake: number;
  /** For everything from the connection to the end. */
  readonly session: number;
  /** For the server to hang up after QUIT, where what it still says matters. */
  readonly goodbye: number;
  /** No deadline: a reply that took longer is remarked on, because a tarpit or a look-up stands behind it. */
  readonly slow: number;
}

export const usualDeadlines: Deadlines = {
  connect: 10_000,
  banner: 30_000,
  reply: 30_000,
  handshake: 15_000,
  session: 180_000,
  goodbye: 1000,
  slow: 5000,
};

/** For a person who says how long a reply may take: what is usually quicker never waits longer than that. */
export function deadlinesFor(reply: number): Deadlines {
  const { connect, handshake, session } = usualDeadlines;
  return {
    ...usualDeadlines,
    connect: Math.min(connect, reply),
    banner: reply,
    reply,
    handshake: Math.min(handshake, reply),
    session: Math.max(session, 2 * reply),
  };
}

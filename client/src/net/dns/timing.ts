/** How long a DNS question may take, in milliseconds. Every wait of the transport has one of these names. */
export interface DnsTiming {
  /** For one datagram. */
  readonly udp: number;
  /** How many datagrams are sent before the server counts as silent. */
  readonly tries: number;
  /** For a whole exchange over TCP, TLS or HTTPS, from connecting to the last byte. */
  readonly tcp: number;
  /** After that long no further question about one domain goes to a server. */
  readonly total?: number;
}

export const usualDnsTiming = { udp: 2000, tries: 2, tcp: 5000, total: 20_000 } as const satisfies DnsTiming;

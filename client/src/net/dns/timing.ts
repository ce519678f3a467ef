/** How long a DNS question may take, in milliseconds. Every wait of the transport has one of these names. */
export interface DnsTiming {
  /** For one datagram. */
  readonly udp: number;
  /** How many datagrams are sent before the server counts as silent. */
  readonly tries: number;
  /** For a whole exchange over TCP, from connecting to the last byte. */
  readonly tcp: number;
}

export const usualDnsTiming: DnsTiming = { udp: 2000, tries: 2, tcp: 5000 };

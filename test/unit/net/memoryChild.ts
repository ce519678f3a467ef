import process from 'node:process';
import { type Address, parseAddress } from '../../../client/src/net/address.ts';
import { probeRecipient } from '../../../client/src/net/probe.ts';

/** Probes the server at the port of the call in a process of its own, and says what that came to and how many MB it took at the worst. */
const before = process.memoryUsage().rss;
const [result] = await probeRecipient([parseAddress('ann@shop.example') as Address], {
  server: { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port: Number(process.argv[2]) },
  resolvers: [],
  mayContact: async () => true,
});
const grown = (process.resourceUsage().maxRSS * 1024 - before) / 1e6;
console.log(JSON.stringify({ failure: result?.failure, lines: result?.transcript.length, grown }));

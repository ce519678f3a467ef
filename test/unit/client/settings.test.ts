import { describe, expect, it } from 'vitest';
import { systemResolvers } from '../../../client/src/net/dns/system.ts';
import { readNetworkSettings } from '../../../client/src/settings.ts';

function read(values: Readonly<Record<string, unknown>>): ReturnType<typeof readNetworkSettings> {
  return readNetworkSettings((name) => values[name]);
}

describe('the settings of the network', () => {
  it('have usual values where nothing is set', () => {
    expect(read({})).toMatchObject({
      resolvers: [],
      port: 25,
      allowPrivateAddresses: false,
      problems: [],
      deadlines: { connect: 10_000, reply: 30_000 },
    });
  });

  it('name a resolver by its address or by the name that a person gave it', () => {
    const { resolvers } = read({ resolvers: ['192.0.2.53', { name: 'Branch', address: '192.0.2.54:5353' }] });
    expect(resolvers).toMatchObject([
      { name: '192.0.2.53', address: '192.0.2.53', port: 53 },
      { name: 'Branch', address: '192.0.2.54', port: 5353 },
    ]);
  });

  it('take those of the machine beside others, and others over TLS and HTTPS', () => {
    const { resolvers, problems } = read({ resolvers: ['system', 'tls://192.0.2.53#dns.example', 'https://dns.example', 'dns.example'] });
    expect(resolvers.slice(-2)).toMatchObject([
      { address: '192.0.2.53', port: 853, over: { kind: 'tls', serverName: 'dns.example' } },
      { address: 'dns.example', port: 443, over: { kind: 'https', url: 'https://dns.example/dns-query' } },
    ]);
    expect(resolvers.slice(0, -2)).toEqual(systemResolvers());
    expect(problems).toEqual(['postmaster.resolvers: dns.example is no IP address, and a resolver is asked by its address']);
  });

  it('shorten every wait to the one that is set', () => {
    expect(read({ 'probe.timeout': 5 }).deadlines).toMatchObject({ connect: 5000, banner: 5000, reply: 5000, handshake: 5000 });
    expect(read({ 'probe.timeout': 120 }).deadlines).toMatchObject({ connect: 10_000, banner: 120_000, reply: 120_000, session: 240_000 });
  });

  it('say how mail servers are asked', () => {
    expect(read({ 'probe.ipVersion': 'any', 'probe.tls': 'opportunistic', 'probe.pace': 0 })).toEqual(read({}));
    const values = {
      'probe.ipVersion': '6',
      'probe.tls': 'required',
      'probe.pipelining': true,
      'probe.pace': 30,
      'probe.proxy': 'socks5://proxy.example:9050',
    };
    const proxy = { kind: 'proxy', host: 'proxy.example', port: 9050 };
    expect(read(values)).toMatchObject({ ipVersion: 6, tls: 'required', pipelining: true, pace: 30, proxy, problems: [] });
  });

  it.each([
    [{ 'probe.ipVersion': 4 }, 'postmaster.probe.ipVersion: one of 4, 6, any belongs here'],
    [{ 'probe.tls': 'maybe' }, 'postmaster.probe.tls: one of opportunistic, required, never, immediate belongs here'],
    [{ 'probe.pace': -1 }, 'postmaster.probe.pace: a number from 0 to 6000 belongs here'],
    [{ 'probe.proxy': 'http://proxy.example' }, 'postmaster.probe.proxy: a proxy is spoken to with socks5, not with http'],
    [{ resolvers: ['dns.example'] }, 'postmaster.resolvers: dns.example is no IP address, and a resolver is asked by its address'],
    [{ resolvers: [{ name: 'x' }] }, 'postmaster.resolvers: an entry is a text such as 192.0.2.53 or has an address'],
    [{ resolvers: '192.0.2.53' }, 'postmaster.resolvers: a list belongs here'],
    [{ 'probe.sender': 'nobody' }, 'postmaster.probe.sender: there is no @ in nobody'],
    [{ 'probe.heloName': 7 }, 'postmaster.probe.heloName: a text belongs here'],
    [{ 'probe.port': 0 }, 'postmaster.probe.port: a number from 1 to 65535 belongs here'],
    [{ 'probe.timeout': '5' }, 'postmaster.probe.timeout: a number from 1 to 300 belongs here'],
  ])('say what is wrong with %o', (values, problem) => {
    expect(read(values).problems).toEqual([problem]);
  });
});

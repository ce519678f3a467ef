import { describe, expect, it } from 'vitest';
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

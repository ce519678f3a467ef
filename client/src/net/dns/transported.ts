import type { Received } from './wire.ts';

/** What a transport brought back. */
export type Transported = { readonly strays: number } & (
  | {
      readonly kind: 'received';
      readonly received: Exclude<Received, { readonly kind: 'stray' }>;
      /** What the connection showed of the server, a sentence each. */
      readonly facts?: readonly string[];
    }
  | { readonly kind: FailureKind; readonly why: string }
);

/** `untrusted`: somebody else than the named server answers there, as its certificate says. `unaskable`: nothing was sent. */
export type FailureKind = 'silent' | 'refused' | 'unreachable' | 'broken' | 'untrusted' | 'cancelled' | 'unaskable';

/** What a failed socket means for the person who asked. */
export function socketFailure(error: Error): { readonly kind: FailureKind; readonly why: string } {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ECONNREFUSED') return { kind: 'refused', why: 'nothing listens on that port (connection refused)' };
  if (code === 'ETIMEDOUT') return { kind: 'silent', why: 'no answer (connection timed out)' };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { kind: 'unreachable', why: `this machine finds no address for the name (${code})` };
  if (/^E(HOST|NET)(UNREACH|DOWN)$|^EADDRNOTAVAIL$|^EINVAL$|^EAFNOSUPPORT$|^EACCES$|^EPERM$/.test(code))
    return { kind: 'unreachable', why: `no way there from here (${code})` };
  if (/^ERR_SSL_|^EPROTO$/.test(code)) return { kind: 'broken', why: `no TLS is spoken there, or another version of it (${code})` };
  return { kind: 'broken', why: code || error.message };
}

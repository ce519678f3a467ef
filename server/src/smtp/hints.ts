/** What the words of a reply suggest. A hint decides only where the codes leave a choice: servers translate, rename and invent texts. */
export type Hint = 'relay' | 'greylist' | 'full' | 'disabled' | 'sender' | 'unknown' | 'blocked' | 'in-progress' | 'rate';

/** All hints in the words of a reply, of which there may be several or none. Addresses are taken out before: they are the question. */
export function hintsIn(text: string): ReadonlySet<Hint> {
  return new Set(patterns.filter(([, pattern]) => pattern.test(text)).map(([hint]) => hint));
}

const patterns: readonly (readonly [Hint, RegExp])[] = [
  [
    'relay',
    /\brelay(ing)?\b|allowed rcpthosts|not a local (domain|host)|domain .{0,20}not (hosted|handled|served) here|do(es)? not (host|accept mail for) (this|that) domain/i,
  ],
  ['greylist', /\bgr[ae]y[- ]?list/i],
  ['full', /quota|mailbox (is )?full|\bfull mailbox|over ?(its |the )?(storage|limit)|exceeded storage|insufficient (mailbox )?space/i],
  [
    'disabled',
    /(mailbox|account|user|recipient|address)( is| has been)? (disabled|suspended|inactive|deactivated|closed|locked|frozen|expired)|(disabled|suspended|inactive|deactivated) (mailbox|account|user|recipient)|no longer (accepts|in use|active|available)/i,
  ],
  [
    'sender',
    /\bsender (address |domain |email )?(rejected|denied|refused|not |must |is |verify|verification|ok required)|\b(bad|invalid|unknown) sender|(mail|envelope) from .{0,30}(rejected|refused|denied|not allowed)|null sender|(sender|callback) verif|\bbounces? (are |is )?not accepted/i,
  ],
  [
    'unknown',
    /(user|recipient|mailbox|account|address|alias|addressee|local part) .{0,30}(unknown|not found|not exist|doesn't exist|invalid|undeliverable|unrouteable|unavailable)|(unknown|no such|invalid|unrouteable|undeliverable|nonexistent|non-existent) .{0,12}(user|recipient|mailbox|account|address|alias|person|local part)|(doesn't|does not|not) (exist|have an? (account|mailbox))|no mailbox (here )?by that name|recipientnotfound|no one (here )?by that name/i,
  ],
  [
    'blocked',
    /block(ed|list|ing)|black ?list|deny ?list|\brbl\b|dnsbl|spamhaus|barracuda|\bspam\b|reputation|polic(y|ies)|banned|reverse (dns|hostname|lookup)|\bptr\b|client host rejected|helo command rejected|\bspf\b|access denied|not authori[sz]ed|authentication required|administrative prohibition|prohibited/i,
  ],
  [
    'in-progress',
    /(verification|verify) in progress|unverified address|address verification problem|cannot (be )?verif|could not (be )?(verif|complete .{0,20}verify)/i,
  ],
  ['rate', /too many|rate limit|throttl|at a rate|too fast|connection limit/i],
];

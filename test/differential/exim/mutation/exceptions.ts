/** A kind of mistake that on one of the hosts no finding speaks of, and why. */
interface Exception {
  readonly host: string;
  readonly kinds: readonly string[];
  readonly why: string;
}

const exceptions: readonly Exception[] = [
  {
    host: 'backup-mx',
    kinds: [
      'a typo in a domain',
      'a domain that is gone from a list',
      'a negation too many',
      'a condition upside down',
      'a type of lookup that is not there',
    ],
    why: 'its users are written into one value for each domain',
  },
  {
    host: 'backup-mx',
    kinds: ['a refusal for a permission', 'a router without its transport'],
    why: 'another host knows who is in the domains of the hub',
  },
  {
    host: 'flat-virtual',
    kinds: ['a domain that is gone from a list', 'a path of what the sender wrote', 'a router that was taken out'],
    why: 'a domain that stands for another one has no users of its own',
  },
  {
    host: 'flat-virtual',
    kinds: ['a file that has to be there'],
    why: 'who asks for the default entry in a lookup of its own cannot be told from who asks for a name',
  },
  { host: 'as-it-comes', kinds: ['a domain that is gone from a list'], why: 'nobody writes to localhost from elsewhere' },
  { host: 'lists', kinds: ['a domain that is gone from a list'], why: 'mail for the domain of bare names may well be on another host' },
  { host: 'lists', kinds: ['a macro with a new name in one place'], why: 'it is a part of a command' },
  {
    host: 'lists',
    kinds: [
      'a negation that got lost',
      'a mark of UTF-8 before a table',
      'a file that was moved',
      'a file that has to be there',
      'a typo in the target of an alias',
    ],
    why: 'the recipients of a list that is read by readfile are no table',
  },
  { host: 'lists', kinds: ['a negation too many'], why: 'a list of those who are not meant looks the same' },
  { host: 'gateway', kinds: ['a negation too many'], why: 'a list of those who are not meant looks the same' },
  { host: 'cpanel-style', kinds: ['a negation too many'], why: 'a list of those who are not meant looks the same' },
  { host: 'intern-extern', kinds: ['a negation too many'], why: 'a list of those who are not meant looks the same' },
  { host: 'cpanel-style', kinds: ['a refusal for a permission'], why: 'the ACL of MAIL FROM is not looked at' },
  { host: 'panel-folders', kinds: ['a refusal for a permission'], why: 'the ACL of the connection is not looked at' },
  { host: 'panel-folders', kinds: ['a condition for one letter case'], why: 'the name of the host may well be closed to strangers' },
  {
    host: 'intern-extern',
    kinds: [
      'accounts that are not verified',
      'accounts for virtual users',
      'a router that was taken out',
      'a router for those who have a macro',
      'a dollar that got lost',
      'a condition upside down',
    ],
    why: 'patterns tell who is there, and no table',
  },
  {
    host: 'intern-extern',
    kinds: [
      'an entry that was deleted',
      'an entry that was commented out',
      'a typo in a key',
      'a lookup of another type',
      'a file that has to be there',
    ],
    why: 'who is led to there stands in a table of patterns',
  },
  { host: 'smarthost', kinds: ['a negation that got lost', 'a verification upside down'], why: 'only mail for other hosts is lost' },
  {
    host: 'flat-virtual',
    kinds: ['an address for a name, or a name for an address'],
    why: 'the table is asked in two places, perhaps in two ways',
  },
  { host: 'as-it-comes', kinds: ['a refusal for a permission'], why: 'whether the sender can be verified is not known' },
  {
    host: 'backup-mx',
    kinds: ['a verification upside down', 'a lookup of another type', 'a typo in the path of a table', 'a router that was taken out'],
    why: 'another host knows who is in the domains of the hub',
  },
  { host: 'panel-folders', kinds: ['a file that was moved'], why: 'the ACL of the connection is not looked at' },
  { host: 'alias-folder', kinds: ['a file that was moved'], why: 'the file itself is what makes the domain' },
  { host: 'panel.', kinds: ['a negation too many'], why: 'a list of those who are not meant looks the same' },
  { host: 'smarthost', kinds: ['statements in another order'], why: 'only mail for other hosts is lost' },
  { host: 'flat-virtual', kinds: ['a file for data', 'a dollar that got lost'], why: 'what a variable holds is not a table of its router' },
];

/** Why nothing is found, if that is known. */
export function whyMissed(host: string, kind: string): string | undefined {
  return exceptions.find((it) => host.startsWith(it.host) && it.kinds.includes(kind))?.why;
}

import { each, type Fault, inConfiguration, swapped, swappedNeighbors } from './fault.ts';

/** Mistakes in ACLs. */
export const aclFaults: readonly Fault[] = [
  each('a typo in the name of an ACL', inConfiguration, /(?<=^acl_smtp_rcpt = *)\w+/gm, swapped),
  each('an ACL with a new name in one place', inConfiguration, /^\w*rcpt\w*(?=:$)/gm, (it) => `${it}_new`),
  swappedNeighbors('statements in another order', 'acl', /^(?= *(?:accept|deny|require|warn)\b)/m),
  each('a typo in a verb', inConfiguration, /^ +(?:accept|deny|require)\b/gm, swapped),
  each('a refusal for a permission', inConfiguration, /^ +accept\b(?= +(?:domains|verify)|\n)/gm, (it) => it.replace('accept', 'deny')),
  each('a verification upside down', inConfiguration, /(?:! ?)?verify += recipient/g, (it) =>
    it.startsWith('!') ? it.replace(/! ?/, '') : `!${it}`,
  ),
  each('a statement that lost its last line', inConfiguration, /(?<=^ +require .*\n|^ +deny .*\n) +! ?(?:domains|verify).*\n/gm, () => ''),
  each('a condition for one letter case', inConfiguration, /(?<=^ +)local_parts(?= += \^)/gm, () => '! local_parts'),
  each(
    'a statement of nothing but domains of others',
    inConfiguration,
    /^(?= +(?:require verify|deny ! ?verify))/gm,
    () => '  accept domains = ! +local_domains\n  deny\n',
  ),
];

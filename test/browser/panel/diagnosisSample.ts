import type { Evidence } from '../../../client/src/diagnose/evidence.ts';
import { judge } from '../../../client/src/diagnose/judge.ts';
import type { Run } from '../../../client/src/panel/messages.ts';
import { asked, disagreement, route, unknownUser } from './samples.ts';

/** A domain in two classes, seen from every side: the files, the resolvers, the server. */

const predicted = route.outcome.kind === 'explain' ? route.outcome.systems : [];
const [first] = predicted;
const step = first?.steps[1]?.place;

const evidence: Evidence = {
  address: 'erin@shop.example',
  systems: predicted.map((it) => ({
    ...it,
    self: { names: ['mx1.shop.example'], addresses: [] },
    claims: [
      { class: 'local', setting: 'mydestination', ...(step ? { place: step } : {}) },
      { class: 'virtual-mailbox', setting: 'virtual_mailbox_domains' },
    ],
    steps: it.steps.map((found) =>
      found.stage === 'mydestination'
        ? {
            ...found,
            findings: [
              {
                rule: 'postfix/domain-in-two-classes',
                message: 'shop.example is also in virtual_mailbox_domains, so its mailboxes are never asked',
                fixes: ['Remove $mydomain from mydestination'],
              },
            ],
          }
        : found,
    ),
  })),
  plainSystems: [],
  mx: disagreement,
  ownAddresses: ['192.0.2.25'],
  hosts: [{ host: 'mx1.shop.example', result: unknownUser }],
  unchecked: [],
};

export const diagnosed: Run = {
  id: 'diagnosis',
  question: { kind: 'diagnose', address: 'erin@shop.example' },
  at: asked,
  outcome: { kind: 'diagnose', diagnosis: judge(evidence), evidence, from: 'web3', ms: 1200 },
};

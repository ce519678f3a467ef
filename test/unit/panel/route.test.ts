import { describe, expect, it } from 'vitest';
import { boxHeight, type Drawing, type Label, type LabelTree, layOut } from '../../../client/src/panel/page/routeLayout.ts';
import { type Branch, routeOf, wayTo } from '../../../client/src/panel/route.ts';
import { routeSentence } from '../../../client/src/panel/words/explain.ts';
import type { Explained, ExplainedStep } from '../../../server/src/protocol.ts';

const delivery = (recipient: string, outcome: 'delivered' | 'bounced' = 'delivered') => ({
  recipient,
  transport: 'local',
  nexthop: '',
  outcome,
  ...(outcome === 'bounced' ? { enhanced: '5.1.1' } : {}),
  why: 'so it is',
});
const queued = (stage: string, says: string, more: Partial<ExplainedStep> = {}): ExplainedStep => ({
  stage,
  verdict: 'rewrote',
  says,
  part: 'queue',
  ...more,
});
const end = (number: number, below?: number): ExplainedStep =>
  queued('local', `end ${number}`, { verdict: 'routed', delivery: number, ...(below === undefined ? {} : { below }) });

const site: Explained = {
  system: { mta: 'Postfix', root: 'file:///main.cf', label: 'postfix/main.cf' },
  address: 'all@example.com',
  client: '203.0.113.9',
  claims: [],
  rcpt: { verdict: 'accepted', code: 250, enhanced: '2.1.5', text: 'Ok' },
  steps: [
    { stage: 'address class', verdict: 'passed', says: 'it is local', brief: 'local', place: { file: 'f', line: 4, label: 'main.cf:4' } },
    queued('virtual_alias_maps', 'all becomes ann, team'),
    end(0, 1),
    queued('alias_maps', 'team becomes ben, nosuch', { below: 1 }),
    end(1, 3),
    end(2, 3),
  ],
  deliveries: [delivery('ann@example.com'), delivery('ben@example.com'), delivery('nosuch@example.com', 'bounced')],
};

function draw(branches: readonly Branch[], indent = ''): string {
  return branches
    .map(({ step, delivery: to, children, again }) => {
      const name = to ? `${to.recipient} ${to.outcome}` : `${step?.says}${again === 0 ? '' : ` (${again} times more)`}`;
      return `${indent}${name}\n${draw(children, `${indent}  `)}`;
    })
    .join('');
}

describe('the steps after the queue', () => {
  it('are a tree: an alias with its recipients below it', () => {
    expect(`\n${draw(routeOf(site).queued)}`).toBe(`
all becomes ann, team
  ann@example.com delivered
  team becomes ben, nosuch
    ben@example.com delivered
    nosuch@example.com bounced
`);
    expect(wayTo(site, 2).map(({ says }) => says)).toEqual(['all becomes ann, team', 'team becomes ben, nosuch', 'end 2']);
  });

  it('say a circle once', () => {
    const steps = ['a', 'b', 'a', 'b', 'a'].map((it, i) => queued('maps', it, i === 0 ? {} : { below: i - 1 }));
    expect(`\n${draw(routeOf({ ...site, steps: [...steps, end(0, 4)] }).queued)}`).toBe(`
a
  b (3 times more)
    ann@example.com delivered
ben@example.com delivered
nosuch@example.com bounced
`);
  });

  it('tell of what was passed over before a step together with it, and make no branch of it', () => {
    const passed = (stage: string, more: Partial<ExplainedStep> = {}): ExplainedStep => ({
      stage,
      verdict: 'passed',
      says: `Skipped: not for ${stage}`,
      brief: 'skipped',
      ...more,
    });
    const late = (stage: string) => passed(stage, { part: 'queue', below: 3 });
    const steps = [
      ...['far', 'lists'].map((it) => passed(it)),
      ...site.steps.slice(0, 2),
      ...[late('far'), late('lists'), end(0, 3), late('far'), end(1, 3)],
    ];
    const explained = { ...site, steps, deliveries: site.deliveries.slice(0, 2) };
    const { asked, queued: branches } = routeOf(explained);
    expect(asked.map(({ skipped, step }) => [...skipped, step].map((it) => it?.stage))).toEqual([['far', 'lists', 'address class']]);
    expect(branches.flatMap((it) => it.children.map(({ skipped }) => skipped.map((by) => by.stage)))).toEqual([['far', 'lists'], ['far']]);
    expect(routeSentence(explained)).toMatch(/^RCPT TO all@example.com from 203.0.113.9; skipped: far and lists; address class local by/);
  });

  it('are none where the message is not taken', () => {
    const [step] = site.steps;
    expect(routeOf({ steps: [step!], deliveries: [] })).toEqual({ asked: [{ skipped: [], step }], queued: [] });
  });
});

it('the picture is a sentence for whoever does not see it', () => {
  expect(routeSentence(site)).toBe(
    'RCPT TO all@example.com from 203.0.113.9; address class local by main.cf:4; reply 250 2.1.5, accepted; then mail for ' +
      'ann@example.com is delivered, mail for ben@example.com is delivered and mail for nosuch@example.com is bounced 5.1.1',
  );
});

describe('the boxes of the picture', () => {
  const label = (title: string): Label => ({ title, brief: 'no entry', tone: 'plain' });
  const tree = (title: string, ...children: readonly LabelTree[]): LabelTree => ({ ...label(title), children });
  const asked = ['RCPT TO', 'address class', 'virtual_alias_maps', 'local_recipient_maps', '550 5.1.1'].map(label);
  const team = tree('queue', tree('virtual_alias_maps', tree('ann@example.com'), tree('alias_maps', tree('ben@example.com'), tree('cy'))));
  const chain = ['one', 'two', 'three', 'four', 'five', 'six'].reduceRight((below, it) => tree(`${it}_alias_maps`, below), tree('end'));
  const rows = ({ boxes }: Drawing) =>
    [...new Set(boxes.map(({ y }) => y))].map((y) => boxes.filter((it) => it.y === y).map((it) => it.title));

  it.each([
    ['at full width', 1040],
    ['at half the width', 640],
    ['as narrow as can be', 160],
  ])('%s lie inside it and apart', (_, width) => {
    for (const drawing of [layOut(asked, team, width), layOut(asked, chain, width), layOut(asked, undefined, width)]) {
      const { boxes, height } = drawing;
      expect(boxes.filter((it) => it.x < 0 || width < it.x + it.width || height < it.y + boxHeight)).toEqual([]);
      const meet = boxes.flatMap((a, i) =>
        boxes.slice(i + 1).filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + boxHeight && b.y < a.y + boxHeight),
      );
      expect(meet).toEqual([]);
    }
  });

  it('beside the way stand below the box that kept them from being asked, where one row is enough', () => {
    const aside = { label: label('virtual_mailbox_maps'), below: 1 };
    const { boxes, lines, height } = layOut(asked, undefined, 1040, aside);
    const [own, before] = [boxes.at(-1)!, boxes[1]!];
    expect(own).toMatchObject({ title: 'virtual_mailbox_maps', isOff: true });
    expect([before.x < own.x, before.y + boxHeight < own.y, own.y + boxHeight < height]).toEqual([true, true, true]);
    expect(lines.at(-1)?.isCut).toBe(true);
    expect(layOut(asked, undefined, 500, aside).boxes).toHaveLength(asked.length);
  });

  it('stand in a row while there is room, then in the next', () => {
    expect(rows(layOut(asked, undefined, 1040))).toEqual([asked.map((it) => it.title)]);
    expect(rows(layOut(asked, undefined, 500))).toEqual([
      ['RCPT TO', 'address class', 'virtual_alias_maps'],
      ['local_recipient_maps', '550 5.1.1'],
    ]);
  });

  it('of a branch follow from the box before it, and its ends stand below each other', () => {
    const { boxes, lines } = layOut(asked, team, 1040);
    const ends = boxes.filter(({ title }) => /^(ann|ben|cy)/.test(title));
    expect(new Set(ends.map(({ x }) => x)).size).toBe(1);
    expect(lines).toHaveLength(boxes.length - 1);
    expect(lines.filter(({ isCut }) => isCut)).toEqual([]);
  });

  it('leave out the middle of a long way, which a broken line shows', () => {
    const { boxes, lines } = layOut(asked, chain, 700);
    const shown = boxes.slice(asked.length).map(({ title }) => title);
    expect([shown[0], shown.at(-1)]).toEqual(['one_alias_maps', 'end']);
    expect(shown.length).toBeLessThan(7);
    expect(lines.filter(({ isCut }) => isCut)).toHaveLength(1);
  });

  it('count the recipients of a list that is too long to draw', () => {
    const list = tree('queue', tree('alias_maps', ...Array.from({ length: 40 }, (_, i) => tree(`user${i}`))));
    expect(
      layOut(asked, list, 1040)
        .boxes.slice(-2)
        .map(({ title }) => title),
    ).toEqual(['user7', 'and 32 more']);
  });
});

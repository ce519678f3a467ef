import type { LinkedPlace } from '../../../../server/src/protocol.ts';
import type { Tone } from '../words/conclusion.ts';

/** What a box shows, before it has a place. */
export interface Label {
  readonly title: string;
  readonly brief: string;
  readonly tone: Tone;
  readonly place?: LinkedPlace;
}

/** A recipient's way after the queue: each box with those that follow from it. */
export interface LabelTree extends Label {
  readonly children: readonly LabelTree[];
}

export interface Box extends Label {
  /** It stands beside the way. */
  readonly isOff?: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Line {
  readonly path: string;
  /** Steps between its ends are left out. */
  readonly isCut: boolean;
}

/** What was never asked, because of the box with this number. */
export interface Aside {
  readonly label: Label;
  readonly below: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export const boxHeight = 44;
const gap = 30;
const rowPitch = boxHeight + 26;
const leafPitch = boxHeight + 14;
/** Fonts of one letter width: so many units a letter, at 12 and 11 pixels. */
const letters = { title: 7.4, brief: 6.8 } as const;
const inset = 12;
const widestBox = 250;
const mostLeaves = 8;

/** The questions in rows from left to right, below them the tree of what follows; nothing is wider than the width. */
export function layOut(asked: readonly Label[], queued: LabelTree | undefined, width: number, aside?: Aside): Drawing {
  const boxes: Box[] = [];
  const lines: Line[] = [];
  let x = 1;
  let y = 1;
  for (const label of asked) {
    const wide = Math.min(widthOf(label), width - 2);
    const before = boxes.at(-1);
    const isFull = before !== undefined && width - 1 < x + wide;
    if (isFull) [x, y] = [1, y + rowPitch];
    const box: Box = { ...fitted(label, wide), x, y, width: wide };
    if (before) lines.push(isFull ? downwards(before, box) : across(before, box));
    boxes.push(box);
    x += wide + gap;
  }
  const last = boxes.at(-1);
  const before = aside && boxes[aside.below];
  // In several rows the line would cross boxes.
  if (before && y === 1) {
    const left = before.x + before.width / 2 + gap;
    const wide = Math.min(widthOf(aside.label), width - left - 1);
    const box: Box = { ...fitted(aside.label, wide), x: left, y: y + rowPitch, width: wide, isOff: true };
    const start = before.x + before.width / 2;
    lines.push({ path: `M${start} ${before.y + boxHeight}V${box.y + boxHeight / 2}H${left}`, isCut: true });
    boxes.push(box);
    y = box.y;
  }
  if (!queued || !last) return { width, height: y + boxHeight + 1, boxes, lines };
  const tree = layOutTree(queued, y + rowPitch + 6, width);
  return {
    width,
    height: tree.height,
    boxes: [...boxes, ...tree.boxes],
    lines: [...lines, ...(tree.boxes[0] ? [downwards(last, tree.boxes[0])] : []), ...tree.lines],
  };
}

interface Node {
  readonly label: Label;
  readonly column: number;
  readonly row: number;
  readonly parent: number;
}

/** The root at the left, the ends at the right in a column of their own; where the columns do not fit, those in the middle are left out. */
function layOutTree(root: LabelTree, top: number, width: number): Pick<Drawing, 'boxes' | 'lines' | 'height'> {
  const { nodes, leaves, depth } = arranged(root);
  const columns = Array.from({ length: depth + 1 }, (_, it) => it);
  const widest = columns.map((column) =>
    Math.max(0, ...nodes.filter((it) => it.column === column).map((it) => Math.min(widthOf(it.label), widestBox))),
  );
  const total = () => columns.reduce((sum, it) => sum + widest[it]! + gap, -gap);
  while (width - 2 < total() && 3 < columns.length) columns.splice(columns.length >> 1, 1);
  const most = width - 2 < total() ? (width - 2 - gap * (columns.length - 1)) / columns.length : widestBox;
  const lefts = new Map<number, number>();
  let x = 1;
  for (const column of columns) {
    lefts.set(column, x);
    x += Math.min(widest[column]!, most) + gap;
  }
  const placed = nodes.map((node): Box | undefined => {
    const left = lefts.get(node.column);
    const wide = Math.min(widest[node.column]!, most);
    return left === undefined ? undefined : { ...fitted(node.label, wide), x: left, y: top + node.row * leafPitch, width: wide };
  });
  const lines = nodes.flatMap((node, number) => {
    const box = placed[number];
    if (!box || node.parent < 0) return [];
    let parent = node.parent;
    while (!placed[parent]) parent = nodes[parent]!.parent;
    return [{ ...across(placed[parent]!, box), isCut: parent !== node.parent }];
  });
  return { boxes: placed.filter((it) => it !== undefined), lines, height: top + leaves * leafPitch };
}

function arranged(root: LabelTree): { readonly nodes: readonly Node[]; readonly leaves: number; readonly depth: number } {
  const nodes: Node[] = [];
  const depth = depthOf(root);
  let leaves = 0;
  let left = 0;
  add(root, 0, -1);
  if (0 < left) {
    nodes.push({ label: { title: `and ${left} more`, brief: 'listed below', tone: 'plain' }, column: depth, row: leaves, parent: 0 });
    leaves++;
  }
  return { nodes, leaves, depth };

  function add(tree: LabelTree, column: number, parent: number): readonly [first: number, last: number] | undefined {
    const isLeaf = tree.children.length === 0;
    if (isLeaf && mostLeaves <= leaves) {
      left++;
      return undefined;
    }
    const number = nodes.length;
    nodes.push({ label: tree, column: isLeaf && 0 < column ? depth : column, row: leaves, parent });
    if (isLeaf) {
      leaves++;
      return [leaves - 1, leaves - 1];
    }
    const spans = tree.children.flatMap((it) => add(it, column + 1, number) ?? []);
    if (spans.length === 0) {
      nodes.length = number;
      return undefined;
    }
    const [first, last] = [spans[0]!, spans.at(-1)!];
    nodes[number] = { ...nodes[number]!, row: (first + last) / 2 };
    return [first, last];
  }
}

function depthOf({ children }: LabelTree): number {
  return children.length === 0 ? 0 : 1 + Math.max(...children.map(depthOf));
}

function widthOf({ title, brief }: Label): number {
  return Math.ceil(Math.max(title.length * letters.title, brief.length * letters.brief) + 2 * inset);
}

function fitted(label: Label, width: number): Label {
  const room = (letter: number) => Math.max(2, Math.floor((width - 2 * inset) / letter + 0.001));
  return { ...label, title: shortened(label.title, room(letters.title)), brief: shortened(label.brief, room(letters.brief)) };
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function across(from: Box, to: Box): Line {
  const [start, end] = [from.y + boxHeight / 2, to.y + boxHeight / 2];
  const bend = to.x - gap / 2;
  return {
    path: start === end ? `M${from.x + from.width} ${start}H${to.x}` : `M${from.x + from.width} ${start}H${bend}V${end}H${to.x}`,
    isCut: false,
  };
}

function downwards(from: Box, to: Box): Line {
  const [start, end] = [from.x + from.width / 2, to.x + to.width / 2];
  const bend = from.y + boxHeight + (rowPitch - boxHeight) / 2;
  return { path: `M${start} ${from.y + boxHeight}V${bend}H${end}V${to.y}`, isCut: false };
}

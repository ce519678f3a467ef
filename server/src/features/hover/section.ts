import type { Place } from '../../core/text.ts';
import type { SystemView } from '../../workspace/snapshot.ts';
import type { Links } from '../markdown.ts';

/** What one kind of hover says of a place. */
export interface Section {
  readonly at: Place;
  readonly markdown: string;
}

/** Where the cursor stands, in one system's eyes. */
export interface Cursor {
  readonly view: SystemView;
  readonly file: string;
  readonly text: string;
  readonly offset: number;
  readonly links: Links;
}

import type { Surroundings } from '../../core/mta.ts';
import type { Item } from '../../core/sourced.ts';
import type { MailSystem, Mention, Seen } from '../../core/system.ts';
import type { FileId } from '../../core/text.ts';
import type { ClassList } from './classes.ts';
import type { DomainList } from './domainList.ts';
import type { Parameters } from './parameters.ts';
import type { DomainClass } from './routing/class.ts';
import type { MainCf } from './syntax/mainCf.ts';
import type { MasterCf, Service } from './syntax/masterCf.ts';
import type { TableRef } from './tableRef.ts';
import type { OpenTable } from './tables.ts';

/** A main.cf with everything it names. */
export interface Postfix extends MailSystem {
  readonly mta: 'postfix';
  /** The release that the configuration is for, such as 3.7; undefined where nobody has told. */
  readonly target: string | undefined;
  readonly mainCf: MainCf;
  readonly masterCf: MasterCf | undefined;
  /** As every program sees them, without the overrides of master.cf. */
  readonly parameters: Parameters;
  /** As the smtpd on port smtp sees them. */
  readonly smtpd: Parameters;
  readonly domainLists: Readonly<Record<ClassList, DomainList>>;
  /** What was found out about domains already: a system never changes. */
  readonly domainClasses: Map<string, DomainClass>;
  /** The tables of a parameter such as virtual_alias_maps. */
  mapsOf(parameter: string, parameters?: Parameters): MapList;
  /** A table that is named where no parameter lists it, such as in a restriction. */
  open(ref: TableRef): OpenTable;
  service(name: string, type: 'inet' | 'unix'): Service | undefined;
  /** True for a file that is no UTF-8. */
  isForeign(file: FileId): boolean;
  /** Reads a file that a line mentions, such as an :include: list. */
  mention(mention: Mention): Seen;
  /** Files that no line mentions; looking at one does not make it a part of the system. */
  readonly unmentioned: Pick<Surroundings, 'matching' | 'seen'>;
}

/** A list of tables as one parameter names it. */
export interface MapList {
  readonly parameter: string;
  readonly tables: readonly OpenTable[];
  /** Words that are no table at all: smtpd stops at the first of them. */
  readonly strangers: readonly Item[];
}

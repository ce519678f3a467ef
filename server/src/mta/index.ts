import type { Mta } from '../core/mta.ts';
import { dovecot } from './dovecot/index.ts';
import { exim } from './exim/index.ts';
import { postfix } from './postfix/index.ts';

/** Every mail server we know. To add one, write its folder and name it here. */
export const mtas: readonly Mta[] = [postfix, dovecot, exim];

import type { Format } from '../../../core/syntax.ts';
import { type MainCf, mainCf } from './mainCf.ts';

/**
 * The file that an ldap:, mysql: or other table of a database names: which server is asked, and how. cfg_parser.c reads it with
 * the reader of main.cf, so both are one language in the editor. A line without an equals sign ends the programs that open the
 * table, which need not be smtpd. Asked of Postfix 3.7.
 */
export const lookupCf: Format<MainCf> = {
  id: mainCf.id,
  parse(file, text) {
    const read = mainCf.parse(file, text);
    const problems = read.problems.map(({ at, message }) => ({
      at,
      message: message.replace('so Postfix does not run', 'so each program that opens this table ends'),
    }));
    return { ...read, problems };
  },
};

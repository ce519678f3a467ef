import type { Finding, Rule } from '../../../../core/rule.ts';
import type { Place } from '../../../../core/text.ts';
import { isStock } from '../../debian/stock/index.ts';
import type { Exim } from '../../system.ts';

/** The rule, as it speaks of files that people have: what it finds in a part that a package ships stands at the answer that chose the part. */
export function inFiles(rule: Rule<Exim>): Rule<Exim> {
  return {
    ...rule,
    *check(system) {
      for (const it of rule.check(system)) yield placed(it, system);
    },
  };
}

function placed(finding: Finding, system: Exim): Finding {
  const { at, related = [], fixes = [] } = finding;
  const places = [at, ...related.map((it) => it.at), ...fixes.flatMap((it) => it.edits.map((edit) => edit.at))];
  if (!places.some(isNowhere)) return finding;
  const elsewhere = related.filter((it) => !isNowhere(it.at));
  // A second statement that is the package's makes the first one wrong.
  const [first] = isNowhere(at) ? elsewhere : [];
  return {
    ...finding,
    at: first?.at ?? (isNowhere(at) ? choice(system) : at),
    related: elsewhere.filter((it) => it !== first),
    fixes: fixes.filter((it) => !it.edits.some((edit) => isNowhere(edit.at))),
  };
}

function isNowhere({ file }: Place): boolean {
  return isStock(file);
}

/** The kind of host that Debian's questions were answered with. */
function choice({ files, root }: Exim): Place {
  const entries = files.find((it) => it.file === root)?.entries ?? [];
  return (entries.findLast((it) => it.name.text === 'dc_eximconfig_configtype') ?? entries[0])?.at ?? { file: root, start: 0, end: 0 };
}

/** Why a text that a person typed cannot be used, in words for that person. It takes the place of the thing that was asked for. */
export interface Refusal {
  readonly kind: 'refused';
  readonly why: string;
}

/** `why` is one sentence without a full stop, which quotes what was typed. */
export function refuse(why: string): Refusal {
  return { kind: 'refused', why };
}

/**
 * What every text from outside must pass before anything else looks at it: a line break in an address is a second SMTP command,
 * so control characters die here. `what` is the noun of the sentence, such as "an address".
 */
export function refuseControls(text: string, what: string): Refusal | undefined {
  if (/[\r\n\u0085\u2028\u2029]/.test(text)) return refuse(`a line break cannot stand in ${what}`);
  if (text.includes('\0')) return refuse(`a NUL character cannot stand in ${what}`);
  const control = /[\u0000-\u001f\u007f-\u009f]/.exec(text)?.[0];
  if (control !== undefined) return refuse(`the control character ${codePoint(control)} cannot stand in ${what}`);
  const hidden = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/.exec(text)?.[0];
  if (hidden !== undefined)
    return refuse(`the invisible character ${codePoint(hidden)} stands in ${what}, perhaps from copying; type it again`);
  // Half of a surrogate pair has no UTF-8 form.
  if (/\p{Surrogate}/u.test(text)) return refuse(`half a character stands in ${what}`);
  return undefined;
}

function codePoint(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

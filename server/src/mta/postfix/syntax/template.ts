/** What stands where a script or a template engine puts the real word in, one way of writing it a line. */
const FORMS = [
  // Jinja and the like. Braces in braces are also Postfix's own: `${{$a} == {b} ? …}`, `inline:{{a = b}}` and `pcre:{{/a/ b}}`.
  String.raw`(?<![$:])\{\{`,
  String.raw`(?<!\$)\{\{[^{}=/]*\}\}`,
  String.raw`\{[%#]`,
  // ERB, and `<HOSTNAME>`.
  '<%',
  String.raw`<[\w -]+>`,
  // `{HOSTNAME}` and `{$hostname}`: `${HOSTNAME}` is Postfix's own, and `{mail_addr}` is a macro of milters.
  String.raw`(?<!\$)\{[A-Z][A-Z0-9_]*\}`,
  String.raw`(?<=(?:^|\n)(?:\w+ *= *)?)\{\$\w+\}`,
  // `@HOSTNAME@`, `__HOSTNAME__`, `%HOSTNAME%` and PH_HOSTNAME.
  String.raw`@[A-Za-z]\w*@`,
  String.raw`(?<!\w)__\w+__`,
  String.raw`%[A-Z]\w*%`,
  String.raw`\bPH_[A-Z]\w*`,
  // `%hostname` and `%{hostname}`.
  String.raw`%\{\w+\}`,
  String.raw`(?<=^|[=\s,:])%[a-z_]+(?=[\s,]|$)`,
];
const PLACEHOLDER = new RegExp(FORMS.join('|'));
const COMMENT = /^[ \t]*#.*$/gm;

/** True where what is written here is not what the server reads. */
export function hasPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** True where the text is something that a file is made from. */
export function isTemplate(text: string): boolean {
  return hasPlaceholder(text.replace(COMMENT, ''));
}

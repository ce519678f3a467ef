/** Jinja, ERB and the like, and words such as `@HOSTNAME@` and `__HOSTNAME__` that a script puts the real ones in for. */
// Braces in braces are also Postfix's own: `${{$a} == {b} ? …}`, `inline:{{a = b}}` and `pcre:{{/a/ b}}`.
const PLACEHOLDER = /(?<![$:])\{\{|(?<!\$)\{\{[^{}=/]*\}\}|\{%|\{#|<%|<[\w -]+>|@[A-Za-z]\w*@|%[A-Z]\w*%|(?<!\w)__\w+__/;
const COMMENT = /^[ \t]*#.*$/gm;

/** True where the text is something that a file is made from: what is written here is not what the server reads. */
export function isTemplate(text: string): boolean {
  return PLACEHOLDER.test(text.replace(COMMENT, ''));
}

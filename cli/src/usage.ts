/** What `postmaster --help` prints. */
export const usage = `Sees why mail bounces with 550 5.1.1 before a sender does.

postmaster check   [--format text|json|sarif|github] [--fail-on error|warning] [--root DIR] PATH...
postmaster explain [--root DIR] [--config PATH] [--client IP] [--json] ADDRESS... | -
postmaster mx      [--resolver IP[:PORT]]... [--authoritative] [--json] DOMAIN... | -
postmaster probe   [--server HOST[:PORT]] [--resolver IP[:PORT]]... [--helo NAME] [--sender ADDR] [--json] ADDRESS... | -
postmaster rules   [--json] [RULE-ID]

check    finds what is wrong with the configuration of a mail server, with its tables and alias files
explain  says what happens to mail for an address, and which line decides
mx       looks up mail exchangers at several resolvers side by side
probe    asks the mail exchangers with RCPT TO and leaves before a message
rules    lists the rules of check, or shows the manual of one

--root DIR     this folder is the / of the mail server: DIR/etc, DIR/home and so on
--config PATH  the file that begins the system, inside the root
--client IP    the connecting client; 203.0.113.9, a stranger, unless given; 127.0.0.1 is inside
-              reads addresses or domains from standard input, one a line

Exit: 0 nothing found; 1 findings, or the answer is a reject; 2 usage, or input that cannot be read.
`;

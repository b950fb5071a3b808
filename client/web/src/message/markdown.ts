import { Lexer, type Token } from "marked";

/** On hostile texts the parser's time grows with the square of their length. */
const LONGEST_TEXT = 4_000;

/**
 * A text taken apart by Markdown's rules; nothing for one that is to be shown as it was typed, since it is too long or
 * nested too deeply. Only the parser of the library is used: no HTML is ever made.
 */
export function parseMarkdown(text: string): readonly Token[] | undefined {
  if (text.length > LONGEST_TEXT) {
    return undefined;
  }

  try {
    return new Lexer({ gfm: true, breaks: true }).lex(text);
  } catch {
    return undefined;
  }
}

/** The address of a link that may be followed: on the web, and nothing else. */
export function safeAddress(href: string): string | undefined {
  const url = URL.canParse(href) ? new URL(href) : undefined;
  return url?.protocol === "https:" || url?.protocol === "http:" ? url.href : undefined;
}

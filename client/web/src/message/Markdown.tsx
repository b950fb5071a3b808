import type { Token, Tokens } from "marked";
import type { ReactNode } from "react";
import { parseMarkdown, safeAddress } from "./markdown.js";
import type { MessageBody } from "./shownMessage.js";
import { TextWithMentions } from "./TextWithMentions.js";

/** Deeper than this nobody can read anyway. */
const DEEPEST = 12;

interface Context {
  readonly body: MessageBody;
  readonly depth: number;
}

/** A safe part of Markdown as elements; whatever else is in it, HTML and images above all, shows as it was typed. */
export function Markdown({ text, body }: { readonly text: string; readonly body: MessageBody }) {
  const tokens = parseMarkdown(text);
  return tokens === undefined ? <TextWithMentions text={text} body={body} /> : renderAll(tokens, { body, depth: 0 });
}

function renderAll(tokens: readonly Token[] | undefined, { body, depth }: Context): ReactNode {
  if (depth > DEEPEST) {
    return tokens?.map(({ raw }) => raw).join("");
  }

  return tokens?.map((token, index) => <Piece key={index} token={token} context={{ body, depth: depth + 1 }} />);
}

interface PieceProps {
  readonly token: Token;
  readonly context: Context;
}

function Piece({ token, context }: PieceProps): ReactNode {
  const inner = () => renderAll("tokens" in token ? token.tokens : undefined, context);
  switch (token.type) {
    case "paragraph":
      return <p>{inner()}</p>;
    case "heading":
      return <p className="heading">{inner()}</p>;
    case "strong":
      return <strong>{inner()}</strong>;
    case "em":
      return <em>{inner()}</em>;
    case "del":
      return <s>{inner()}</s>;
    case "blockquote":
      return <blockquote>{inner()}</blockquote>;
    case "codespan":
      return <code>{token.text}</code>;
    case "code":
      return (
        <pre tabIndex={0}>
          <code>{token.text}</code>
        </pre>
      );
    case "br":
      return <br />;
    case "space":
      return null;
    default:
      return <OtherPiece token={token} context={context} />;
  }
}

function OtherPiece({ token, context }: PieceProps): ReactNode {
  switch (token.type) {
    case "list":
      return <List list={token as Tokens.List} context={context} />;
    case "link":
      return <Link link={token as Tokens.Link} context={context} />;
    case "text": {
      // A list's item has a text of further pieces.
      const { text, tokens } = token as Tokens.Text;
      return tokens === undefined ? <TextWithMentions text={text} body={context.body} /> : renderAll(tokens, context);
    }
    case "escape":
      return (token as Tokens.Escape).text;
    default:
      return token.raw;
  }
}

function List({ list, context }: { readonly list: Tokens.List; readonly context: Context }) {
  const items = list.items.map((item, index) => <li key={index}>{renderAll(item.tokens, context)}</li>);
  return list.ordered ? <ol start={list.start === "" ? 1 : list.start}>{items}</ol> : <ul>{items}</ul>;
}

function Link({ link, context }: { readonly link: Tokens.Link; readonly context: Context }) {
  const address = safeAddress(link.href);
  return address === undefined ? (
    link.raw
  ) : (
    <a href={address} title={address} target="_blank" rel="noopener noreferrer nofollow">
      {renderAll(link.tokens, context)}
    </a>
  );
}

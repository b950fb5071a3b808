import { Markdown } from "./Markdown.js";
import type { MessageBody } from "./shownMessage.js";
import { TextWithMentions } from "./TextWithMentions.js";

/** What a message says, or that it says nothing any more. */
export function MessageText({ body }: { readonly body: MessageBody }) {
  if (body.redacted === true) {
    return (
      <p className="text deleted" data-testid="message-text">
        Message deleted
      </p>
    );
  }

  return body.format === "markdown" ? (
    <div className="text formatted" dir="auto" data-testid="message-text">
      <Markdown text={body.text ?? ""} body={body} />
    </div>
  ) : (
    <p className="text" dir="auto" data-testid="message-text">
      <TextWithMentions text={body.text ?? ""} body={body} />
    </p>
  );
}

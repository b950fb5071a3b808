import { useDisplayName, useMe } from "../chat/clientState.js";
import { splitMentions } from "./mentions.js";
import type { MessageBody } from "./shownMessage.js";

/** A text with the names in it marked. Nothing else in it is ever taken for markup. */
export function TextWithMentions({ text, body }: { readonly text: string; readonly body: MessageBody }) {
  return splitMentions(text, body).map((part, index) =>
    part.mentioned === undefined ? part.text : <Mention key={index} name={part.mentioned} />,
  );
}

function Mention({ name }: { readonly name: string }) {
  const me = useMe();
  const isEverybody = name === "channel";
  const displayName = useDisplayName(isEverybody ? undefined : name);
  return (
    <span className="mention" data-self={isEverybody || me?.userId === name} title={isEverybody ? undefined : name}>
      @{isEverybody ? name : displayName}
    </span>
  );
}

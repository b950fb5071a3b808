import type { MessageBody } from "./shownMessage.js";

/** A piece of a text: plain, or the name of somebody it mentions. */
export interface TextPart {
  readonly text: string;
  /** Whom it mentions: a user's id, or `channel` for everybody. */
  readonly mentioned?: string;
}

type Mentions = Pick<MessageBody, "mentions" | "mentionsChannel">;

const EVERYBODY = "channel";
const NAME = /@([A-Za-z0-9._-]{1,64})/g;

/** Whether a message is meant for this user in particular. */
export function isMentioned({ mentions, mentionsChannel }: Mentions, userId: string | undefined): boolean {
  return mentionsChannel === true || (userId !== undefined && mentions?.includes(userId) === true);
}

/** A text taken apart at the names in it. The back-end has found whom it mentions: nothing else is a name. */
export function splitMentions(text: string, { mentions = [], mentionsChannel }: Mentions): readonly TextPart[] {
  const known = new Set(mentionsChannel === true ? [...mentions, EVERYBODY] : mentions);
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of known.size === 0 ? [] : text.matchAll(NAME)) {
    const mentioned = nameIn(match[1]!, known);
    if (mentioned !== undefined) {
      parts.push({ text: text.slice(end, match.index) }, { text: `@${mentioned}`, mentioned });
      end = match.index + mentioned.length + 1;
    }
  }

  return [...parts, { text: text.slice(end) }].filter((part) => part.text !== "");
}

/** A full stop behind a name is the sentence's. */
function nameIn(found: string, known: ReadonlySet<string>): string | undefined {
  for (let name = found; name !== ""; name = name.slice(0, -1)) {
    if (known.has(name)) {
      return name;
    }

    if (!/[._-]$/.test(name)) {
      return undefined;
    }
  }

  return undefined;
}

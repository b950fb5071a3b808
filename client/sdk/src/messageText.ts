import { ChatError } from "./chatError.js";

/** Refuses what the back-end would refuse, before it is queued. @throws ChatError with `field` `text` */
export function checkText(text: string, messageCharacters: number): void {
  if (text.trim().length === 0) {
    throw new ChatError({ code: "invalid_request", message: "A message needs some text.", field: "text" });
  }

  if (text.length > messageCharacters) {
    const message = `A message has at most ${messageCharacters} characters.`;
    throw new ChatError({ code: "too_large", message, field: "text" });
  }
}

import { ChatError } from "./chatError.js";
import type { ChangeContent, MessageContent, SendOptions } from "./outgoing.js";
import type { Limits } from "./protocol.js";

const REACTION_CHARACTERS = 32;

/**
 * A message, after refusing what the back-end would refuse.
 * @param head The highest `seq` known of the channel: one can only answer what one knows.
 */
export function messageContent(text: string, options: SendOptions, limits: Limits, head: number): MessageContent {
  const { format, replyTo, thread, metadata } = options;
  checkText(text, limits);
  checkKnown("replyTo", replyTo, head);
  checkKnown("thread", thread, head);
  checkMetadata(metadata, limits);
  return {
    event: "message",
    text,
    // Plain is what a text is anyway.
    ...(format !== undefined && format !== "plain" && { format }),
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread }),
    ...(metadata !== undefined && { metadata }),
  };
}

/** A change, after refusing what the back-end would refuse. */
export function changeContent(change: ChangeContent, limits: Limits): ChangeContent {
  if (!isNumber(change.target)) {
    throw refused("target", "There is no such message.");
  }

  switch (change.event) {
    case "edit": {
      checkText(change.text, limits);
      const { format, ...rest } = change;
      return format === undefined || format === "plain" ? rest : { ...rest, format };
    }
    case "react":
    case "unreact":
      checkReaction(change.reaction);
      return change;
    default:
      return change;
  }
}

function checkText(text: string, { messageCharacters }: Limits): void {
  if (text.trim().length === 0) {
    throw refused("text", "A message needs some text.");
  }

  if (text.length > messageCharacters) {
    throw tooLarge("text", `A message has at most ${messageCharacters} characters.`);
  }
}

function checkKnown(field: string, seq: number | undefined, head: number): void {
  if (seq !== undefined && (!isNumber(seq) || seq > head)) {
    throw refused(field, "One can only answer a message that one has seen.");
  }
}

function checkMetadata(metadata: object | undefined, { metadataBytes }: Limits): void {
  if (metadata !== undefined && new TextEncoder().encode(JSON.stringify(metadata)).length > metadataBytes) {
    throw tooLarge("metadata", `The data beside a message has at most ${metadataBytes} bytes.`);
  }
}

function checkReaction(reaction: string): void {
  if (reaction.length === 0 || reaction.length > REACTION_CHARACTERS || /[\s\p{Cc}]/u.test(reaction)) {
    throw refused("reaction", `A reaction is one word or sign of at most ${REACTION_CHARACTERS} characters.`);
  }
}

function isNumber(seq: number): boolean {
  return Number.isSafeInteger(seq) && seq >= 1;
}

function refused(field: string, message: string): ChatError {
  return new ChatError({ code: "invalid_request", message, field });
}

function tooLarge(field: string, message: string): ChatError {
  return new ChatError({ code: "too_large", message, field });
}

import { ChatError } from "@chat-functions/sdk";

/** What went wrong, in words for the person at the screen. */
export function plainWords(thrown: unknown): string {
  const error = ChatError.from(thrown);
  switch (error.code) {
    case "network":
      return "No connection right now. Please try again in a moment.";
    case "overloaded":
    case "unavailable":
    case "internal":
    case "unexpected_answer":
      return "The service is busy. Please try again in a moment.";
    case "unauthenticated":
      return "Your sign-in has expired. Please sign in again.";
    case "forbidden":
      return forbiddenWords(error);
    case "not_found":
      return missingWords(error);
    case "conflict":
      return conflictWords(error);
    case "invalid_request":
      return invalid[error.field ?? ""] ?? error.message;
    default:
      return error.message;
  }
}

function forbiddenWords({ field }: ChatError): string {
  if (field === "members") {
    return "One of you has blocked the other: there is no conversation between you.";
  }

  if (field === "channelId") {
    return "You cannot write here: you may only read, or one of you has blocked the other.";
  }

  return field === "role" ? "You may only give roles below your own." : "You are not allowed to do that.";
}

function missingWords({ field }: ChatError): string {
  switch (field) {
    case "target":
      return "That message does not exist any more.";
    case "userId":
      return "Nobody with this id has signed in yet.";
    case "token":
      return "This invite is not valid any more. Ask for another one.";
    default:
      return "This conversation does not exist, or you are not in it.";
  }
}

/** The field tells what does not fit: the back-end has one reason for each, but for somebody's id. */
function conflictWords({ field, message }: ChatError): string {
  if (/at most/.test(message)) {
    return "The group is full.";
  }

  if (/banned/.test(message)) {
    return "This person is banned here. Lift the ban first.";
  }

  if (/owner/.test(message)) {
    return "You are the owner: hand the group over to somebody before you leave.";
  }

  return field === "userId" ? "You block this person. Unblock them first." : "The conversation is archived: nobody posts any more.";
}

const invalid: Readonly<Record<string, string>> = {
  displayName: "A name is one line of up to 64 characters.",
  statusText: "A status is one line of up to 140 characters.",
  avatarUrl: "A picture’s address begins with https:// and has up to 500 characters.",
  locale: "That is no language tag, such as en or de-CH.",
  topic: "A topic has up to 250 characters.",
  name: "A name is one line of up to 100 characters.",
};

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
      return "You are not allowed to do that.";
    case "not_found":
      return error.field === "target"
        ? "That message does not exist any more."
        : "This conversation does not exist, or you are not in it.";
    default:
      return error.message;
  }
}

import type { ChatClient } from "@chat-functions/sdk";

/** Clients whose unsent messages somebody has agreed to lose: the browser need not ask again. */
const givenUp = new WeakSet<ChatClient>();

/** Whether leaving the page would lose messages that nobody has given up. */
export function wouldLoseMessages(client: ChatClient): boolean {
  return client.unsentCount > 0 && !givenUp.has(client);
}

/** Leaves the page by `go`, after asking when messages would be lost. Rejects as `go` does: nothing is lost then. */
export async function leave(client: ChatClient, go: () => Promise<void>): Promise<void> {
  if (wouldLoseMessages(client) && !confirm("Some messages are not sent yet and would be lost. Go on?")) {
    return;
  }

  givenUp.add(client);
  try {
    await go();
  } catch (thrown) {
    givenUp.delete(client);
    throw thrown;
  }
}

import { ChatClient, type Channel } from "@chat-functions/sdk";

/** Chats with one person from a terminal: prints what comes, sends each line. */
export async function chatInTerminal(apiUrl: string, accessToken: string, peerId: string): Promise<Channel> {
  const client = new ChatClient({ apiUrl, getToken: () => accessToken });
  client.on("state", ({ status }) => console.log(`[${status}]`));
  client.on("error", (error) => console.error(`${error.code}: ${error.message}`));
  client.start();

  const { channelId } = await client.createDirect(peerId);
  const channel = client.openChannel(channelId);
  let printed = 0;
  channel.subscribe(() => {
    for (const item of channel.timeline.items) {
      if (item.kind === "message" && item.entry.seq > printed) {
        printed = item.entry.seq;
        console.log(`${item.entry.senderId}: ${item.entry.text ?? ""}`);
      }
    }
  });

  process.stdin.setEncoding("utf8").on("data", (line) => channel.send(String(line).trimEnd()));
  return channel;
}

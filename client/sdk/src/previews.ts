import type { ChatApi } from "./chatApi.js";
import { ChatError } from "./chatError.js";
import type { Entry } from "./protocol.js";

const PARALLEL_REQUESTS = 4;

/** Reads the newest entry of each channel, a few at a time, and tells each as it comes. */
export async function readPreviews(
  api: ChatApi,
  channelIds: readonly string[],
  onEntry: (entry: Entry) => void,
): Promise<void> {
  const left = [...channelIds];
  const work = async (): Promise<void> => {
    for (let channelId = left.shift(); channelId !== undefined; channelId = left.shift()) {
      const newest = await readNewest(api, channelId);
      if (newest !== undefined) {
        onEntry(newest);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, work));
}

/** A channel that is gone meanwhile has no preview; it must not cost the others theirs. */
async function readNewest(api: ChatApi, channelId: string): Promise<Entry | undefined> {
  try {
    return (await api.entries(channelId, { limit: 1 })).entries.at(-1);
  } catch (thrown) {
    if (ChatError.from(thrown).code === "not_found") {
      return undefined;
    }

    throw thrown;
  }
}

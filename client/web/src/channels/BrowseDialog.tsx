import type { PublicChannel } from "@chat-functions/sdk";
import { useCallback, useEffect, useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { useChannels } from "../chat/clientState.js";
import { Avatar } from "../ui/Avatar.js";
import { Modal } from "../ui/Modal.js";
import { plainWords } from "../ui/plainWords.js";
import { useTask } from "../ui/useTask.js";

const PAUSE_MS = 200;

interface Props {
  readonly onClose: () => void;
  readonly onOpen: (channelId: string) => void;
}

/** Public channels: find one, join it. */
export function BrowseDialog({ onClose, onOpen }: Props) {
  const client = useClient();
  const [text, setText] = useState("");
  const { channels, hasMore, isLoading, problem, loadMore } = usePublicChannels(text.trim());
  const joining = useTask();
  const mine = new Set(useChannels().map(({ channel }) => channel.channelId));
  return (
    <Modal title="Public channels" testId="browse" onClose={onClose}>
      {(close) => {
        const go = (channelId: string) => {
          close();
          onOpen(channelId);
        };
        const join = ({ channelId }: PublicChannel) =>
          void joining.run(() => client.publicChannels.join(channelId), () => go(channelId));
        return (
          <>
            <input
              className="search"
              type="search"
              aria-label="Search public channels"
              placeholder="Search by name"
              value={text}
              maxLength={64}
              autoFocus
              onChange={(event) => setText(event.target.value)}
            />
            <p className="problem" role="alert">
              {problem ?? joining.problem?.message}
            </p>
            <ul className="lines">
              {channels.map((channel) => (
                <li key={channel.channelId} className="line" data-testid="public-channel">
                  <Avatar id={channel.channelId} name={channel.name} url={channel.avatarUrl} size="small" />
                  <span className="person-names">
                    <strong>{channel.name}</strong>
                    <span className="soft">{wordsOf(channel)}</span>
                  </span>
                  {mine.has(channel.channelId) ? (
                    <button className="button small" onClick={() => go(channel.channelId)}>
                      Open
                    </button>
                  ) : (
                    <button className="button primary small" disabled={joining.isBusy} onClick={() => join(channel)}>
                      Join
                    </button>
                  )}
                </li>
              ))}
            </ul>
            {channels.length === 0 && problem === undefined && (
              <p className="hint">{isLoading ? "Loading…" : text.trim() === "" ? "There are no public channels yet." : "No public channel is called that."}</p>
            )}
            {hasMore && (
              <button className="button small" disabled={isLoading} onClick={loadMore}>
                More
              </button>
            )}
          </>
        );
      }}
    </Modal>
  );
}

function wordsOf({ topic, memberCount }: PublicChannel): string {
  const members = memberCount === 1 ? "1 member" : `${memberCount} members`;
  return topic === undefined ? members : `${members} · ${topic}`;
}

function usePublicChannels(text: string) {
  const client = useClient();
  const [found, setFound] = useState<{ readonly channels: readonly PublicChannel[]; readonly next?: string | undefined }>({
    channels: [],
  });
  const [isLoading, setLoading] = useState(true);
  const [problem, setProblem] = useState<string>();
  const load = useCallback(
    async (before: readonly PublicChannel[], after: string | undefined, isCurrent: () => boolean) => {
      setLoading(true);
      setProblem(undefined);
      try {
        const { channels, next } = await client.publicChannels.search(text, after === undefined ? {} : { after });
        if (isCurrent()) {
          setFound({ channels: [...before, ...channels], next });
        }
      } catch (thrown) {
        setProblem(plainWords(thrown));
      }

      setLoading(false);
    },
    [client, text],
  );

  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => void load([], undefined, () => isCurrent), text === "" ? 0 : PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [load, text]);
  const loadMore = () => void load(found.channels, found.next, () => true);
  return { channels: found.channels, hasMore: found.next !== undefined, isLoading, problem, loadMore };
}

/** Larger numbers say nothing more. */
const MOST = 99;

interface Props {
  readonly unread: number;
  readonly mentions: number;
}

/** How much is unread, and whether one is called. */
export function UnreadBadges({ unread, mentions }: Props) {
  return (
    <span className="badges">
      {mentions > 0 && (
        <span className="badge mention-badge" role="img" aria-label={mentions === 1 ? "1 mention" : `${mentions} mentions`} data-testid="mention-badge">
          @{mentions > 1 && Math.min(mentions, MOST)}
        </span>
      )}
      <span className="badge" role="img" aria-label={unread === 1 ? "1 unread message" : `${unread} unread messages`} data-testid="unread-badge">
        {unread > MOST ? `${MOST}+` : unread}
      </span>
    </span>
  );
}

import type { InputHTMLAttributes, KeyboardEvent } from "react";
import { Icon } from "../ui/Icon.js";
import { addIds } from "./memberIds.js";

interface Props {
  readonly wiring: InputHTMLAttributes<HTMLInputElement>;
  readonly members: readonly string[];
  readonly draft: string;
  readonly onChange: (members: readonly string[], draft: string) => void;
}

/** Ids become chips as they are typed. */
export function MemberChips({ wiring, members, draft, onChange }: Props) {
  const write = (text: string) => {
    const isEnded = /[\s,;]/.test(text);
    onChange(isEnded ? addIds(members, text) : members, isEnded ? "" : text);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && draft.trim() !== "") {
      event.preventDefault();
      onChange(addIds(members, draft), "");
    } else if (event.key === "Backspace" && draft === "") {
      onChange(members.slice(0, -1), "");
    }
  };

  return (
    <div className="chips">
      {members.map((id) => (
        <span className="chip" key={id}>
          {id}
          <button
            type="button"
            aria-label={`Remove ${id}`}
            onClick={() =>
              onChange(
                members.filter((other) => other !== id),
                draft,
              )
            }
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      <input
        {...wiring}
        value={draft}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => write(event.target.value)}
        onKeyDown={keyDown}
      />
    </div>
  );
}

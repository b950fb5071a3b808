import { useId, useState, type InputHTMLAttributes, type KeyboardEvent } from "react";
import { Icon } from "../ui/Icon.js";
import { isFinalEnter } from "../ui/useTextInput.js";
import { useDisplayName } from "../chat/clientState.js";
import { PersonLine } from "./PersonLine.js";
import { usePeopleSearch } from "./usePeopleSearch.js";

interface Props {
  readonly wiring: InputHTMLAttributes<HTMLInputElement>;
  readonly chosen: readonly string[];
  readonly isFocusWanted?: boolean;
  /** Those who are not offered. */
  readonly isExcluded: (userId: string) => boolean;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Chooses people by name or id: a text field with a list below it, and those who were chosen as chips in it. */
export function PeoplePicker({ wiring, chosen, isFocusWanted = false, isExcluded, onChange }: Props) {
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const { ids, unknownId, isSearching, problem } = usePeopleSearch(text, (id) => isExcluded(id) || chosen.includes(id));
  const listId = useId();
  const at = Math.min(active, ids.length - 1);
  const write = (next: string) => {
    setText(next);
    setActive(0);
  };
  const choose = (userId: string) => {
    onChange([...chosen, userId]);
    write("");
  };
  const keyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && ids.length > 0) {
      event.preventDefault();
      setActive((at + step + ids.length) % ids.length);
    } else if (isFinalEnter(event) && text.trim() !== "") {
      event.preventDefault();
      if (!isSearching && ids[at] !== undefined) {
        choose(ids[at]);
      }
    } else if (event.key === "Backspace" && text === "") {
      onChange(chosen.slice(0, -1));
    }
  };

  return (
    <div className="picker">
      <div className="chips">
        {chosen.map((id) => (
          <Chip key={id} userId={id} onRemove={() => onChange(chosen.filter((other) => other !== id))} />
        ))}
        <input
          {...wiring}
          role="combobox"
          aria-expanded={ids.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={ids.length > 0 ? `${listId}-${at}` : undefined}
          value={text}
          maxLength={64}
          autoFocus={isFocusWanted}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-testid="people-search"
          onChange={(event) => write(event.target.value)}
          onKeyDown={keyDown}
        />
      </div>
      <ul id={listId} className="options" role="listbox" aria-label="People">
        {ids.map((id, index) => (
          <li
            key={id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            data-testid="person-option"
            data-user-id={id}
            // The focus stays in the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(id)}
          >
            <PersonLine userId={id} note={id === unknownId ? "Somebody with this id" : id} />
          </li>
        ))}
      </ul>
      <p className="help" role="status">
        {problem ?? (ids.length === 0 && !isSearching && text.trim() !== "" ? "Nobody is called that." : "")}
      </p>
    </div>
  );
}

function Chip({ userId, onRemove }: { readonly userId: string; readonly onRemove: () => void }) {
  const name = useDisplayName(userId);
  return (
    <span className="chip">
      {name}
      <button type="button" aria-label={`Remove ${name}`} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </span>
  );
}

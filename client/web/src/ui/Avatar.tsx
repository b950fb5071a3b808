import { useState, type CSSProperties } from "react";

interface Props {
  /** Decides the colour: the same id has the same everywhere. */
  readonly id: string;
  readonly name: string;
  /** An `https` address of a picture, instead of the initials. */
  readonly url?: string | undefined;
  readonly size?: "tiny" | "small" | "large";
}

/** Decoration only: the name stands beside it. The page's security policy lets pictures come by `https` alone. */
export function Avatar({ id, name, url, size }: Props) {
  const [broken, setBroken] = useState<string>();
  const picture = url !== undefined && url !== broken ? url : undefined;
  return (
    <span className="avatar" data-size={size} style={{ "--hue": hueOf(id) } as CSSProperties} aria-hidden="true">
      {initialsOf(name)}
      {picture !== undefined && (
        <img src={picture} alt="" referrerPolicy="no-referrer" draggable={false} onError={() => setBroken(picture)} />
      )}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => word.length > 0);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? "?")][0]?.toUpperCase() ?? "?").join("");
}

function hueOf(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
}

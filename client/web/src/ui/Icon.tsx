const paths = {
  back: "M15 5l-7 7 7 7",
  send: "M5 12h13M12 5l7 7-7 7",
  down: "M6 9l6 6 6-6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1.2-3.4 4.2-5 8-5s6.8 1.6 8 5",
  group:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.8-3 3.2-4.7 6.5-4.7s5.7 1.7 6.5 4.7" +
    "M16 4.5a3.2 3.2 0 0 1 0 6.2M17.5 15c2.2.5 3.6 2 4.1 4.5",
  close: "M6 6l12 12M18 6L6 18",
  exit: "M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 8l4 4-4 4M19 12H9",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
  check: "M5 13l4 4L19 7",
  warning: "M12 8v5M12 16.5v.01M12 3L2.5 20h19z",
} as const;

interface Props {
  readonly name: keyof typeof paths;
}

/** Decoration only: whatever it stands on has its own words. */
export function Icon({ name }: Props) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

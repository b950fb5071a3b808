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
  smile:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.2c.8 1.4 2 2.1 3.5 2.1s2.7-.7 3.5-2.1M9 9.5v.01M15 9.5v.01",
  reply: "M10 6L4 12l6 6M4 12h10a6 6 0 0 1 6 6v1",
  more: "M5.5 12v.01M12 12v.01M18.5 12v.01",
  edit: "M4 20l.8-4L16 4.8a1.7 1.7 0 0 1 2.4 0l.8.8a1.7 1.7 0 0 1 0 2.4L8 19.2z",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l.8 13h8.4L17 7M10.5 11v5M13.5 11v5",
  pin: "M9 4h6l-.8 6 3.3 3.4H6.5L9.8 10zM12 13.4V20",
  thread: "M4 5h16v10H10l-4 4v-4H4z",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  format: "M4 18l4.5-12L13 18M5.6 14h5.8M15.5 18c-3-1-3-6 0-6s3.5 2 3.5 2v4M19 15.5c-1.5-.6-4-.2-4 1.2s2.5 1.8 4 .3",
  jump: "M5 12h13M13 7l5 5-5 5M5 5v14",
  bell: "M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0",
  bellOff: "M8 6.6A6 6 0 0 1 18 11v4M6 11v5l-1.5 2H16M10 20.5a2.2 2.2 0 0 0 4 0M4 4l16 16",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 7.8v.01",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20",
  browse: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM15.5 8.5l-2 5-5 2 2-5z",
  contacts: "M6 4h12a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H6zM6 4v16M3.5 8H6M3.5 12H6M3.5 16H6M12.5 11.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9.5 16c.5-1.6 1.6-2.4 3-2.4s2.5.8 3 2.4",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1",
  add: "M12 5v14M5 12h14",
  archive: "M4 5h16v4H4zM5.500 9v10h13V9M10 13h4",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.800 5.800l12.400 12.400",
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

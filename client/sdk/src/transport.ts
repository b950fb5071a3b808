/** What a transport tells. After `closed`, or once it was told to close, it tells nothing more. */
export interface TransportEvents {
  /** A new connection is usable. Comes once. */
  connected(): void;
  /** The socket is gone and the transport tries to recover the same connection. */
  lost(): void;
  /** One try to recover failed; another follows. */
  recoveryFailed(): void;
  /** The same connection is back: what was sent to it meanwhile follows by itself. */
  recovered(): void;
  /** The connection is over for good. */
  closed(): void;
  /** The data of a frame from the back-end. */
  frame(data: unknown): void;
}

/** One connection, from its opening to its end. */
export interface Transport {
  /** Opens the socket. Rejects when it cannot be opened; then nothing more is told. */
  open(): Promise<void>;
  /** Raises a user event. Rejects when it did not leave or was not acknowledged. */
  sendEvent(name: string, data: object): Promise<void>;
  /** Ends the connection in whatever state it is. */
  close(): void;
}

/** Makes a transport for a WebSocket address with its token. */
export type TransportFactory = (url: string, events: TransportEvents) => Transport;

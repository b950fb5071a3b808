import type { WebPubSubClient } from "@azure/web-pubsub-client";

/** What the official client opens its sockets through; not a part of its published API. */
interface Socket {
  onopen(run: () => void): void;
  onclose(run: (code: number, reason: string) => void): void;
}

interface SocketFactory {
  create(url: string, protocol: string): Socket;
}

interface Internals {
  _getWebSocketClientFactory?: () => SocketFactory;
}

export interface SocketEvents {
  opened(): void;
  closed(): void;
}

/**
 * Tells when the sockets of the official client open and close. It raises no event of its own when it loses a socket
 * and starts to recover, nor when it has recovered; without this a person would read "online" for half a minute. Should
 * another version of it have changed this inner method, only these two events are missing.
 */
export function watchSockets(client: WebPubSubClient, events: SocketEvents): void {
  const internals = client as unknown as Internals;
  const original = internals._getWebSocketClientFactory;
  if (typeof original !== "function") {
    return;
  }

  internals._getWebSocketClientFactory = () => {
    const factory = original.call(client);
    return { create: (url, protocol) => watched(factory.create(url, protocol), events) };
  };
}

function watched(socket: Socket, events: SocketEvents): Socket {
  if (typeof socket?.onopen !== "function" || typeof socket.onclose !== "function") {
    return socket;
  }

  const onopen = socket.onopen.bind(socket);
  const onclose = socket.onclose.bind(socket);
  socket.onopen = (run) =>
    onopen(() => {
      run();
      events.opened();
    });
  socket.onclose = (run) =>
    onclose((code, reason) => {
      run(code, reason);
      events.closed();
    });
  return socket;
}

import { ChatError } from "./chatError.js";
import type { Environment } from "./environment.js";
import { isErrorBody, isObject, type Shape } from "./shapes.js";
import { withinTime } from "./withinTime.js";

/** A request, its token included, without an answer after this long has failed like one that found no network. */
const REQUEST_TIMEOUT_MS = 30_000;
/** When no word of the product's own says how long to wait. */
const UNEXPECTED_RETRY_MS = 1_000;

/** Gives the access token for the next request. */
export type GetToken = (options: {
  /** The last token was refused: give a newer one if there is any. */
  readonly refused: boolean;
}) => Promise<string> | string;

export interface HttpOptions {
  readonly apiUrl: string;
  readonly getToken: GetToken;
  readonly fetch: typeof fetch;
  readonly environment: Environment;
  /** The sign-in is over: told for every request that found it so, whoever made it. */
  readonly onUnauthenticated: (error: ChatError) => void;
}

interface Request<T> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly isExpected: Shape<T>;
}

/** JSON over HTTP with a bearer token. Every failure is a `ChatError`. */
export class Http {
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  get<T>(path: string, isExpected: Shape<T>, signal?: AbortSignal): Promise<T> {
    return this.#send({ method: "GET", path, isExpected }, signal);
  }

  post<T>(path: string, body: unknown, isExpected: Shape<T>): Promise<T> {
    return this.#send({ method: "POST", path, body, isExpected });
  }

  put<T>(path: string, body: unknown, isExpected: Shape<T>, signal?: AbortSignal): Promise<T> {
    return this.#send({ method: "PUT", path, body, isExpected }, signal);
  }

  patch<T>(path: string, body: unknown, isExpected: Shape<T>): Promise<T> {
    return this.#send({ method: "PATCH", path, body, isExpected });
  }

  delete<T>(path: string, isExpected: Shape<T>): Promise<T> {
    return this.#send({ method: "DELETE", path, isExpected });
  }

  async #send<T>(request: Request<T>, outer?: AbortSignal): Promise<T> {
    const { environment, onUnauthenticated } = this.#options;
    try {
      return await withinTime({ limitMs: REQUEST_TIMEOUT_MS, environment, outer }, (signal) =>
        this.#sendWithToken(request, signal),
      );
    } catch (thrown) {
      if (isUnauthenticated(thrown)) {
        onUnauthenticated(thrown);
      }

      throw thrown;
    }
  }

  async #sendWithToken<T>(request: Request<T>, signal: AbortSignal): Promise<T> {
    const { getToken } = this.#options;
    const token = await getToken({ refused: false });
    try {
      return await this.#sendOnce(request, token, signal);
    } catch (thrown) {
      const newer = isUnauthenticated(thrown) ? await getToken({ refused: true }) : token;
      if (newer === token) {
        throw thrown;
      }

      return this.#sendOnce(request, newer, signal);
    }
  }

  async #sendOnce<T>(request: Request<T>, token: string, signal: AbortSignal): Promise<T> {
    // The token may have taken longer than anybody waited for.
    signal.throwIfAborted();
    const { method, path, body, isExpected } = request;
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: "application/json" };
    const init: RequestInit = { method, headers, signal };
    if (body !== undefined) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(body);
    }

    const response = await this.#options.fetch(this.#options.apiUrl.replace(/\/+$/, "") + path, init);
    const answer = parse(await response.text());
    if (!response.ok) {
      throw refusal(response.status, answer);
    }

    if (!isExpected(answer)) {
      throw unexpected(`${method} ${path} answered ${response.status} with something else than asked for.`);
    }

    return answer;
  }
}

function isUnauthenticated(thrown: unknown): thrown is ChatError {
  return thrown instanceof ChatError && thrown.code === "unauthenticated";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refusal(status: number, answer: unknown): ChatError {
  const body = isObject(answer) ? answer["error"] : undefined;
  if (isErrorBody(body)) {
    return new ChatError(body);
  }

  const message = `The service answered ${status}.`;
  return status === 401 ? new ChatError({ code: "unauthenticated", message }) : unexpected(message);
}

/** A proxy or a gateway in between spoke, not the product: what it says of a channel or a request is no verdict. */
function unexpected(message: string): ChatError {
  return new ChatError({ code: "unexpected_answer", message, retryAfterMs: UNEXPECTED_RETRY_MS });
}

import { ChatError } from "./chatError.js";
import type { Environment } from "./environment.js";
import { isErrorBody } from "./frames.js";

/** A request without an answer after this long has failed like one that found no network. */
const REQUEST_TIMEOUT_MS = 30_000;

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
}

interface Request {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
}

/** JSON over HTTP with a bearer token. Every failure is a `ChatError`. */
export class Http {
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  async get<T>(path: string): Promise<T> {
    return this.#send<T>({ method: "GET", path });
  }

  async post<T>(path: string, body?: unknown): Promise<T> {
    return this.#send<T>({ method: "POST", path, body });
  }

  async #send<T>(request: Request): Promise<T> {
    const token = await this.#token(false);
    try {
      return await this.#sendOnce<T>(request, token);
    } catch (thrown) {
      const newer = isUnauthenticated(thrown) ? await this.#token(true) : token;
      if (newer === token) {
        throw thrown;
      }

      return this.#sendOnce<T>(request, newer);
    }
  }

  async #token(refused: boolean): Promise<string> {
    try {
      return await this.#options.getToken({ refused });
    } catch (thrown) {
      throw ChatError.from(thrown);
    }
  }

  async #sendOnce<T>({ method, path, body }: Request, token: string): Promise<T> {
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: "application/json" };
    const init: RequestInit = { method, headers };
    if (body !== undefined) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(body);
    }

    const { status, text } = await this.#exchange(this.#options.apiUrl.replace(/\/+$/, "") + path, init);
    const answer = parse(text);
    if (status < 200 || status > 299) {
      throw refusal(status, answer);
    }

    if (answer === undefined) {
      throw new ChatError({ code: "unexpected_answer", message: `${method} ${path} answered ${status} without JSON.` });
    }

    return answer as T;
  }

  async #exchange(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
    const abort = new AbortController();
    const cancel = this.#options.environment.after(REQUEST_TIMEOUT_MS, () => abort.abort());
    try {
      const response = await this.#options.fetch(url, { ...init, signal: abort.signal });
      return { status: response.status, text: await response.text() };
    } catch (thrown) {
      throw ChatError.from(thrown);
    } finally {
      cancel();
    }
  }
}

function isUnauthenticated(thrown: unknown): boolean {
  return thrown instanceof ChatError && thrown.code === "unauthenticated";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A gateway in between answers without the product's error body: its status has to do. */
function refusal(status: number, answer: unknown): ChatError {
  const body = typeof answer === "object" && answer !== null ? (answer as { error?: unknown }).error : undefined;
  if (isErrorBody(body)) {
    return new ChatError(body);
  }

  const message = `The service answered ${status}.`;
  if (status === 401) {
    return new ChatError({ code: "unauthenticated", message });
  }

  const isTransient = status >= 500 || status === 408 || status === 429;
  return new ChatError({ code: "unexpected_answer", message, ...(isTransient ? { retryAfterMs: 1_000 } : {}) });
}

// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { FakeService } from "../../sdk/test/support/fakeService.js";
import { ClientContext } from "../src/chat/clientContext.js";
import { parseMarkdown, safeAddress } from "../src/message/markdown.js";
import { MessageText } from "../src/message/MessageText.js";
import type { MessageBody } from "../src/message/shownMessage.js";

function shown(text: string, body: MessageBody = { format: "markdown" }): HTMLElement {
  const client = new FakeService().client();
  const { container } = render(
    <ClientContext value={client}>
      <MessageText body={{ ...body, text }} />
    </ClientContext>,
  );
  return container.querySelector<HTMLElement>(".text")!;
}

const elements = (element: HTMLElement) => [...element.querySelectorAll("*")].map((one) => one.localName);

describe("Markdown", () => {
  afterEach(cleanup);

  it.each([
    ["**bold** and *italic*", ["p", "strong", "em"]],
    ["`code` ~~gone~~", ["p", "code", "s"]],
    ["```js\na < b\n```", ["pre", "code"]],
    ["- a\n- b", ["ul", "li", "li"]],
    ["3. a", ["ol", "li"]],
    ["> quoted", ["blockquote", "p"]],
    ["one\ntwo", ["p", "br"]],
    ["# Title", ["p"]],
  ])("%j is shown as elements", (text, expected) => {
    expect(elements(shown(text))).toEqual(expected);
  });

  it.each([
    "<b>bold</b> <img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<div onclick=\"x\">\n\n</div>",
    "![image](https://example.org/a.png)",
    "[click](javascript:alert(1))",
    "[click](data:text/html,x)",
    "[click](//example.org)",
    "[click](/channels/x)",
    "<!-- nothing -->",
    "| a | b |\n|---|---|\n| 1 | 2 |",
  ])("%j is shown as it was typed", (text) => {
    const element = shown(text);
    const withoutSpace = (one: string | null) => one?.replaceAll(/\s/g, "");
    expect(withoutSpace(element.textContent)).toBe(withoutSpace(text));
    expect(elements(element).filter((name) => !["p", "br"].includes(name))).toEqual([]);
  });

  it("keeps what code contains to the letter", () => {
    expect(shown("`<b> **x** @ann`").querySelector("code")?.textContent).toBe("<b> **x** @ann");
    expect(shown("```\n<b>\n  **x**\n```").querySelector("pre")?.textContent).toBe("<b>\n  **x**");
  });

  it("opens links outside, without telling where they come from", () => {
    const link = shown("[here](https://example.org/a?b=1) or http://example.com").querySelectorAll("a");
    expect([...link].map((one) => one.href)).toEqual(["https://example.org/a?b=1", "http://example.com/"]);
    expect(link[0]?.rel.split(" ")).toEqual(expect.arrayContaining(["noopener", "noreferrer"]));
    expect(link[0]?.target).toBe("_blank");
  });

  it("follows addresses of the web alone", () => {
    expect(safeAddress("https://example.org")).toBe("https://example.org/");
    ["javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "file:///etc/passwd", "mailto:a@b.de", "x", ""].forEach(
      (address) => expect(safeAddress(address)).toBeUndefined(),
    );
  });

  it("marks names in it, and oneself above all", () => {
    const element = shown("**@bob** hi", { format: "markdown", mentions: ["bob"] });
    expect(element.querySelector("strong .mention")?.textContent).toBe("@bob");
  });

  it.each([
    ["too long", "*a* ".repeat(1_500)],
    ["nested too deeply for the parser", `${">".repeat(3_999)}`],
  ])("shows a text %s plain, and does not break", (_, text) => {
    expect(shown(text).textContent).toBe(text);
  });

  it("shows what is nested deeper than anybody reads", () => {
    expect(shown(`${"> ".repeat(100)}deep`).textContent).toContain("deep");
    expect(parseMarkdown("x")).toHaveLength(1);
  });

  it("is not taken for markup where the message is plain, or of a format nobody knows", () => {
    expect(shown("**a** <b>", {}).textContent).toBe("**a** <b>");
    expect(shown("**a**", { format: "rtf" }).textContent).toBe("**a**");
  });

  it("shows nothing of a deleted message", () => {
    expect(shown("secret", { redacted: true }).textContent).toBe("Message deleted");
  });
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";

const page = new EventTarget();
let sent: Request[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  sent = [];
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(request);
    return new Response("{}", { headers: { "content-type": "application/json" } });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const idle = () => sent.map((request) => Number(request.headers.get("sar-idle-seconds")));
const touch = (kind: string) => page.dispatchEvent(new Event(kind));

async function begin() {
  const [{ api }, { tellPresence }] = await Promise.all([
    import("@/api/client"),
    import("@/data/presence"),
  ]);
  return { api, stop: tellPresence() };
}

test("a page that nobody has touched says so with what it asks by itself", async () => {
  const { api, stop } = await begin();
  await api.GET("/api/watch-acts");
  expect(idle()).toEqual([999_999]);
  stop();
});

test("a touch is told at once, further ones once a minute", async () => {
  const { api, stop } = await begin();
  touch("keydown");
  touch("wheel");
  await vi.advanceTimersByTimeAsync(59_000);
  touch("pointerdown");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(idle()).toEqual([0]);
  touch("keydown");
  await vi.advanceTimersByTimeAsync(300_000);
  expect(idle()).toEqual([0, 0]);
  await api.GET("/api/watch-acts");
  expect(idle()).toEqual([0, 0, 300]);
  stop();
  touch("keydown");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toHaveLength(3);
});

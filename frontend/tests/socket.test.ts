import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Frame } from "@/live/frames";
import { type LiveSocket, openLive } from "@/live/socket";

class FakeSocket {
  readyState = 0;
  sent: unknown[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((closed: { code: number }) => void) | null = null;

  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.onopen?.();
  }
  says(frame: Partial<Frame>) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  ends(code: number) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

let sockets: FakeSocket[];
let heard: Frame[];
let signedOut: number;
let notLetIn: number;
let number: number;
let thin: boolean;
let live: LiveSocket;

const newest = () => {
  const socket = sockets.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
};

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  heard = [];
  signedOut = 0;
  notLetIn = 0;
  number = 4;
  thin = false;
  live = plugged();
});

function plugged(): LiveSocket {
  return openLive({
    open() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    since: () => number,
    asOf: () => "2026-10-11T12:26:00.000Z",
    thin: () => thin,
    onFrame: (frame) => heard.push(frame),
    onClosed: () => {},
    onNotLetIn: () => {
      notLetIn += 1;
    },
    onSignedOut: () => {
      signedOut += 1;
    },
  });
}

afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

test("it starts after the number that the picture has", () => {
  newest().opens();
  expect(newest().sent).toEqual([
    {
      type: "start",
      since: 4,
      positions: null,
      incidents: [],
      as_of: "2026-10-11T12:26:00.000Z",
      format: null,
    },
  ]);
});

test("a line begins anew in the form that is asked for then, and a lost one too", () => {
  live.anew();
  newest().opens();
  expect(newest().sent).toMatchObject([{ format: null }]);
  thin = true;
  number = 7;
  live.anew();
  expect(newest().sent[1]).toMatchObject({ type: "start", since: 7, format: "thin" });
  newest().ends(1006);
  vi.advanceTimersByTime(1_000);
  newest().opens();
  expect(newest().sent).toMatchObject([{ type: "start", format: "thin" }]);
});

test("a lost line is taken up again with the number of then", () => {
  newest().opens();
  newest().ends(1006);
  number = 9;
  vi.advanceTimersByTime(1_000);
  expect(sockets).toHaveLength(2);
  newest().opens();
  expect(newest().sent[0]).toMatchObject({ type: "start", since: 9 });
});

test("a line that says nothing for 45 s is given up, and nothing of it is heard any more", () => {
  const first = newest();
  first.opens();
  vi.advanceTimersByTime(51_000);
  expect(first.closed).toBe(true);
  expect(sockets).toHaveLength(2);
  first.says({ type: "heartbeat" });
  first.ends(1006);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual([]);
  expect(sockets).toHaveLength(2);
});

test("a map that is dragged about tells the server the latest view, once a second at most", () => {
  newest().opens();
  for (let west = 1; west <= 50; west += 1) {
    live.watch({ positions: { bbox: [west, 30, 80, 40] }, incidents: [] });
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(1_000);
  const views = newest().sent.slice(1);
  expect(views).toHaveLength(6);
  expect(views[0]).toMatchObject({ type: "view", positions: { bbox: [1, 30, 80, 40] } });
  expect(views.at(-1)).toMatchObject({ type: "view", positions: { bbox: [50, 30, 80, 40] } });
});

test("after sleep it looks at once", () => {
  newest().opens();
  vi.setSystemTime(Date.now() + 3_600_000);
  live.look();
  expect(sockets).toHaveLength(2);
});

test("when the network is back it does not wait for its pause", () => {
  for (let failure = 0; failure < 6; failure += 1) {
    newest().ends(1006);
    vi.advanceTimersByTime(15_000);
  }
  newest().ends(1006);
  const before = sockets.length;
  live.look();
  expect(sockets).toHaveLength(before + 1);
});

test("a line that never opened is told apart from one that was lost", () => {
  newest().opens();
  newest().ends(1006);
  expect(notLetIn).toBe(0);
  vi.advanceTimersByTime(15_000);
  newest().ends(1006);
  expect(notLetIn).toBe(1);
});

test("one that is still opening is closed when it has opened", () => {
  const opening = newest();
  live.stop();
  expect(opening.closed).toBe(false);
  opening.opens();
  expect([opening.closed, opening.sent]).toEqual([true, []]);
});

test("a session that ended is not tried again", () => {
  newest().opens();
  newest().ends(4401);
  vi.advanceTimersByTime(120_000);
  expect(signedOut).toBe(1);
  expect(sockets).toHaveLength(1);
});

test("what is watched is said again to every new line", () => {
  newest().opens();
  live.watch({ positions: { bbox: [10, 30, 20, 40] }, incidents: ["a"] });
  expect(newest().sent[1]).toMatchObject({ type: "view", incidents: ["a"] });
  newest().ends(1006);
  vi.advanceTimersByTime(1_000);
  newest().opens();
  expect(newest().sent[0]).toMatchObject({ positions: { bbox: [10, 30, 20, 40] } });
});

type Step =
  | { do: "opens" | "says"; at: number }
  | { do: "ends"; at: number; code: number }
  | { do: "waits"; ms: number }
  | { do: "looks" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("opens" as const), at: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("says" as const), at: fc.nat(3) }) },
  fc.record({
    do: fc.constant("ends" as const),
    at: fc.nat(3),
    code: fc.constantFrom(1006, 1006, 1006, 4401),
  }),
  fc.record({ do: fc.constant("waits" as const), ms: fc.integer({ min: 1, max: 60_000 }) }),
  fc.record({ do: fc.constant("looks" as const) }),
);

test("whatever line opens, speaks, ends or sleeps when: one is heard, in order, from where it was", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      live.stop();
      [sockets, heard, number, signedOut] = [[], [], 0, 0];
      live = plugged();
      const ended = new Set<FakeSocket>();
      const said: number[] = [];
      for (const one of steps) {
        // The newest, or one of those before it.
        const socket = "at" in one ? sockets.at(-1 - one.at) : undefined;
        if (one.do === "waits") vi.advanceTimersByTime(one.ms);
        else if (one.do === "looks") live.look();
        else if (!socket || ended.has(socket)) continue;
        else if (one.do === "opens" && socket.readyState === 0) {
          socket.opens();
          if (socket === newest() && signedOut === 0) {
            expect(socket.sent[0]).toMatchObject({ type: "start", since: number });
          }
        } else if (one.do === "says" && socket.sent.length > 0) {
          number += 1;
          if (socket === newest() && socket.readyState === 1) said.push(number);
          socket.says({ type: "heartbeat", head: number } as Partial<Frame>);
        } else if (one.do === "ends") {
          ended.add(socket);
          socket.ends(one.code);
        }
        expect(sockets.filter(({ readyState }) => readyState === 1).length).toBeLessThanOrEqual(1);
      }
      expect(heard.map((frame) => (frame as unknown as { head: number }).head)).toEqual(said);
      const before = sockets.length;
      if (newest().readyState === 3) {
        vi.advanceTimersByTime(16_000);
        expect(sockets.length > before).toBe(signedOut === 0);
      }
    }),
  );
});

/** An alarm outside the page: the sign on the tab, and a notification. */

import { readFirstUnit } from "@/api/leaving";
import { words } from "@/i18n";
import { alarmWords } from "@/i18n/alarm-words";
import { firstUnits } from "@/state/desk";
import { alarmText } from "@/state/soonest-text";

const SIDE = 64;
let plain: string | null = null;
let drawn = 0;

/** The count on the tab's icon, and on the application's where it is installed. */
export async function badge(count: number): Promise<void> {
  drawn = count;
  // Where it is not installed a browser may say no.
  if (count > 0) void navigator.setAppBadge?.(count).catch(() => {});
  else void navigator.clearAppBadge?.().catch(() => {});
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  plain ??= link.href;
  if (count === 0) return iconOf(link, plain, "image/svg+xml");
  const url = await numbered(plain, count);
  if (url && drawn === count) iconOf(link, url, "image/png");
}

function iconOf(link: HTMLLinkElement, href: string, type: string): void {
  if (link.href === href) return;
  link.type = type;
  link.href = href;
}

async function numbered(icon: string, count: number): Promise<string | null> {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const brush = canvas.getContext("2d");
  if (!brush) return null;
  const image = new Image(SIDE, SIDE);
  image.src = icon;
  await image.decode().then(
    () => brush.drawImage(image, 0, 0, SIDE, SIDE),
    () => {},
  );
  brush.fillStyle = "#c8102e";
  brush.beginPath();
  brush.arc(40, 40, 24, 0, 2 * Math.PI);
  brush.fill();
  brush.fillStyle = "#fff";
  brush.font = "bold 36px sans-serif";
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.fillText(count > 9 ? "9+" : String(count), 40, 42, 44);
  return canvas.toDataURL("image/png");
}

let note: Notification | null = null;

/** While the tab is hidden; without a word about the case, for screens lie open. */
export function notify(count: number, exercise: boolean): void {
  hush();
  if (!document.hidden || !("Notification" in window)) return;
  if (Notification.permission !== "granted") return;
  try {
    note = new Notification(exercise ? `${words.exercise} · ${words.brand}` : words.brand, {
      body: alarmWords.note(count),
      tag: "alarm",
      requireInteraction: true,
    });
  } catch {
    return; // telephones want a worker for it
  }
  note.addEventListener("click", () => {
    window.focus();
    hush();
  });
}

export function hush(): void {
  note?.close();
  note = null;
}

/** The first able unit of each of these cases, for the alarm that nobody is tasked. */
export function lookForFirst(ids: readonly string[]): void {
  for (const id of ids)
    void readFirstUnit(id).then(
      ({ soonest }) => {
        const next = new Map(firstUnits.get());
        if (soonest) next.set(id, { party: soonest.party, said: alarmText(soonest) });
        else next.delete(id);
        firstUnits.set(next);
      },
      () => {},
    );
}

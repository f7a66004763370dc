/** The three tones of an alarm, by urgency. */

import type { Urgency } from "@/state/alarms";

/** Each at its pitch and its rhythm, so that they are told apart half asleep. */
const TONES: Readonly<Record<Urgency, { hertz: readonly number[]; eachS: number }>> = {
  1: { hertz: [880, 1175, 880, 1175, 880, 1175], eachS: 0.14 },
  2: { hertz: [659, 523], eachS: 0.3 },
  3: { hertz: [392], eachS: 0.6 },
};

export function strike(sound: AudioContext, urgency: Urgency): void {
  const { hertz, eachS } = TONES[urgency];
  for (const [index, pitch] of hertz.entries()) {
    const tone = sound.createOscillator();
    const loudness = sound.createGain();
    const from = sound.currentTime + index * eachS * 1.1;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, from);
    loudness.gain.exponentialRampToValueAtTime(0.25, from + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, from + eachS);
    tone.connect(loudness).connect(sound.destination);
    tone.start(from);
    tone.stop(from + eachS + 0.01);
  }
}

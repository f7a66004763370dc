/** EXERCISE, beside whatever is one on an installation that holds real cases too. */

import { words } from "@/i18n";
import { clock } from "@/state/desk";
import { useStore } from "@/state/store";

export function ExerciseTag({ about }: { about: { readonly exercise: boolean } }) {
  const everywhere = useStore(clock, (told) => told.exercise);
  if (everywhere || !about.exercise) return null;
  return <strong className="tag played">{words.exercise}</strong>;
}

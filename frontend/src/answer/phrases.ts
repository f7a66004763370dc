/**
 * The phrases of the answer page, each in English and French.
 *
 * English prevails. A language whose phrases nobody has reviewed (`REVIEWED`: a function and a date)
 * stands alone in exercises only; else it is an aid under the English.
 */

export type Language = "en" | "fr";

/** By whom the phrases of a language were reviewed, by function, and when; null: by nobody. */
export const REVIEWED: Readonly<Record<"fr", { by: string; on: string } | null>> = { fr: null };

export const PHRASES = {
  exercise: ["EXERCISE EXERCISE EXERCISE", "EXERCICE EXERCICE EXERCICE"],
  waits: [
    "{1} asks {2}: something waits for your answer.",
    "{1} s'adresse à {2} : votre réponse est attendue.",
  ],
  reference: ["Reference:", "Référence :"],
  call: ["Call {1}", "Appeler {1}"],
  callHint: [
    "To check that this is genuine, for the code, or to answer by voice.",
    "Pour vérifier l'authenticité, obtenir le code ou répondre de vive voix.",
  ],
  noNumber: ["No number is known here.", "Aucun numéro n'est connu ici."],
  code: ["Six-digit code", "Code à six chiffres"],
  codeHint: [
    "It is spoken to you by voice by {1}. It opens this page on this device alone.",
    "Il vous est communiqué de vive voix par {1}. Il n'ouvre cette page que sur cet appareil.",
  ],
  open: ["Open", "Ouvrir"],
  needsCode: ["Type the six digits.", "Saisissez les six chiffres."],
  wrong: ["That code is wrong. Tries left: {1}.", "Ce code est faux. Essais restants : {1}."],
  locked: [
    "The link is locked after too many wrong codes. Call {1}.",
    "Le lien est bloqué après trop de codes faux. Appelez {1}.",
  ],
  otherDevice: [
    "This link was opened on another device. Answer there, or call {1} for a new link.",
    "Ce lien a été ouvert sur un autre appareil. Répondez-y, ou appelez {1} pour un nouveau lien.",
  ],
  over: [
    "This link is no longer good: it was withdrawn, its time is over, or nothing is asked any more. Call the centre that sent it to you.",
    "Ce lien n'est plus valable : il a été retiré, son délai est écoulé ou plus rien n'est demandé. Appelez le centre qui vous l'a envoyé.",
  ],
  noToken: [
    "This address is not whole. Open the link as it was sent to you, or call the centre that sent it.",
    "Cette adresse est incomplète. Ouvrez le lien tel qu'il vous a été envoyé, ou appelez le centre qui l'a envoyé.",
  ],
  changed: [
    "What is asked has changed: read it again.",
    "Ce qui est demandé a changé : relisez-le.",
  ],
  asked: ["What is asked", "Ce qui est demandé"],
  need: ["Needed", "Besoin"],
  message: ["Message", "Message"],
  phase: ["Phase", "Phase"],
  what: ["What", "Objet"],
  position: ["Position", "Position"],
  people: ["Persons at risk", "Personnes en danger"],
  weather: ["Weather on scene", "Météo sur zone"],
  coordinates: ["Coordinating", "Coordination"],
  due: ["Answer by", "Répondre avant"],
  unit: ["Unit", "Unité"],
  enters: ["Enters", "Entrée"],
  purpose: ["Purpose", "But"],
  basis: ["Basis", "Fondement"],
  details: ["Details", "Détails"],
  contact: ["Contact", "Contact"],
  answer: ["Your answer", "Votre réponse"],
  answerNothing: ["Nothing more is asked of you here.", "Rien de plus ne vous est demandé ici."],
  acknowledged: ["We have read it", "Nous en avons pris connaissance"],
  offered: ["We offer help", "Nous offrons de l'aide"],
  offeredAgain: ["We change our offer", "Nous modifions notre offre"],
  declined: ["We cannot help", "Nous ne pouvons pas aider"],
  declinedAfter: ["We take our offer back", "Nous retirons notre offre"],
  granted: ["The unit may enter", "L'unité peut entrer"],
  refused: ["The unit may not enter", "L'unité ne peut pas entrer"],
  offeredSaid: ["What, and how many", "Quoi, et combien"],
  there: ["When it would be there (UTC)", "Heure d'arrivée sur zone (UTC)"],
  declinedSaid: ["Why not", "Pourquoi"],
  grantedSaid: ["Conditions, if any", "Conditions éventuelles"],
  refusedSaid: ["Why not", "Pourquoi"],
  acknowledgedSaid: ["Remark, if any", "Remarque éventuelle"],
  function: ["Who answers, by function", "Qui répond, par fonction"],
  functionHint: [
    "Duty officer, deputy. Never a name: it stays on the record.",
    "Officier de quart, adjoint. Jamais un nom : il reste au registre.",
  ],
  send: ["Send the answer", "Envoyer la réponse"],
  choose: ["Choose an answer.", "Choisissez une réponse."],
  saySomething: ["Say it in a few words.", "Dites-le en quelques mots."],
  sayFunction: ["Say who answers, by function.", "Indiquez qui répond, par fonction."],
  sending: ["Sending…", "Envoi…"],
  sent: ["On the record at {1}. {2} sees it now.", "Au registre à {1}. {2} le voit maintenant."],
  noLine: [
    "No connection. What you wrote is kept on this page and sent again in {1} s. Keep the page open, or call.",
    "Pas de connexion. Votre texte est gardé sur cette page et renvoyé dans {1} s. Laissez la page ouverte, ou appelez.",
  ],
  stale: [
    "No connection: what you see is of {1}. This page tries again by itself.",
    "Pas de connexion : ce que vous voyez date de {1}. Cette page réessaie d'elle-même.",
  ],
  slow: ["Too many tries. Wait {1} s.", "Trop d'essais. Attendez {1} s."],
  said: ["What you have answered", "Vos réponses"],
  recorded: [
    "Your answers go on the record of {1}, by function, and can be changed here until it ends.",
    "Vos réponses sont inscrites au registre de {1}, par fonction, et peuvent être modifiées ici jusqu'à la fin.",
  ],
  aid: [
    "The French is an aid that nobody has reviewed. The English prevails.",
    "Le français est une aide non relue. L'anglais fait foi.",
  ],
  alone: [
    "This French has not been reviewed and is for exercises only.",
    "Ce français n'a pas été relu et ne sert qu'aux exercices.",
  ],
} as const satisfies Record<string, readonly [en: string, fr: string]>;

export type Phrase = keyof typeof PHRASES;

/** How a chosen language stands on the page. */
export type Manner = "alone" | "aid" | "none";

/** English stands alone; another does once it is reviewed, and in exercises. */
export function mannerOf(chosen: Language, exercise: boolean, reviewed = REVIEWED.fr): Manner {
  if (chosen === "en") return "none";
  return reviewed || exercise ? "alone" : "aid";
}

/** A phrase with what stands in its places, in the language. */
export function phrase(name: Phrase, language: Language, ...given: readonly string[]): string {
  const text = PHRASES[name][language === "en" ? 0 : 1];
  return text.replace(/\{(\d)\}/g, (_, place: string) => given[Number(place) - 1] ?? "");
}

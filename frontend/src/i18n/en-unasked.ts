/** The words of help that is offered without being asked, in English. */

export const unasked = {
  title: "Help offered unasked",
  offer: "Offer help unasked",
  means: "The lead decides; you take part once it accepts.",
  asked: "You are asked for help in this case: answer",
};

/** The words over a page whose sign-in has ended, in English. */

export const signInAgain = {
  title: "Your sign-in has ended",
  kept: "The page behind and what was written in it stay. Sign in to go on; anybody else begins afresh.",
};

/** The words of the most urgent case where none is chosen, in English. */

export const mostUrgent = {
  title: "Most urgent now",
  duties: "It waits for",
  open: "Open it",
};

/** The words of the shortcut sheet, in English. */

export const keys = {
  title: "Keyboard",
  close: "Close",
  all: [
    ["N", "new incident"],
    ["J", "next incident"],
    ["K", "previous incident"],
    ["1–4", "parts of the incident"],
    ["5–7", "in a case one leads: change the phase; persons on board; conditions"],
    [
      "↵",
      "the main act of the screen, and again to send it; in the answers: to the first offer, and again to accept it",
    ],
    ["X", "those refused, and why; at a suspect position of an own unit: do not believe it"],
    ["A", "open the request that waits; on its page: acknowledge it"],
    ["O", "offer, and ↵ sends it"],
    ["U", "in another's case, or one seen coarsely: offer help unasked"],
    ["E", "ask for clearance of a unit whose way leads into another State"],
    ["S", "silence the alarm here, also in a dialog; Alt S while one types"],
    ["Ctrl ↵", "send the form one is writing in"],
    ["Esc", "close, back to where one was"],
    ["M", "to the map, also while a form is open: arrows, + and −, Tab through what is near"],
    ["F", "fit what is open into the map"],
    ["Z", "measure courses and distances on the map; the panel has the ring of sight, too"],
    ["L", "the layers of the map, lines of equal time among them"],
    ["P", "the open incident on paper; in the distress signals: pass one on"],
    [
      "V",
      "watch the open incident again, as it was: ← → from entry to entry, PageUp and PageDown by the hour, Home, End, Space plays",
    ],
    ["/", "search in the record"],
    [
      "C",
      "in a case one leads: assess it, a key a line; U: no change; Y: raise it to the phase suggested",
    ],
    ["E", "in a suspended case of which there is news: search again"],
    ["Q", "in a case in distress: ask the centres that are shown for the first able unit"],
    ["H", "beside who could come: report a ship that was seen or heard"],
    [
      "W",
      "where a centre stays silent: ask, or propose the lead to, those that are named next; of a State that is asked for clearance: write down its answer by voice",
    ],
    [
      "B",
      "in a case: its texts, and then the letter of one; at a doubted position of an own unit: believe it",
    ],
    ["R", "in a case: report a position; in the assets: readiness, then A, L, U or M"],
    [
      "T",
      "in a case one leads: set the present place as datum; in the distress signals: take a text in",
    ],
    ["D", "day or night"],
    ["?", "this sheet"],
  ],
};

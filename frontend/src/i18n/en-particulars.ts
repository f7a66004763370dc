/** The words of what a State asks of a unit before it lets it in (Annex 3.1.3). */

export const particulars = {
  services: { civil: "civil", state: "State, not military", military: "military" },
  armedSaid: { yes: "yes", no: "no" },
  sensor: {
    photography: "photography",
    infrared: "infrared",
    mapping_radar: "mapping radar",
    signals: "receivers of signals",
  },
};

/** The words of the ring of sight on the map, in English. */

export const sight = {
  title: "Ring of sight",
  of: (name: string, place: string) => [name, place].filter(Boolean).join(" · "),
  close: "Close",
  eye: "Eye height, m",
  target: "Object height, m",
  sea: "sea",
  notHeight: "Metres, up to 20,000.",
  means: "Seen by",
  by: { eye: "eye", radar: "radar" },
  assumes: (factor: string, byRadar: boolean) =>
    `In clear weather, without land between: ${factor} × (√eye + √height) nm, the earth's curve with standard refraction${byRadar ? " of radar waves (4/3 earth)" : ""}. Haze, dark, sea and a small target make it less: it is no range of detection.`,
};

/** The words of vessels off the air on the map, in English. */

export const vessels = {
  reading: "Vessels off the air are being read.",
  inView: (number: number, youngest: string) =>
    number === 0
      ? "No vessel off the air in view."
      : `${number} ${number === 1 ? "vessel" : "vessels"} off the air in view, heard up to ${youngest}.`,
  tag: "AIS",
  readAt: (time: string, everyS: number) => `Read ${time}, every ${everyS} s.`,
  gathered: "A number is so many vessels.",
  notRead: "Vessels off the air could not be read. None is drawn; there may be some.",
  notReadSince: (time: string) =>
    `Vessels off the air could not be read since ${time}: those drawn are of then, and there may be others.`,
  title: (name: string) => `Vessel off the air: ${name}`,
  about: "Heard on AIS; nobody vouches for it. What it tells of itself may be wrong.",
  callsign: "Call sign",
  mmsi: "MMSI",
  imo: "IMO number",
  kind: "Type",
  size: "Size",
  sizeOf: (length: number | null, beam: number | null) =>
    [length && `${length} m long`, beam && `${beam} m broad`].filter(Boolean).join(", "),
  draught: "Draught",
  metres: (m: number) => `${m} m`,
  particulars: (time: string) => `Type, size and draught by its own word of ${time}.`,
  status: "Says it is",
  going: "Going",
  place: "Position",
  told: (time: string, age: string) => `of ${time}, ${age} old`,
  feed: "Heard by",
  feedOf: (party: string, feed: string) => `${party}, feed ${feed}`,
  sharedBy: (agreement: string, article: string) => `shared by ${article} of ${agreement}`,
  ship: "It is a ship of opportunity already, with a sign of its own.",
  gone: "It is not heard any more, or not shared any more.",
  track: "Track",
  noTrack: "Hide track",
  tracked: (from: string, to: string) => `Track from ${from} to ${to}, a place every 5 minutes.`,
  suspectPlaces: (number: number, of: number, why: string) =>
    `${number} of its ${of} places ${number === 1 ? "was" : "were"} suspect: ${why}.`,
  shortTrack: "No track is known yet.",
  hail: (reference: string) => `Hail for ${reference}`,
  hailed: "Hailed. It is a ship of opportunity now; its master says whether it is able.",
  offered: (minutes: string) =>
    `It could be there in about ${minutes}, without time to get under way.`,
};

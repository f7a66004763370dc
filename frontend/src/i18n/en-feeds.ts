/** The words of feeds, loaded with the screen that shows them. */

export const feeds = {
  title: "Feeds",
  about:
    "Streams of positions that the installation reads for your party: AIS of ships, ADS-B of aircraft, VMS of fishing vessels, reports by mail. What they tell of units in your register moves them on the map; other vessels are kept while they are heard. The operator of the installation adds and removes feeds.",
  none: "No feed is read for your party: positions come from other programs alone, or by hand.",
  asOf: (time: string) => `As of ${time}`,
  asOfReal: (time: string) => `As of ${time} in real time, not the exercise's`,
  state: {
    live: "Live",
    quiet: "Quiet: nothing comes",
    away: "Not connected",
    not_read: "Not read by any process",
  },
  replay: "Replay: not heard now",
  replayAbout:
    "A file is played. Its positions are of the times that it tells, moved on so that it ends now; each has the word replay beside its source.",
  stateAbout: {
    live: "",
    quiet: "",
    away: "It is tried again and again, once a minute at least.",
    not_read: "Counts are of when it was last read. Tell the operator of the installation.",
  },
  quietAbout: {
    ais: "It is connected. Where ships are about, something is heard every three minutes.",
    aircraft: "It is connected. It has told of no new position of an aircraft for three minutes.",
    sbs: "It is connected. It has heard no aircraft for three minutes.",
    naf: "It is connected. Fishing vessels report every hour or two; for three hours none has.",
    mail: "The mailbox is open. No message has come for a day.",
  },
  content: {
    ais: "AIS",
    aircraft: "ADS-B (aircraft.json)",
    sbs: "ADS-B (BaseStation)",
    naf: "VMS (NAF)",
    mail: "Mailbox",
  },
  of: { ais: "sentences", aircraft: "reports", sbs: "lines", naf: "records", mail: "messages" },
  last: (age: string) => `last heard ${age} before`,
  never: "nothing heard yet",
  rate: (perSecond: number, of: string) => `${perSecond.toFixed(1)} ${of} a second`,
  lag: (seconds: number) => `${Math.round(seconds)} s from station to here`,
  lagOfReports: (age: string) => `${age} from vessel to here`,
  counts: (sentences: number, of: string, positions: number) =>
    `Since it was added: ${count(sentences)} ${of}, ${count(positions)} positions`,
  unregistered: (positions: number, isOfAircraft: boolean) =>
    `${count(positions)} of them of ${isOfAircraft ? "aircraft" : "vessels"} in no register of your party`,
  sharedAs: (name: string) => `In an agreement's clause it is called ${name}.`,
  sharedWithAll: "A clause on all feeds shares it; by its own name none can.",
  vesselsDropped: (messages: number) =>
    `${count(messages)} messages of vessels in no register found no room`,
  dropped: (positions: number) => `${count(positions)} came faster than they could be kept`,
  fault: {
    not_a_sentence: "not in the form of this feed",
    too_long: "too long",
    checksum: "broken on the way (checksum)",
    unfinished: "a part of a message without the rest",
    unreadable: "not what its own type says",
    nobodys_number: "from transponders that nobody has set",
    too_many_in_distress: "transmitters in distress, too many to be believed: not reported",
    wrong_time: "with a time to come or long ago",
    unknown_sender: "messages of mail with positions, of senders that are not known",
    automatic: "answers by machines",
    repeated: "messages delivered once more",
    says_test: "texts of distress that say that they are a test",
  },
  notRead: "Not read:",
  mailToRead: (messages: number) =>
    `${count(messages)} ${messages === 1 ? "message waits" : "messages wait"} for a person to read. Read them here or in the mailbox; opened there, they leave this list.`,
  showMail: "Show messages",
  hideMail: "Hide messages",
  mailFrom: (sender: string, proven: boolean | null) =>
    `From ${sender || "nobody named"}, ${proven ? "signed by its domain" : "not proven: anybody can write this"}`,
  mailCame: (at: string) => `came ${at}`,
  mailTextElsewhere: "Too many came: its words are in the mailbox.",
  noMail: "None waits any more.",
  outcome: {
    positions: "",
    distress: "",
    in_part: "Read in part: some positions are not clear, or of no asset of yours",
    unread: "Neither a clear position nor distress was read",
    nobodys: "Positions of vessels in no register of your party",
    unknown_sender: "Positions of a sender that is not known: not kept",
    automatic: "An answer by a machine",
    says_test: "A text of distress that says that it is a test: it did not ring",
    too_many: "It may be distress. It did not ring: too many came from unknown senders",
  },
} as const;

function count(value: number): string {
  return value.toLocaleString("en").replaceAll(",", "\u202f");
}

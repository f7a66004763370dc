/** The words of alarms, in English. */

export const alarms = {
  new_case: (count: number) => (count === 1 ? "new case" : `${count} new cases`),
  worsened: (count: number) => (count === 1 ? "case is worse" : `${count} cases are worse`),
  coordinate: () => "asked to lead",
  acknowledge: (count: number) => `${count} to acknowledge`,
  unasked: (count: number) => (count === 1 ? "nothing asked yet" : `${count}: nothing asked yet`),
  uncovered: (count: number) => (count === 1 ? "help is short" : `${count}: help is short`),
  below: (count: number) => (count === 1 ? "phase below" : `${count}: phase below`),
  overdue: (count: number) => `${count} overdue at scene`,
  lead_declined: () => "declined to lead",
  decide: (count: number) => (count === 1 ? "1 offer to decide" : `${count} offers to decide`),
  late: (count: number) => `${count} late at scene`,
  recalled: (count: number) => `${count} recalled`,
  unable: (count: number) => `${count} unable to come`,
  refused: (count: number) => (count === 1 ? "clearance refused" : `${count} clearances refused`),
  lapsed: (count: number) => (count === 1 ? "clearance ran out" : `${count} clearances ran out`),
  call: (count: number) => `${count} to call by voice`,
  answer: (count: number) => `${count} to answer`,
  assess: (count: number) => `${count} to assess`,
  progress: (count: number) => `${count}: ask who has it`,
  declined: (count: number) => `${count} declined`,
  link: () => "one event?",
  second: (count: number) => `${count} to second`,
  acted: () => "watch acted as coordinator",
  more: (count: number) => `+${count}`,
  moreTitle: (count: number) => `${count} more, in the list of cases`,
  watch: "The watch settles it.",
  coordinator: (number: string) => `a coordinator decides${number && `: call ${number}`}`,
  silence: "Silence here",
  silenced: "silenced here",
  blocked: "Sound is off until you press a key or click.",
  hidden: "Notify me while this tab is hidden",
  hiddenOff: "This browser does not let it notify you.",
  /** Of requests below distress, silent for a time at every desk of a party. */
  muting: {
    own: (party: string, until: string) =>
      `Alarms of ${party} below distress are silent until ${until}`,
    end: "End",
    there: (party: string, until: string) =>
      `${party} has silenced alarms of your requests below distress until ${until}: call them.`,
    act: (party: string) => `Silence alarms of ${party}…`,
    title: (party: string) => `Silence alarms of ${party} below distress`,
    span: "For how long",
    spans: [
      ["60", "1 hour"],
      ["240", "4 hours"],
      ["720", "12 hours"],
    ] as const,
    main: "Silence",
    about: (party: string) =>
      `At every desk of your party. Requests stay in the lists and their clocks run; a case in distress always rings, also one that is raised to it later. ${party} is told, with your reason.`,
  },
  note: (count: number) => (count === 1 ? "1 alarm rings" : `${count} alarms ring`),
  /** Whom to call by voice where nobody here can settle it. */
  callWhom: {
    coordinator: "A coordinator of your centre decides: call one.",
    lead: "If nobody here can: call the centre that leads.",
    asker: "If nobody here can: call the centre that asks.",
    asked: "If nobody here can: call the centre that was asked.",
    owner: "If nobody here can: call the unit's owner, or the unit.",
  },
};

/** The words of the register of people and keys. */

export const people = {
  title: "People and keys",
  notYours: "An administrator of your party keeps its people and keys.",
  people: "People",
  keys: "Keys for machines",
  add: "Add a person",
  login: "Login",
  loginHint: "small letters and digits, like watch.2",
  signInAs: "Signs in as",
  name: "Name",
  where: "Roles",
  state: "Account",
  open: "open",
  closed: (at: string) => `closed ${at}`,
  since: "Since",
  gone: "There is no such account.",
  centre: "Centre",
  posting: (centre: string, roles: string) => `${centre}: ${roles}`,
  change: "Change",
  addPosting: "Add a posting",
  endPosting: "End this posting",
  endPostingSure: (name: string, centre: string) =>
    `${name} loses all roles at ${centre} and is signed out everywhere at once.`,
  lastPosting: "The only posting: close the account instead.",
  signedOut: "Who loses a role is signed out everywhere.",
  rename: "Change the name",
  reset: "Give a new password",
  resetSure: (name: string) =>
    `${name} is signed out everywhere at once, and signs in with a new password.`,
  close: "Close the account",
  closeSure: (name: string) =>
    `${name} is signed out at once and cannot sign in again. What was done stays on the record.`,
  password: "Password",
  tellPassword: (login: string) =>
    `Tell it to ${login} by a safe way. It is shown this once; the person can change it after signing in.`,
  createKey: "Make a key",
  label: "What for",
  labelHint: "like vessel traffic feed",
  revoke: "Revoke",
  revoked: (at: string) => `revoked ${at}`,
  revokeSure: (label: string) =>
    `“${label}” stops working at once, on open connections too. This cannot be undone.`,
  noKeys: "No machine has a key yet.",
  key: "Key",
  keepKey: "Copy it now into the machine that needs it. It is kept nowhere and never shown again.",
  keyLost:
    "The key was made, but the answer that showed it was lost. Revoke this one and make another.",
  own: {
    old: "Password so far",
    next: "New password",
    again: "New password, again",
    hint: "12 characters at least. All your other sign-ins end.",
    differ: "The two new passwords differ.",
    done: "Your password is changed.",
  },
};

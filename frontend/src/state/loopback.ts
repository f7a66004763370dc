/** Addresses that lead nowhere but to the machine that opens them. Pure. */

/** Whether an address names the machine itself: `localhost`, 127.0.0.0/8 or ::1. */
export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

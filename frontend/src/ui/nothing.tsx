/** A page with nothing on it but why. */

export function Nothing({ why }: { why: string }) {
  return <h1 className="empty nothing">{why}</h1>;
}

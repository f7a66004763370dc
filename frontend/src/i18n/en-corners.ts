/** The words of corners that are written, or given on the map. */

export const corners = {
  read: (corners: readonly number[]) => corners.map((count) => `${count} corners`).join(" and "),
  fromMap: "Add corners from the map",
  back: "Take the last back",
  giving: (number: number, area: number) =>
    area > 1 ? `Corner ${number} of area ${area}` : `Corner ${number}`,
  how: "Click it, or move the map so that the cross is on it and press Enter. Backspace takes the last back, Escape ends.",
  nextArea: "Another area",
  end: "Done",
};

/** The sheet with a form, for what stands in the first view: loaded after it. */

import type { ComponentProps } from "react";
import type { FormDialog } from "./form";
import { later } from "./later";
import { Opening } from "./opening";

type Props = ComponentProps<typeof FormDialog>;

const Sheet = later<Props>(() =>
  import("./form").then(({ FormDialog }) => ({ default: FormDialog })),
);

export function FormLater(props: Props) {
  return (
    <Opening about={props.draft} meanwhile={null}>
      <Sheet {...props} />
    </Opening>
  );
}

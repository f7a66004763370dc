/** A list of assets imported: how far it is, and on a fault every row that has one. */

import { useRef, useState } from "react";
import { type Imported, importAssets } from "@/api/assets";
import { readAssetTypes } from "@/api/catalogue";
import { LIST_COLUMNS } from "@/api/list-columns";
import { Refused } from "@/api/refused";
import { uuid7 } from "@/api/uuid7";
import { useFetched } from "@/data/fetched";
import { registerWords } from "@/i18n/register-words";
import { useMe, usePicture } from "@/state/hooks";
import { go } from "@/state/route";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";

const said = registerWords.importing;

type Stage =
  | { at: "choosing" }
  | { at: "sending"; part: number }
  | { at: "done"; list: Imported }
  | { at: "refused"; faults: readonly string[] }
  | { at: "failed"; error: unknown };

const MALFORMED = 422;
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function Importing() {
  const [stage, setStage] = useState<Stage>({ at: "choosing" });
  const [file, setFile] = useState<File | null>(null);
  /** The lines after the header; null: it is a workbook, and nobody has counted. */
  const [lines, setLines] = useState<number | null>(0);
  const key = useRef(uuid7());
  const busy = stage.at === "sending";

  const choose = async (chosen: File | null) => {
    key.current = uuid7();
    setFile(chosen);
    setStage({ at: "choosing" });
    if (chosen && (await isWorkbook(chosen))) setLines(null);
    else setLines(chosen ? rowsIn(await chosen.text()) : 0);
  };
  const send = async () => {
    if (!file || busy) return;
    setStage({ at: "sending", part: 0 });
    try {
      const type = lines === null ? WORKBOOK : "text/csv";
      const list = new Blob([await file.arrayBuffer()], { type });
      const imported = await importAssets(key.current, list, (part) =>
        setStage({ at: "sending", part }),
      );
      setStage({ at: "done", list: imported });
    } catch (error) {
      if (error instanceof Refused && !error.unreachable) key.current = uuid7();
      if (error instanceof Refused && error.status === MALFORMED) {
        setStage({ at: "refused", faults: error.reasons });
      } else setStage({ at: "failed", error });
    }
  };

  return (
    <div className="page">
      <h1>{said.title}</h1>
      <p>{said.about}</p>
      <p className="muted words">{LIST_COLUMNS.join(", ")}</p>
      <Codes />
      <p>
        <a
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(EMPTY_LIST)}`}
          download={said.exampleName}
        >
          {said.example}
        </a>
      </p>
      <label className="field">
        <span>{said.file}</span>
        <input
          type="file"
          accept={`.csv,text/csv,.xlsx,${WORKBOOK}`}
          disabled={busy}
          onChange={(event) => void choose(event.target.files?.[0] ?? null)}
        />
      </label>
      {file && <p className="muted">{lines === null ? said.workbook : said.rows(lines)}</p>}
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={!file || busy || stage.at === "done"}
          onClick={() => void send()}
        >
          {said.go}
        </button>
        {stage.at !== "done" && <Link href="/assets">{said.show}</Link>}
      </div>
      <Outcome stage={stage} />
    </div>
  );
}

/** The codes that the columns `centre` and `type` take. */
function Codes() {
  const { party } = useMe();
  const { centre } = usePicture();
  const { value, error } = useFetched("asset-types", 0, readAssetTypes);
  const own = [...centre.values()].filter((one) => one.party === party && !one.retired_at);
  return (
    <details>
      <summary>{said.codes}</summary>
      <Trouble error={error} />
      <CodeList name={said.centreCodes} codes={own} />
      <CodeList name={said.typeCodes} codes={value ?? []} />
    </details>
  );
}

function CodeList(given: {
  name: string;
  codes: readonly { readonly code: string; readonly name: string }[];
}) {
  return (
    <>
      <h2>{given.name}</h2>
      <ul>
        {given.codes.map(({ code, name }) => (
          <li key={code}>
            <code>{code}</code> {name}
          </li>
        ))}
      </ul>
    </>
  );
}

function Outcome({ stage }: { stage: Stage }) {
  switch (stage.at) {
    case "choosing":
      return null;
    case "sending": {
      const percent = Math.round(stage.part * 100);
      const text = percent < 100 ? said.sending(percent) : said.checking;
      return (
        <div role="status">
          <p>{text}</p>
          <progress aria-label={said.title} max={100} {...(percent < 100 && { value: percent })} />
        </div>
      );
    }
    case "done":
      return (
        <div className="card" role="status">
          <strong className="good">{said.done(stage.list.imported)}</strong>
          {stage.list.read_as === "windows-1252" && <p>{said.windows}</p>}
          <Doubts doubts={stage.list.doubts} />
          <button type="button" onClick={() => go("/assets")}>
            {said.show}
          </button>
        </div>
      );
    case "refused":
      return (
        <div className="problem stack" role="alert">
          <strong>{said.nothing(stage.faults.length)}</strong>
          <ol aria-label={said.faults}>
            {stage.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ol>
        </div>
      );
    case "failed":
      return <Trouble error={stage.error} />;
  }
}

/** Assets to look at again, which are registered all the same. */
function Doubts({ doubts }: { doubts: Imported["doubts"] }) {
  if (doubts.length === 0) return null;
  return (
    <>
      <strong className="alert">{said.lookAgain}</strong>
      <ul aria-label={said.doubts}>
        {doubts.map(({ row, name, sentence }) => (
          <li key={row}>{said.doubt(row, name, sentence)}</li>
        ))}
      </ul>
    </>
  );
}

/** Whether a file is a workbook by its first bytes, whatever it is called. */
async function isWorkbook(file: Blob): Promise<boolean> {
  return (await file.slice(0, 4).text()) === "PK\u0003\u0004";
}

/** The number of rows after the header: a line break within quotes begins none. */
export function rowsIn(text: string): number {
  const cells = text.replace(/^\uFEFF?"?sep=.*\r?\n/i, "").replace(/"[^"]*"/g, "q");
  return Math.max(0, cells.split("\n").filter((line) => line.trim() !== "").length - 1);
}

/** As Excel opens it in columns wherever the comma is for decimals. */
export const EMPTY_LIST = `\uFEFF${LIST_COLUMNS.join(";")}\r\n`;

/**
 * Words of a text on people that no rescue needs: a telephone number, a nationality or status, a
 * name. Read before it is sent, in the languages of the page of a link; a guess by its words, which
 * warns and refuses nothing. Pure, and in expressions that browsers since 2016 read.
 */

export type AboutPeople = "telephone" | "origin" | "status" | "name";

export interface Found {
  readonly kind: AboutPeople;
  /** The words that look so. */
  readonly said: string;
}

const PEOPLE =
  "(?:persons?|people|m[ae]n|wom[ae]n|males?|females?|boys?|girls?|child(?:ren)?|minors?|babies|baby|" +
  "famil(?:y|ies)|nationals?|citizens?|migrants?|refugees?|passengers|survivors?|bodies|body|victims?|youths?)";
/** People in French, Spanish and Portuguese. */
const GENS =
  "(?:personnes?|gens|hommes?|femmes?|enfants?|mineurs?|bébés?|familles?|migrante?s?|corps|" +
  "personas?|hombres?|mujer(?:es)?|niñ[oa]s?|menor(?:es)?|familias?|cadáver(?:es)?|" +
  "pessoas?|homens?|mulher(?:es)?|crianças?|corpos?|passag[eè][ri][ao]?s?|pasajer[oa]s?|passageir[oa]s?)";
/** The names of the peoples of the routes in those three, by the beginning of the word. */
const PEOPLES =
  "(?:afgh?an|alg[eé]ri|argelin|bangla|b[eé]nin|burkin|ca[bp]o?-?verd|camer[ou]+n|camaron|comor|congol|" +
  "[eé]gypt|egipci|[eé]rythr|eritre|[eé]thiop|et[ií]op|gamb[iy]|gan[eê][ns]|ghan|guin[eé]|iraki|irakien|iraqu|" +
  "iran|ivoiri|marfil|marfin|kurd|liby|líbi|libi|mali[ea]n|mal[ií]|maro[cq]|marroqu|mauritani|nig[eé]ri|pa[kq]u?ist|" +
  "palestin|s[eé]n[eé]gal|somal|soudan|sudan|syri|s[ií]ri[ao]|tchad|chad|togol|tunis|tunec|turc|turco|y[eé]m[eé]n|iemen)";
const NAS = "أشخاص|شخص|رجال|رجل|نساء|امرأة|أطفال|طفل|قاصرين|ركاب|ناجين|جثث|جثة|مهاجرين|مواطنين";
const ARAB_PEOPLES =
  "سوري|سوداني|إريتري|صومالي|نيجيري|مالي|غامبي|سنغالي|غيني|إيفواري|مصري|ليبي|تونسي|مغربي|جزائري|أفغاني|" +
  "باكستاني|بنغلاديشي|بنغالي|عراقي|فلسطيني|إثيوبي|كاميروني|يمني|تشادي|سوريين|سودانيين|صوماليين|مصريين";

const RULES: readonly (readonly [AboutPeople, RegExp])[] = [
  ["origin", /\bnationalit(?:y|ies)\b/i],
  ["origin", /nationalité|nacionalidad|جنسيات|جنسية|جنسيت/i],
  // `Syrian men`, `Ivorian and Guinean nationals`: an adjective of origin beside people.
  [
    "origin",
    new RegExp(
      `\\b[A-Z][a-z]{2,}(?:ian|ean|ese|ish|an|i|egan|ois|ais|oan)s?\\b(?:,? (?:and |or )?[\\w-]+){0,2}? ${PEOPLE}\\b`,
    ),
  ],
  // `men from Gambia`, `nationals of Mali`.
  ["origin", new RegExp(`\\b${PEOPLE} (?:who (?:are|come) )?(?:from|of) (?:the )?[A-Z][a-z]{3,}`)],
  // `hommes syriens`, `personas de Gambia`, `اشخاص سوريون`.
  ["origin", new RegExp(`\\b${GENS} ${PEOPLES}[a-zà-ÿ]*`, "i")],
  [
    "origin",
    new RegExp(
      `\\b${GENS} (?:originaires? |originári[oa]s? |originari[oa]s? )?(?:de la |du |de l['’]|des |de |d['’]|do |da |del )[A-ZÀ-Þ][a-zà-ÿ]{3,}`,
    ),
  ],
  ["origin", new RegExp(`(?:${NAS}) (?:${ARAB_PEOPLES})`)],
  [
    "origin",
    new RegExp(
      `(?:${NAS}) من (?:سوريا|السودان|إريتريا|الصومال|نيجيريا|مالي|غامبيا|السنغال|غينيا|مصر|ليبيا|تونس|المغرب|الجزائر|أفغانستان|باكستان|بنغلاديش|العراق|فلسطين|إثيوبيا|الكاميرون|اليمن|تشاد)`,
    ),
  ],
  [
    "status",
    /\b(?:illegals?|irregular(?:s| migrants?)?|undocumented|asylum[ -]?seekers?|refugees?|smugglers?|traffick(?:ers?|ed)|deport(?:ed|ees?)|visas?)\b/i,
  ],
  [
    "status",
    /\b(?:clandestins?|sans[ -]papiers|demandeurs? d['’]asile|passeurs|migrants? irréguli[a-z]+|expulsés?|ilega(?:l|les|is)|irregulares|indocumentad[oa]s?|refugiad[oa]s?|solicitantes? de asilo|requerentes? de asilo|traficantes?|visados?|deportad[oa]s?)|réfugié/i,
  ],
  ["status", /لاجئ|لجوء|مهرب|غير شرعي|غير نظامي|تأشير|بلا أوراق|مرحَّل|ترحيل/],
  ["name", /\b(?:Mr|Mrs|Ms|Miss|Dr|Captain|Capt)\.? [A-Z][\w'’-]+/],
  ["name", /\b(?:named|name is|called himself|called herself|aka) [A-Z][\w'’-]+/],
  [
    "name",
    /(?:^|[\s(,;])(?:M\.|Mme|Mlle|Docteur|Capitaine|Sr\.?|Sra\.?|Srta\.?|Dra\.?|Capitán|Capitão) [A-ZÀ-Þ][a-zà-ÿ'’-]+/,
  ],
  [
    "name",
    /(?:nommée?|appelle|prénommée?|llamad[oa]|se llama|chamad[oa]|chama-se|de nome) [A-ZÀ-Þ][a-zà-ÿ'’-]+/,
  ],
  [
    "name",
    /(?:السيد|السيدة|الدكتور|القبطان|اسمه|اسمها|المدعو|المدعوة|يدعى|تدعى) [\u0621-\u064a]{2,}/,
  ],
];

/** Digits as they are written: Arabic ones too. */
const DIGIT = "[\\d٠-٩]";
/** Seven digits or more in a row, or parted as numbers are spoken; no position and no time group. */
const TELEPHONE = new RegExp(
  `(?:\\+|00)?${DIGIT}(?:[\\s().-]?${DIGIT}){7,13}(?![\\d٠-٩°′'.]|\\s?[NSEW]\\b|Z\\b)`,
  "g",
);
const NO_TELEPHONE_BEFORE = /[\d٠-٩.°]$|(?:MMSI|IMO|DSC)[ :]{1,2}$/;

/** A search that steps on where what stands before says that it is another number. */
function telephoneIn(text: string): string | null {
  TELEPHONE.lastIndex = 0;
  for (let found = TELEPHONE.exec(text); found; found = TELEPHONE.exec(text)) {
    if (!NO_TELEPHONE_BEFORE.test(text.slice(Math.max(0, found.index - 6), found.index))) {
      return found[0];
    }
    TELEPHONE.lastIndex = found.index + 1;
  }
  return null;
}

/** The first of each kind. */
export function aboutPeople(text: string): Found[] {
  const found: Found[] = [];
  const take = (kind: AboutPeople, said: string | null | undefined) => {
    if (said && !found.some((one) => one.kind === kind)) found.push({ kind, said: said.trim() });
  };
  take("telephone", telephoneIn(text));
  for (const [kind, rule] of RULES) take(kind, rule.exec(text)?.[0]);
  return found;
}

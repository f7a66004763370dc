import fc from "fast-check";
import { expect, test } from "vitest";
import { aboutPeople } from "./about-people";

const kinds = (text: string) => aboutPeople(text).map(({ kind }) => kind);

test.each([
  ["Caller on +39 06 5908 4527, speaks French", ["telephone"]],
  ["Satphone 00881631234567 rings out", ["telephone"]],
  ["40 Syrian men and two crew", ["origin"]],
  ["Ivorian and Guinean nationals aboard", ["origin"]],
  ["women from Gambia say the engine stopped", ["origin"]],
  ["Their nationality is not asked", ["origin"]],
  ["reported as irregular migrants", ["status"]],
  ["an asylum-seeker called", ["status"]],
  ["Spoke with Mr Rossi on the bridge", ["name"]],
  ["a boy named Idris is alone", ["name"]],
  ["Rappeler le ٠٠٢١٨٩١٢٣٤٥٦٧", ["telephone"]],
  ["40 hommes syriens à bord", ["origin"]],
  ["femmes originaires de Gambie", ["origin"]],
  ["nationalité inconnue", ["origin"]],
  ["une trentaine de clandestins", ["status"]],
  ["le bateau de réfugiés", ["status"]],
  ["J'ai parlé à M. Dupont", ["name"]],
  ["un enfant nommé Idriss", ["name"]],
  ["12 personas marroquíes", ["origin"]],
  ["mujeres de Gambia", ["origin"]],
  ["solicitantes de asilo", ["status"]],
  ["una niña que se llama Aicha", ["name"]],
  ["30 homens senegaleses", ["origin"]],
  ["pessoas indocumentadas", ["status"]],
  ["o Sr. Silva responde", ["name"]],
  ["على متنه رجال سوريون", ["origin"]],
  ["أطفال من غامبيا", ["origin"]],
  ["قارب لاجئين", ["status"]],
  ["طفل اسمه إدريس", ["name"]],
])("%s", (text, told) => {
  expect(kinds(text)).toEqual(told);
});

test.each([
  "Drifting at 34-20.0N 012-42.0E, engine stopped, taking water.",
  "34°20.0′N 012°42.0′E at 111226Z, error 2 nm",
  "The Maltese patrol boat and the Italian helicopter are on scene.",
  "MMSI 247 320 100 proceeds at 14 kn",
  "Tunisian centre called back at 1245Z",
  "320 people aboard, 60 children, several in the water",
  "Wooden boat from Zuwara, 12 m, blue",
  "Un remorqueur, pont pour 20 personnes, sur place vers 1500Z",
  "Deux médecins et quatre brancards, hommes de pont compris",
  "Un remolcador, sitio para 20 personas a bordo, mar gruesa",
  "Um rebocador, lugar para 20 pessoas, com médico a bordo",
  "قاطرة واحدة، مكان لعشرين شخصاً على سطحها",
  "ضابط مناوب",
  "Officier de quart, capitainerie",
  "IMO 9074729, DSC: 002470001",
  "Wind 270/18, sea state 4, forecast 1200Z to 1800Z",
])("nothing of people in: %s", (text) => {
  expect(kinds(text)).toEqual([]);
});

test("any text is read, and quickly", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4_000 }), (text) => Array.isArray(aboutPeople(text))),
  );
  expect(aboutPeople(`Aian${" aian".repeat(2_000)}`)).toEqual([]);
  expect(aboutPeople("1 ".repeat(3_000))).toBeDefined();
});

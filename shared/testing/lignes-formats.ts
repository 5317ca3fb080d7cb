import fc from 'fast-check';
import type { Champ, Champs, Format } from '../formats/champ';
import { epochMs, instantDe } from '../temps/paris';
import type { Instant } from '../temps/types';

// For tests: rows of any format, made from its own table.

const entre = (de: string, a: string) =>
  fc.integer({ min: epochMs(de as Instant) / 1000, max: epochMs(a as Instant) / 1000 });

/** Around both clock changes of 2026, and an ordinary day. */
const instant = (precision: number): fc.Arbitrary<Instant> =>
  fc
    .oneof(
      entre('2026-10-24T20:00:00Z', '2026-10-25T06:00:00Z'),
      entre('2026-10-25T00:00:00Z', '2026-10-25T01:59:59Z'),
      entre('2026-03-28T20:00:00Z', '2026-03-29T06:00:00Z'),
      entre('2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z'),
    )
    .map((s) => instantDe(Math.floor(s / precision) * precision * 1000));

const texte = (max: number) =>
  fc
    .string({
      unit: fc.constantFrom('a', 'Z', 'é', 'œ', ';', '"', '\n', '\r', ' ', '#', "'", ',', '|', '\t', '€', '0', '☃'),
      maxLength: Math.min(max, 12),
    })
    .map((t) => t.trim().normalize('NFC'));

/** One of several words, each as its reader takes it. */
const parmi = (c: Champ<unknown>): fc.Arbitrary<unknown> =>
  fc.constantFrom(
    ...c.type.split(/, | \/ /).map((t) => {
      const r = c.lire(t, '');
      if (!r.ok) throw new Error(`${t} : ${r.raison}`);
      return r.valeur;
    }),
  );

const estListe = (c: Champ<unknown>): boolean => c.type.startsWith('codes séparés');

/** A value that the field's own reader takes for what it is. */
const valeurDe = (c: Champ<unknown>): fc.Arbitrary<unknown> => {
  if (estListe(c)) return fc.constantFrom([], ['HORS_PLAN'], ['HORS_PLAN', 'CUMUL_INTERDIT']);
  const bornes = /^entier de (-?\d+) à (\d+)$/.exec(c.type);
  const brut: fc.Arbitrary<unknown> =
    c.sorte === 'INSTANT'
      ? instant(c.type.endsWith('SS') ? 1 : 60)
      : c.sorte === 'MOIS'
        ? fc.constantFrom('2026-09', '2025-12')
        : bornes
          ? fc.integer({ min: Number(bornes[1]), max: Number(bornes[2]) })
          : c.type.startsWith('numéro')
            ? fc.constantFrom('+33140000000', '+33600000001')
            : c.longueur === undefined
              ? parmi(c)
              : texte(c.longueur).filter((t) => t !== '' && c.lire(t, '').ok);
  return c.requis ? brut : fc.option(brut, { nil: undefined });
};

/** Rows that the format takes: no key twice, and nothing that their cells say against one another. */
export const lignesDe = (f: Format<Champs>): fc.Arbitrary<Record<string, unknown>[]> => {
  const ligne = fc
    .record(Object.fromEntries(Object.entries(f.champs).map(([nom, c]) => [nom, valeurDe(c)])))
    .filter((l) => f.verifier?.(l) === undefined);
  return f.cle.length === 0
    ? fc.array(ligne, { maxLength: 5 })
    : fc.uniqueArray(ligne, { maxLength: 5, selector: (l) => f.cle.map((c) => String(l[c])).join('\n') });
};

export { estListe };

import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { epochMs, instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import type { Champ, Champs, Format } from '../champ';
import { ecrireFichier } from '../codec-ecriture';
import type { DispositionEcrite } from './disposition';
import { ecrireDispose } from './ecrire';
import { caractereImpossible, decoder, ENCODAGES, type Encodage, encoder } from './encodage';
import { FORMATS_DISPOSES } from './fichiers';
import { lireDisposition } from './lire-disposition';
import { champsDits, relire } from './relire';

const TOUS = Object.values(FORMATS_DISPOSES);
const octetsDe = (t: string): number[] => [...new TextEncoder().encode(t)];

/** Around both clock changes of 2026, and an ordinary day. */
const instant = fc
  .oneof(
    fc.integer({ min: epochMs('2026-10-24T20:00:00Z' as Instant), max: epochMs('2026-10-25T06:00:00Z' as Instant) }),
    fc.integer({ min: epochMs('2026-03-28T20:00:00Z' as Instant), max: epochMs('2026-03-29T06:00:00Z' as Instant) }),
    fc.integer({ min: epochMs('2026-06-01T00:00:00Z' as Instant), max: epochMs('2026-06-02T00:00:00Z' as Instant) }),
  )
  .map((ms) => instantDe(Math.floor(ms / 60_000) * 60_000));

const texte = (max: number) =>
  fc
    .string({
      unit: fc.constantFrom('a', 'Z', 'é', 'œ', ';', '"', '\n', '\r', ' ', '#', "'", ',', '|', '\t', '€', '0', '☃'),
      maxLength: Math.min(max, 12),
    })
    .map((t) => t.trim().normalize('NFC'));

/** A value that the field's own reader takes for what it is. */
const valeurDe = (c: Champ<unknown>): fc.Arbitrary<unknown> => {
  const bornes = /^entier de (-?\d+) à (\d+)$/.exec(c.type);
  const brut: fc.Arbitrary<unknown> =
    c.sorte === 'INSTANT'
      ? instant
      : c.sorte === 'MOIS'
        ? fc.constantFrom('2026-09', '2025-12')
        : bornes
          ? fc.integer({ min: Number(bornes[1]), max: Number(bornes[2]) })
          : c.type.startsWith('codes séparés')
            ? fc.constantFrom([], ['HORS_PLAN'], ['HORS_PLAN', 'CUMUL_INTERDIT'])
            : c.type.startsWith('numéro')
              ? fc.constantFrom('+33140000000', '+33600000001')
              : c.longueur === undefined
                ? fc.constantFrom(...c.type.split(', '))
                : texte(c.longueur).filter((t) => t !== '' && c.lire(t, '').ok);
  return c.requis || Array.isArray(c.lire('', '').ok ? [] : undefined) === false
    ? brut
    : fc.option(brut, { nil: undefined });
};

const estListe = (c: Champ<unknown>): boolean => c.type.startsWith('codes séparés');
const lignesDe = (f: Format<Champs>): fc.Arbitrary<Record<string, unknown>[]> =>
  fc.array(
    fc.record(
      Object.fromEntries(
        Object.entries(f.champs).map(([nom, c]) => [
          nom,
          estListe(c) ? fc.constantFrom([], ['HORS_PLAN']) : valeurDe(c),
        ]),
      ),
    ),
    { maxLength: 5 },
  );

const FORMATS_INSTANT = ['AAAA-MM-JJTHH:MM±', 'AAAAMMJJHHMM', 'JJ.MM.AA HHhMM', 'AAAAMMJJ', 'HH:MM:SS', '±HHMM'];

/** Layouts of a file, right and wrong ones: those that the reader takes are the valid ones. */
const dispositionDe = (f: Format<Champs>): fc.Arbitrary<DispositionEcrite> => {
  const parmi = <T>(...v: T[]) => fc.option(fc.constantFrom(...v), { nil: undefined });
  const colonne = (fixe: boolean) =>
    fc.constantFrom(...Object.entries(f.champs)).chain(([champ, c]) =>
      fc.record({
        champ: fc.constant(champ),
        nom: fc.option(fc.string({ unit: fc.constantFrom('A', 'b', 'C', 'é', '_', '-'), minLength: 1, maxLength: 6 }), {
          nil: undefined,
        }),
        format: fc.option(
          fc.constantFrom(
            ...(c.sorte === 'INSTANT'
              ? FORMATS_INSTANT
              : c.sorte === 'MINUTES'
                ? ['HEURES', 'MINUTES', 'HH:MM', 'HHhMM']
                : c.sorte === 'MOIS'
                  ? ['AAAAMM', 'MM/AA']
                  : [undefined]),
          ),
          { nil: undefined, freq: 2 },
        ),
        largeur: fixe
          ? fc.constantFrom('170', '170D', '170G', 170, ...(c.sorte === 'MINUTES' ? ['06', '0170'] : [40]))
          : fc.constant(undefined),
      }),
    );
  return fc.boolean().chain((fixe) =>
    fc
      .record({
        rangement: fixe ? fc.constant('LARGEUR_FIXE' as const) : parmi('SEPARE' as const),
        separateur: fixe ? fc.constant(undefined) : parmi(';', ',', '\t', '|', '/', ' '),
        decimale: parmi(',' as const, '.' as const),
        date: parmi('AAAA-MM-JJ', 'JJ/MM/AA', 'AAAAMMJJ'),
        heure: parmi('HHMM', 'HH:MM:SS', 'HH:MM±'),
        encodage: parmi(...(Object.keys(ENCODAGES) as Encodage[])),
        finDeLigne: parmi('CRLF' as const, 'LF' as const),
        entete: parmi('NOMS' as const, 'AUCUN' as const),
        fin: parmi('COMPTE' as const, 'AUCUNE' as const),
        colonnes: fixe
          ? fc.uniqueArray(colonne(true), { minLength: 1, maxLength: 8, selector: (c) => c.nom ?? c.champ })
          : fc.option(
              fc.uniqueArray(colonne(false), { minLength: 1, maxLength: 8, selector: (c) => c.nom ?? c.champ }),
              {
                nil: undefined,
              },
            ),
      })
      .map((d) => Object.fromEntries(Object.entries(d).filter(([, v]) => v !== undefined)) as DispositionEcrite),
  );
};

const sansRepetee = (l: Record<string, unknown>): boolean =>
  !Object.values(l).some((v) => typeof v === 'string' && /^2026-10-25T0[01]:/.test(v));

describe('layouts', () => {
  it('[CL-3] what a valid layout writes, it reads back: the same rows, of every field that it says whole', () => {
    let valides = 0;
    let relus = 0;
    let fixes = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...TOUS).chain((f) => fc.tuple(fc.constant(f), dispositionDe(f), lignesDe(f))),
        ([f, ecrite, toutes]) => {
          const lue = lireDisposition(f, ecrite);
          if (!lue.ok) return;
          const d = lue.valeur;
          valides += 1;
          // By place alone nothing says which of the two hours of autumn it was: that is told apart, below.
          const lignes = toutes.filter(sansRepetee);
          const ecrit = ecrireDispose(f, d, lignes);
          if (!ecrit.ok) {
            expect(ecrit.faute.ligne).toBeGreaterThan(0);
            return;
          }
          relus += 1;
          if (d.separateur === undefined) fixes += 1;
          const relu = relire(f, d, ecrit.octets);
          const dits = champsDits(d);
          const voulues = lignes.map((l) =>
            Object.fromEntries(dits.flatMap((c) => (l[c] === undefined ? [] : [[c, l[c]]]))),
          );
          const rendues = relu.ok
            ? relu.lignes.map((l) =>
                Object.fromEntries(
                  dits.flatMap((c) =>
                    l[c] === undefined ? (f.champs[c] && estListe(f.champs[c]) ? [[c, []]] : []) : [[c, l[c]]],
                  ),
                ),
              )
            : relu;
          expect(rendues).toEqual(voulues);
        },
      ),
      { numRuns: 600 },
    );
    // The generator keeps its teeth.
    expect(valides).toBeGreaterThan(400);
    expect(relus).toBeGreaterThan(250);
    expect(fixes).toBeGreaterThan(100);
  });

  it('[CL-3] in the repeated hour of autumn too, where names or its format say the offset', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom('SERVICE_FAIT' as const, 'BRUT' as const, 'COMPLEMENTAIRE' as const)
          .chain((n) => fc.tuple(fc.constant(FORMATS_DISPOSES[n]), lignesDe(FORMATS_DISPOSES[n]))),
        fc.constantFrom(
          { separateur: '\t' },
          { heure: 'HH:MM±', entete: 'AUCUN' },
          { heure: 'HH:MM±', encodage: 'UTF-8-BOM' },
        ),
        ([f, lignes], ecrite) => {
          const lue = lireDisposition(f, ecrite);
          const ecrit = lue.ok ? ecrireDispose(f, lue.valeur, lignes) : undefined;
          if (!lue.ok || !ecrit?.ok) throw new Error(JSON.stringify([lue, ecrit]));
          const relu = relire(f, lue.valeur, ecrit.octets);
          expect(relu.ok && JSON.parse(JSON.stringify(relu.lignes))).toEqual(JSON.parse(JSON.stringify(lignes)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('[CL-2] [CL-3] all that the product does of itself, said in words, gives the same bytes', () => {
    const dite: DispositionEcrite = {
      ...{ rangement: 'SEPARE', separateur: ';', decimale: ',', date: 'JJ/MM/AAAA', heure: 'HH:MM' },
      ...{ encodage: 'UTF-8', finDeLigne: 'CRLF', entete: 'NOMS', fin: 'COMPTE' },
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...TOUS).chain((f) => fc.tuple(fc.constant(f), lignesDe(f))),
        ([f, lignes]) => {
          const lue = lireDisposition(f, dite);
          const ecrit = lue.ok ? ecrireDispose(f, lue.valeur, lignes) : undefined;
          expect(ecrit?.ok && [...ecrit.octets]).toEqual(octetsDe(ecrireFichier(f, lignes)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('an encoding says what it does not have, and gives back what it has', () => {
    expect(caractereImpossible('WINDOWS-1252', 'œuf à 3 €')).toBeUndefined();
    expect(caractereImpossible('ISO-8859-15', 'œuf à 3 €')).toBeUndefined();
    expect(caractereImpossible('ISO-8859-1', 'à 3 €')).toBe('€');
    expect(caractereImpossible('ASCII', 'Zoé')).toBe('é');
    expect(caractereImpossible('UTF-8', 'un ☃')).toBeUndefined();
    for (const [e, nom] of [
      ['WINDOWS-1252', 'win1252'],
      ['ISO-8859-15', 'iso-8859-15'],
      ['ISO-8859-1', 'iso-8859-1'],
    ] as const)
      for (let o = 0; o < 256; o++) {
        const attendu = iconv.decode(Buffer.from([o]), nom);
        const lu = decoder(e, Uint8Array.of(o));
        if (lu === undefined) expect(attendu === '\ufffd' || attendu < '\u00a0').toBe(true);
        else expect([attendu, ...encoder(e, lu)]).toEqual([lu, o]);
      }
  });
});

import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { estListe, lignesDe } from '../../testing/lignes-formats';
import type { Champs, Format } from '../champ';
import { ecrireFichier } from '../codec-ecriture';
import type { DispositionEcrite } from './disposition';
import { ecrireDispose } from './ecrire';
import { caractereImpossible, decoder, ENCODAGES, type Encodage, encoder } from './encodage';
import { FORMATS_DISPOSES } from './fichiers';
import { lireDisposition } from './lire-disposition';
import { champsDits, relire } from './relire';

const TOUS = Object.values(FORMATS_DISPOSES);
const octetsDe = (t: string): number[] => [...new TextEncoder().encode(t)];

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
        fc.constantFrom(...TOUS).chain((f) => fc.tuple(fc.constant(f), lignesDe(f))),
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
          // An empty list is an empty cell, as nothing is.
          const dites = (l: readonly object[]): unknown =>
            l.map((x) =>
              Object.fromEntries(
                Object.entries(x).filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0)),
              ),
            );
          expect(relu.ok && dites(relu.lignes)).toEqual(dites(lignes));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('[CL-3] a column of offsets that a layout names gives that of the hours written, and nothing where no one offset is right', () => {
    const lignes = [
      { arrivee: '2026-10-25T00:10:00Z', debut: '2026-10-25T01:10:00Z' },
      { arrivee: '2026-10-25T00:10:00Z', debut: '2026-10-25T00:30:00Z' },
      { arrivee: '2026-10-25T00:50:00Z', debut: '2026-10-25T02:05:00Z' },
    ];
    const { RESTITUTION } = FORMATS_DISPOSES;
    const decalages = (...colonnes: string[]): string[] => {
      const lue = lireDisposition(RESTITUTION, { colonnes, entete: 'AUCUN', fin: 'AUCUNE', heure: 'HH:MM' });
      const ecrit = lue.ok ? ecrireDispose(RESTITUTION, lue.valeur, lignes) : undefined;
      if (!ecrit?.ok) throw new Error(JSON.stringify([lue, ecrit]));
      const dites = new TextDecoder().decode(ecrit.octets).trimEnd().split('\r\n');
      const heures = colonnes.filter((c) => !c.startsWith('decalage')).length;
      return dites.map((l) => l.split(';').slice(heures).join(';'));
    };
    expect(decalages('arrivee', 'debut', 'decalage_debut')).toEqual(['', '+02:00', '']);
    expect(decalages('arrivee', 'decalage_debut')).toEqual(['+02:00', '+02:00', '+02:00']);
    expect(decalages('debut', 'decalage_debut')).toEqual(['+01:00', '+02:00', '']);
    expect(decalages('arrivee', 'debut', 'decalage_debut', 'decalage_arrivee')).toEqual([
      '+01:00;+02:00',
      '+02:00;+02:00',
      ';+02:00',
    ]);
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

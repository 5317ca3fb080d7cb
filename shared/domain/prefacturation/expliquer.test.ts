import { describe, expect, test } from 'vitest';
import type { VisiteFigee } from '../../contrats/cloture/cloture';
import { type Minutes, minutes } from '../../temps/types';
import { financeur, paris } from '../../testing/constructeurs';
import { etatFige, FINANCEURS } from '../../testing/releves';
import { tableFinanceurs } from '../ventilation/financeurs';
import { expliquerLigne } from './expliquer';
import { expliquerDuree } from './expliquer-duree';
import { lignesPrefacturation } from './lignes';

const table = tableFinanceurs(FINANCEURS);
if (!table.ok) throw new Error(table.refus.message);
const financeurs = table.valeur;
const etat = etatFige();
const lignes = lignesPrefacturation([etat], financeurs);
const sansInsecable = (t: string) => t.replaceAll('\u00a0', ' ');
const expliquer = (l: (typeof lignes)[number]) => expliquerLigne(l, etat, financeurs, () => undefined);

test('[FI-4] every line is explained whole: its visits’ parts add up to its minutes', () => {
  for (const l of lignes) {
    const { visites } = expliquer(l);
    expect(visites.reduce((s, v) => s + v.minutes, 0)).toBe(l.minutes);
    expect(visites.length).toBe(l.visites);
  }
});

describe('a line down to its punches', () => {
  const ligne = lignes.find((l) => l.codeFinanceur === 'DASES_APA' && l.intervenantId === 'I1');
  const { calcul, visites } = expliquer(ligne as NonNullable<typeof ligne>);
  const dites = (n: number) => visites[n]?.etapes.map((e) => `${e.regle} ${sansInsecable(e.texte)}`);

  test('[PT-2, DU-2, FI-2] punches, hours retained, rule, cap', () => {
    expect(dites(0)).toEqual([
      'PT-2 Arrivée pointée à 8 h 28, par téléphone.',
      'PT-2 Départ pointé à 9 h 26, par téléphone.',
      'DU-1 Heures retenues : de 8 h 28 à 9 h 26, soit 58 min écoulées.',
      expect.stringContaining('DU-2 Règle de Ville de Paris - APA (tolérance de 5 min, minutes réelles) :'),
      'FI-2 60 min à la prise en charge n° P300002A (Ville de Paris - APA), sur le plafond d’octobre 2026.',
    ]);
  });
  test('[CO-1, DU-4] the correction, by whom and why, and the minutes that it adds', () => {
    expect(dites(1)?.join('\n')).toContain('CO-1 Minutes complémentaires : 0 h 10. Motif : Attente à la porte');
    expect(dites(1)?.join('\n')).toContain('DU-4 10 min complémentaires s’ajoutent sans arrondi : 70 min facturées.');
  });
  test('[PT-1] a visit made with no call says so', () => {
    const creee = expliquer(ligne as NonNullable<typeof ligne>).visites.find((v) => v.date === '2026-10-07');
    expect(creee?.etapes.slice(0, 2).map((e) => e.texte)).toEqual(['Arrivée : aucun appel.', 'Départ : aucun appel.']);
  });
  test('[FI-4] the amount is the minutes at the rate, rounded once', () => {
    expect(calcul.map((e) => sansInsecable(e.texte)).join(' ')).toContain('× 24,58 € ÷ 60 =');
  });
});

test('[DU-1] [DU-4] one minute is said as one', () => {
  const { visites } = etat;
  const [v] = visites;
  const courte = { ...v, debut: paris('2026-10-01 08:30'), fin: paris('2026-10-01 08:31'), duree: minutes(0) };
  const une = { ...courte, minutesComplementaires: minutes(1) } as VisiteFigee;
  const regle = { pas: 1, mode: 'PROCHE', tolerance: 0, plafondPrevu: false } as unknown as Parameters<
    typeof expliquerDuree
  >[2];
  const dites = expliquerDuree(une, undefined, regle).map((e) => sansInsecable(e.texte));
  expect(dites[0]).toBe('Heures retenues : de 8 h 30 à 8 h 31, soit 1 min écoulée.');
  expect(dites[2]).toBe('1 min complémentaire s’ajoute sans arrondi : 1 min facturée.');
});

test('[FI-3] what no prise en charge covers says so', () => {
  const propre = lignes.find((l) => l.numeroPec === undefined);
  const textes = expliquer(propre as NonNullable<typeof propre>).visites.flatMap((v) => v.etapes.map((e) => e.texte));
  expect(textes.map(sansInsecable).join(' ')).toContain(' plus : Tarif propre. Épuisées pour octobre 2026 :');
});

test('[FI-3, FI-6] of a plan that is used up, its hours of the month and its report are said; of none at all, that there is none', () => {
  const propre = lignes.find((l) => l.numeroPec === undefined) as NonNullable<(typeof lignes)[number]>;
  const dites = (e: typeof etat): string =>
    expliquerLigne(propre, e, financeurs, () => undefined)
      .visites.flatMap((v) => v.etapes.filter((x) => x.regle === 'FI-3'))
      .map((x) => sansInsecable(x.texte))
      .join(' ');
  expect(dites(etat)).toContain(
    'Épuisées pour octobre 2026 : n° P300002A (Ville de Paris - APA), 20 h 00 ; n° P300002B (Caisse nationale d’assurance vieillesse), 3 h 00.',
  );
  const [premiere, ...autres] = etat.visites;
  if (!premiere) throw new Error('une visite attendue');
  const reportee = {
    ...premiere,
    parts: [...premiere.parts, { ...premiere.parts[0], moisPlafond: '2026-09', minutes: minutes(219) }],
  } as VisiteFigee;
  expect(dites({ ...etat, visites: [reportee, ...autres] })).toContain('20 h 00 et 3 h 39 de report ;');
  expect(dites({ ...etat, prisesEnCharge: [] })).toContain('qu’aucune prise en charge ne couvre : Tarif propre.');
});

test('[FI-4] the hours of a line are said as its column says them', () => {
  for (const l of lignes)
    expect(sansInsecable(expliquer(l).calcul[0]?.texte ?? '')).toMatch(/ min, soit \d+ h \d\d\.$/);
});

describe('[DU-2, DU-3] the published examples, in words', () => {
  const regle = (plus: Partial<ReturnType<typeof financeur>>) => ({ ...financeur('X', 'APA', plus), financeur: 'X' });
  const dire = (ecoule: number, duree: number, r: ReturnType<typeof regle>, prevu?: number): string => {
    const debut = paris('2026-10-01 08:00');
    const fin = paris(
      `2026-10-01 ${String(8 + Math.floor(ecoule / 60)).padStart(2, '0')}:${String(ecoule % 60).padStart(2, '0')}`,
    );
    const v = {
      ...(etat.visites[0] as VisiteFigee),
      debut,
      fin,
      duree: minutes(duree),
      minutesComplementaires: 0 as Minutes,
    };
    return sansInsecable(expliquerDuree(v, prevu === undefined ? undefined : minutes(prevu), r)[1]?.texte ?? '');
  };
  test.each([
    [65, 60, { tolerance: 5 as Minutes }, 60, '5 min d’écart avec les 60 min prévues, dans la tolérance : 60 min.'],
    [46, 45, { pas: 15 as Minutes }, 60, 'multiple de 15 min le plus proche) : 46 min s’arrondissent à 45 min.'],
    [80, 90, { pas: 30 as Minutes }, 60, '80 min s’arrondissent à 90 min.'],
    [80, 60, { plafondPrevu: true }, 60, 'pas plus que les 60 min prévues.'],
    [59, 59, {}, 60, '(minutes réelles) : rien ne change : 59 min.'],
    [80, 60, { plafondPrevu: true }, 75, 'comparée à la durée prévue à la clôture, changée depuis, elle donne 60 min.'],
  ] as const)('%i elapsed, %i retained', (ecoule, duree, plus, prevu, phrase) => {
    expect(dire(ecoule, duree, regle(plus), prevu)).toContain(phrase);
  });
});

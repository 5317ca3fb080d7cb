import { describe, expect, it } from 'vitest';
import type { BrutFige, CorrectionFigee, VisiteFigee } from '../../contrats/cloture/cloture';
import type { Complement, VisiteComplementaire } from '../../contrats/cloture/complement';
import type { Instant, Minutes } from '../../temps/types';
import { paris } from '../../testing/constructeurs';
import { clotureSuivante, complementFige, etatFige, etatSuivant, MOIS } from '../../testing/releves';
import { composerReleve } from './composer';
import { donneesReleve } from './donnees';
import { jsonCanonique } from './json-canonique';

const [V1, V2, V3, V4] = etatFige('U1', {}, 6).visites as [VisiteFigee, VisiteFigee, VisiteFigee, VisiteFigee];
const tardive = (plus: Partial<CorrectionFigee> = {}): CorrectionFigee => ({
  id: 'T1',
  nature: 'HORAIRE',
  motif: 'OUBLI_DEPART',
  auteur: 'gestion41',
  auteurNom: 'Anne DURAND',
  auteurRole: 'GESTIONNAIRE',
  instant: paris('2026-11-05 10:00'),
  fin: paris('2026-10-01 09:30'),
  ...plus,
});
const rectifie = (ancien?: VisiteFigee, nouveau?: VisiteFigee, plus: Partial<VisiteComplementaire> = {}) => ({
  moisOrigine: MOIS,
  ...(ancien ? { ancien } : {}),
  ...(nouveau ? { nouveau } : {}),
  ...plus,
});
const donnees = (visites: readonly VisiteComplementaire[], jours = 3, ailleurs: string[] = []) =>
  donneesReleve(etatSuivant(jours), clotureSuivante(), undefined, { complement: complementFige(visites), ailleurs });
const composer = (visites: readonly VisiteComplementaire[], jours = 3) => composerReleve(donnees(visites, jours));
const espaces = (t: string): string => t.replaceAll('\u00a0', ' ');
const raisons = (v: VisiteComplementaire): string[] =>
  composer([v]).rectification?.mois.flatMap((m) => m.visites.flatMap((x) => x.raisons.map(espaces))) ?? [];
const parts = (n: number, numeroPec: string | undefined, codeFinanceur = 'DASES_APA') => [
  { codeFinanceur, minutes: n as Minutes, ...(numeroPec === undefined ? {} : { numeroPec }) },
];

describe('what the statement says of the months closed before', () => {
  it('[CL-4] [RE] a visit corrected after its month was closed: what was counted, what is now, by which correction and by whom', () => {
    const corrige: VisiteFigee = {
      ...V1,
      statut: 'CORRIGEE',
      fin: paris('2026-10-01 10:28'),
      duree: 120 as Minutes,
      parts: parts(120, 'P300002A'),
      corrections: [tardive({ fin: paris('2026-10-01 10:28') })],
    };
    const r = composer([rectifie(V1, corrige)]);
    expect(r.version).toBe(5);
    const [mois] = r.rectification?.mois ?? [];
    expect([mois?.mois, r.rectification?.mois.length]).toEqual([MOIS, 1]);
    expect(mois?.visites).toMatchObject([
      {
        date: '2026-10-01',
        aide: 'MAILLARD Sandrine',
        avant: { duree: V1.duree, fin: V1.fin },
        apres: { duree: 120, fin: corrige.fin, parts: [{ lettre: 'A', minutes: 120 }] },
      },
    ]);
    expect(mois?.visites[0]?.raisons.map(espaces)).toEqual([
      'Horaire corrigé : départ à 10 h 28. Motif : Oubli au départ. Par l’antenne Est, le 5 novembre 2026 à 10 h 00.',
    ]);
    expect(mois?.repartition).toEqual([
      { lettre: 'A', financeur: 'Ville de Paris - APA', numeroPec: 'P300002A', avant: V1.duree, apres: 120 },
    ]);
    expect(espaces(r.resume.at(-1) ?? '')).toBe('Ce relevé rectifie aussi 1 visite d’octobre 2026.');
    // The month's own figures do not count them.
    expect(r.totaux).toEqual(composerReleve(donneesReleve(etatSuivant(3), clotureSuivante())).totaux);
  });

  it('[CL-4] of a correction that had left already, nothing is said again: only what the former telling did not have', () => {
    const deja = { ...V2, corrections: [...V2.corrections, tardive({ id: 'DEJA' })] };
    const encore = { ...deja, minutesComplementaires: 25 as Minutes, corrections: [...deja.corrections, tardive()] };
    expect(raisons(rectifie(deja, encore))).toHaveLength(1);
  });

  it('[CL-4] a visit that comes: by calls that were not known, which say since when; by no correction nor call, it is said so', () => {
    const venue = { ...V3, corrections: [] };
    const connus = { arrivee: paris('2026-11-06 09:12'), depart: paris('2026-11-07 00:05') };
    expect(
      raisons(rectifie(undefined, { ...venue, arrivee: paris('2026-10-03 08:30'), depart: venue.fin }, { connus })),
    ).toEqual([
      'Appel d’arrivée (8 h 30) connu du service le 6 novembre 2026 à 9 h 12, après la clôture de ce mois.',
      expect.stringMatching(/^Appel de départ \(9 h \d\d\) connu du service le 7 novembre 2026 à 0 h 05, après/),
    ]);
    const ensemble = { arrivee: connus.arrivee, depart: connus.arrivee };
    expect(
      raisons(rectifie(undefined, { ...venue, arrivee: venue.debut, depart: venue.fin }, { connus: ensemble })),
    ).toEqual([
      expect.stringMatching(
        /^Appels d’arrivée \(8 h 30\) et de départ \(9 h \d\d\) connus du service le 6 novembre 2026 à 9 h 12,/,
      ),
    ]);
    expect(raisons(rectifie(undefined, venue))[0]).toMatch(/^Sans correction : ses appels ont été reçus, rattachés/);
    expect(composer([rectifie(undefined, venue)]).rectification?.mois[0]?.visites[0]).not.toHaveProperty('avant');
  });

  it('[CL-4] a visit that only comes off says where it went, without naming anyone, and the correction that took it', () => {
    const part = (plus: object) =>
      raisons(
        rectifie(V1, undefined, {
          devenir: { statut: 'CORRIGEE', usagerId: 'U1', debut: V1.debut, corrections: [tardive()], ...plus },
        }),
      );
    expect(part({ usagerId: 'U2' })[0]).toBe('Comptée désormais chez une autre personne.');
    expect(part({ usagerId: 'U2' })[1]).toMatch(/^Horaire corrigé/);
    expect(part({ debut: paris('2026-11-01 00:10') })[0]).toBe('Comptée désormais parmi les heures de novembre 2026.');
    expect(part({})[0]).toBe('Comptée désormais par une autre antenne.');
    expect(part({ statut: 'ANNULEE' })[0]).toBe('Annulée : n’est plus comptée.');
    expect(part({ statut: 'SANS_DEPART', debut: undefined })[0]).toMatch(/il lui manque une heure/);
    // What was frozen before complements explained themselves.
    expect(raisons(rectifie(V1))).toEqual(['N’est plus comptée.']);
  });

  it('[FI-9] minutes by funder, before and after: a prise en charge that the month does not have takes a letter of its own', () => {
    const r = composer([
      rectifie({ ...V1, parts: parts(60, 'ANCIEN') }, { ...V1, parts: parts(45, 'P300002A') }),
      rectifie({ ...V4, parts: parts(60, 'ANCIEN') }, { ...V4, parts: parts(60, undefined, 'TARIF_PROPRE') }),
    ]);
    expect(r.repartition.map((l) => [l.lettre, l.numeroPec])).toEqual([['A', 'P300002A']]);
    expect(r.rectification?.mois[0]?.repartition).toEqual([
      { lettre: 'A', financeur: 'Ville de Paris - APA', numeroPec: 'P300002A', avant: 0, apres: 45 },
      { lettre: 'B', financeur: 'Ville de Paris - APA', numeroPec: 'ANCIEN', avant: 120, apres: 0 },
      { lettre: 'C', financeur: 'Tarif propre', numeroPec: undefined, avant: 0, apres: 60 },
    ]);
    expect(r.rectification?.mois[0]?.visites.map((v) => v.raisons)).toEqual([
      ['Mêmes heures : leur répartition entre financeurs est refaite.'],
      ['Mêmes heures : leur répartition entre financeurs est refaite.'],
    ]);
  });

  it('[FI-6] what nobody reads a change in is not a rectification: the statement is what it would be without', () => {
    const memes = rectifie(V1, {
      ...V1,
      parts: V1.parts.map((p) => ({ ...p, moisPlafond: '2026-08' as typeof MOIS })),
    });
    expect(jsonCanonique(donnees([memes]))).toBe(jsonCanonique(donneesReleve(etatSuivant(3), clotureSuivante())));
  });

  it('[CL-2] [RE] a statement without any keeps its version and its bytes; one made in a former version says nothing of it', () => {
    const sans = donneesReleve(etatSuivant(3), clotureSuivante());
    expect(sans.version).toBe(4);
    expect(jsonCanonique(sans)).toBe(jsonCanonique(donneesReleve(etatSuivant(3), clotureSuivante(), 4)));
    const avant = donneesReleve(etatSuivant(3), clotureSuivante(), 4, { complement: complementFige([rectifie(V1)]) });
    expect(jsonCanonique(avant)).toBe(jsonCanonique(sans));
    expect(composerReleve(avant)).not.toHaveProperty('rectification');
  });

  it('[CL-4] [RE] a usager of whom the month has no visit has a statement: it says so, and what it rectifies', () => {
    const r = composer([rectifie(V1, undefined), rectifie(undefined, V2)], 0);
    expect(r.usager.nom).toBe('Mme DELAUNAY Françoise');
    expect(r.resume.map(espaces)).toEqual([
      'Aucune visite n’est comptée pour le mois de novembre 2026.',
      'Ce relevé rectifie aussi 2 visites d’octobre 2026.',
    ]);
    expect(r.rectification?.mois[0]?.repartition[0]?.financeur).toBe('Ville de Paris - APA');
  });

  it('[CO-1] the data name by function who corrected, on each side of what they rectify', () => {
    const corrections = [tardive()];
    const texte = jsonCanonique(
      donnees([
        rectifie({ ...V1, corrections }, { ...V1, duree: 90 as Minutes, corrections }),
        rectifie(V2, undefined, { devenir: { statut: 'ANNULEE', usagerId: 'U1', corrections } }),
      ]),
    );
    expect(texte).not.toMatch(/gestion41|DURAND|auteurNom|auteurRole/);
    expect(texte).toContain('"auteur":"l’antenne Est"');
  });

  it('[CL-2] the data are the same whatever the store adds to the complement', () => {
    const c = complementFige([rectifie(V1)]);
    const melange = Object.fromEntries(Object.entries({ _rev: '2-abc', ...c }).reverse()) as Complement;
    const de = (complement: Complement) =>
      jsonCanonique(donneesReleve(etatSuivant(2), clotureSuivante(), 5, { complement }));
    expect(de(melange)).toBe(de(c));
  });
});

describe('where hours punched this month and counted in another are', () => {
  const brut = (debut: Instant): BrutFige => ({
    interventionId: 'A-NUIT',
    usagerId: 'U1',
    intervenantId: 'I1',
    arrivee: paris('2026-11-01 00:05'),
    depart: paris('2026-11-01 01:00'),
    statut: 'COMPLETE',
    source: 'SVI',
    devenir: { statut: 'CORRIGEE', usagerId: 'U1', debut, corrections: [] },
  });
  const raison = (suite: { complement?: Complement; ailleurs?: string[] }, debut = paris('2026-10-31 23:50')) => {
    const etat = { ...etatSuivant(1), bruts: [brut(debut)] };
    return espaces(composerReleve(donneesReleve(etat, clotureSuivante(), undefined, suite)).apart[0]?.raison ?? '');
  };

  it('[CL-4] [RE] « Comptée sur le relevé de … » only where that statement has it: not where this closing, or another, has counted it since', () => {
    expect(raison({})).toBe('Comptée sur le relevé d’octobre 2026');
    expect(raison({ ailleurs: ['A-NUIT'] })).toBe('Comptée parmi les heures d’octobre 2026');
    const venue = rectifie(undefined, { ...V1, interventionId: 'A-NUIT', debut: paris('2026-10-31 23:50') });
    expect(raison({ complement: complementFige([venue]) })).toBe(
      'Comptée parmi les heures d’octobre 2026 : voir « Rectification de mois déjà clos »',
    );
    // That of another month is not this one's.
    expect(raison({ complement: complementFige([venue]) }, paris('2026-12-01 00:10'))).toBe(
      'Comptée sur le relevé de décembre 2026',
    );
  });
});

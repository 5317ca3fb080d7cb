import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BrutFige, EtatFige, VisiteFigee } from '../contrats/cloture/cloture';
import { type Antenne, DISPOSITIFS as CODES_DISPOSITIFS } from '../contrats/commun';
import { codesAntennes } from '../domain/antenne/registre';
import { compterVisite, sommer } from '../domain/chiffres/visite';
import { type LignePilotage, lignesCloses, rangerFige } from '../pilotage/lignes';
import { epochMs, instantDe } from '../temps/paris';
import { type DateCivile, type Instant, type Minutes, type Mois, minutes } from '../temps/types';
import { paris } from '../testing/constructeurs';
import { NOMS_POINTAGES, type UsagerAgrege } from './agregat';
import { agreger, type EntreeAgreger } from './agreger';
import { ecrireCle, lireCle } from './cle';
import type { DemandeEtat, TableauEtat } from './contrat';
import { CRITERES } from './definitions/profil';
import type { Matiere, Tranche } from './matiere';
import { tabler } from './moteur';
import { ETATS } from './registre';
import { restreindre } from './selection';

const MOIS = ['2026-09', '2026-10'] as Mois[];
const USAGERS = ['U1', 'U2', 'U3'];
const AIDES = ['I1', 'I2'];
const FINANCEURS = ['APA', 'CNAV', 'PROPRE'];
const DISPOSITIFS = { APA: 'APA', CNAV: 'CAISSE_RETRAITE', PROPRE: 'TARIF_PROPRE' } as const;

let rang = 0;
const apres = (i: Instant, n: number): Instant => instantDe(epochMs(i) + n * 60_000);

/** A visit of a day, with its punches or without, in parts that add up; and what is raw of it. */
const fait = (mois: Mois) =>
  fc
    .record({
      jour: fc.integer({ min: 1, max: 28 }),
      usagerId: fc.constantFrom(...USAGERS),
      intervenantId: fc.constantFrom(...AIDES),
      duree: fc.integer({ min: 0, max: 300 }),
      fait: fc.integer({ min: 0, max: 300 }),
      complementaires: fc.constantFrom(0, 0, 5, 15),
      genre: fc.constantFrom('COMPLETE', 'CORRIGEE', 'CREEE', 'INCOMPLETE', 'ANNULEE'),
      cote: fc.boolean(),
      financeurs: fc.uniqueArray(fc.constantFrom(...FINANCEURS), { minLength: 1, maxLength: 3 }),
      autreNumero: fc.boolean(),
    })
    .map((f): { usagerId: string; visite?: VisiteFigee; brut?: BrutFige } => {
      const interventionId = `V${++rang}`;
      const debut = paris(`${mois}-${String(f.jour).padStart(2, '0')} 08:00`);
      const total = f.duree + f.complementaires;
      const n = f.financeurs.length;
      const parts = f.financeurs.map((codeFinanceur, i) => ({
        codeFinanceur,
        minutes: minutes(Math.floor(total / n) + (i < total % n ? 1 : 0)),
        ...(codeFinanceur === 'PROPRE' ? {} : { numeroPec: `${f.usagerId}-${codeFinanceur}`, moisPlafond: mois }),
      }));
      const entiere = f.genre === 'COMPLETE' || f.genre === 'CORRIGEE' || f.genre === 'CREEE';
      const statut = f.genre === 'INCOMPLETE' ? 'SANS_DEPART' : f.genre;
      const incomplete = f.genre === 'INCOMPLETE' || (f.genre !== 'COMPLETE' && f.cote);
      return {
        usagerId: f.usagerId,
        ...(entiere
          ? {
              visite: {
                interventionId,
                usagerId: f.usagerId,
                intervenantId: f.intervenantId,
                intervenantNom: `Aide ${f.intervenantId}`,
                debut,
                fin: apres(debut, f.fait),
                ...(f.genre === 'CREEE'
                  ? {}
                  : { arrivee: debut, ...(incomplete ? {} : { depart: apres(debut, f.fait + 3) }) }),
                duree: minutes(f.duree),
                minutesComplementaires: minutes(f.complementaires),
                codePrestation: 'AD',
                statut,
                anomalies: f.autreNumero ? ['NUMERO_AUTRE'] : [],
                parts,
                corrections: [],
              } satisfies VisiteFigee,
            }
          : {}),
        ...(f.genre === 'CREEE'
          ? {}
          : {
              brut: {
                interventionId,
                usagerId: f.usagerId,
                intervenantId: f.intervenantId,
                arrivee: debut,
                statut: incomplete ? 'SANS_DEPART' : 'COMPLETE',
                source: 'SVI',
                ...(entiere ? {} : { devenir: { statut, usagerId: f.usagerId, corrections: [] } }),
              } satisfies BrutFige,
            }),
      };
    });

const NES: Record<string, { civilite: 'M' | 'MME'; dateNaissance: DateCivile; gir?: number } | undefined> = {
  U1: { civilite: 'MME', dateNaissance: '1930-10-15' as DateCivile, gir: 4 },
  U2: { civilite: 'M', dateNaissance: '1971-01-01' as DateCivile },
};

const COMMUN: Omit<EntreeAgreger, 'mois' | 'etats'> = {
  complements: [],
  plans: new Map([['U1', [{ numero: 'U1-APA', codeFinanceur: 'APA', minutesMax: 600 as Minutes }]]]),
  usager: (id) => (NES[id] ? { nom: id, prenom: 'Prénom', ...NES[id] } : undefined),
  nomIntervenant: (id) => id,
  sansTelegestion: (id) => id === 'U3',
  enCours: () => false,
};

type Faits = { usagerId: string; visite?: VisiteFigee; brut?: BrutFige }[];
const etatsDe = (faits: Faits): Pick<EtatFige, 'usagerId' | 'visites' | 'bruts'>[] =>
  USAGERS.map((usagerId) => ({
    usagerId,
    visites: faits.flatMap((f) => (f.usagerId === usagerId && f.visite ? [f.visite] : [])),
    bruts: faits.flatMap((f) => (f.usagerId === usagerId && f.brut ? [f.brut] : [])),
  }));

const service = fc.tuple(
  ...codesAntennes()
    .slice(0, 2)
    .flatMap((antenne) =>
      MOIS.map((mois) => fc.array(fait(mois), { maxLength: 8 }).map((faits) => ({ antenne, mois, faits }))),
    ),
);

const trancheDe = ({ antenne, mois, faits }: { antenne: Antenne; mois: Mois; faits: Faits }): Tranche => ({
  antenne,
  mois,
  clos: true,
  entier: true,
  ...agreger({ ...COMMUN, mois, etats: etatsDe(faits) }),
});

const demande = (etat: string, plus: Partial<DemandeEtat> = {}): DemandeEtat => ({
  etat,
  antenne: 'TOUTES',
  du: '2026-09-01' as DateCivile,
  au: '2026-10-31' as DateCivile,
  ...plus,
});

const matiere = (d: DemandeEtat, tranches: readonly Tranche[]): Matiere => ({
  demande: d,
  tranches,
  visites: [],
  prevues: [],
  suspens: [],
  absences: [],
  nomUsager: (id) => id,
  nomIntervenant: (id) => id,
  financeur: (code) => ({ libelle: code, dispositif: DISPOSITIFS[code as keyof typeof DISPOSITIFS] }),
});

const etat = (id: string, tranches: readonly Tranche[], plus: Partial<DemandeEtat> = {}): TableauEtat => {
  const e = ETATS.find((x) => x.id === id);
  if (!e) throw new Error(id);
  return tabler(e, matiere(demande(id, plus), tranches));
};
const nombre = (t: TableauEtat, cle: string): number => Number(t.totaux[cle] ?? 0);

const VUES = (id: string): (string | undefined)[] =>
  ETATS.find((e) => e.id === id)
    ?.parametres.find((p) => p.cle === 'vue')
    ?.choix?.map((c) => c.valeur)
    .filter((v) => v !== 'visite') ?? [undefined];

/** States of counts, and what adds up in each. */
const ADDITIFS = {
  'heures-usagers': ['visites', 'duree', 'complementaires', 'facturees'],
  'heures-intervenants': ['visites', 'brutes', 'reelles', 'duree', 'complementaires', 'facturees'],
  'recapitulatif-mensuel': ['visites', 'duree', 'complementaires', 'facturees'],
  'recapitulatif-periode': ['visites', 'duree', 'complementaires', 'facturees'],
  'usagers-financeurs': ['minutes'],
  'suivi-plans': ['consomme'],
  'profil-usagers': ['minutes'],
  'taux-correction': [
    'incompletes',
    'corrigees',
    'pointees',
    'toutesCorrigees',
    'creees',
    'toutes',
    'sansTelephone',
    'sansTelegestion',
  ],
} as const;

describe('whatever the visits', () => {
  test.each(Object.entries(ADDITIFS))(
    '« %s »: antennas, months and rows add up to the whole, in each of its forms',
    (id, cles) => {
      fc.assert(
        fc.property(service, (faits) => {
          const tranches = faits.map(trancheDe);
          const entier = etat(id, tranches);
          for (const vue of VUES(id)) {
            const t = etat(id, tranches, vue === undefined ? {} : { vue });
            for (const cle of cles) {
              expect(nombre(t, cle)).toBe(nombre(entier, cle));
              if (id !== 'profil-usagers')
                expect(t.lignes.reduce((n, l) => n + Number(l.valeurs[cle]), 0)).toBe(nombre(t, cle));
            }
          }
          for (const par of [(t: Tranche): string => t.antenne, (t: Tranche): string => t.mois]) {
            const groupes = [...new Set(tranches.map(par))].map((g) =>
              etat(
                id,
                tranches.filter((t) => par(t) === g),
              ),
            );
            for (const cle of cles) expect(groupes.reduce((n, t) => n + nombre(t, cle), 0)).toBe(nombre(entier, cle));
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  test('billed minutes are those that the funders share, and each usager is in one value of each criterion', () => {
    fc.assert(
      fc.property(service, (faits) => {
        const tranches = faits.map(trancheDe);
        const heures = etat('heures-usagers', tranches);
        expect(nombre(etat('usagers-financeurs', tranches), 'minutes')).toBe(nombre(heures, 'facturees'));
        const profil = etat('profil-usagers', tranches);
        for (const { titre } of CRITERES) {
          const siennes = profil.lignes.filter((l) => l.valeurs.critere === titre);
          for (const cle of ['usagers', 'minutes'])
            expect(siennes.reduce((n, l) => n + Number(l.valeurs[cle]), 0)).toBe(nombre(profil, cle));
        }
        expect(nombre(profil, 'usagers')).toBe(heures.lignes.length);
      }),
      { numRuns: 40 },
    );
  });

  test('a month counted whole is the sum of its days, cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.array(fait('2026-10' as Mois), { maxLength: 12 }),
        fc.integer({ min: 1, max: 28 }),
        (faits, coupe) => {
          const le = `2026-10-${String(coupe).padStart(2, '0')}` as DateCivile;
          const tranche = (dans?: (d: DateCivile) => boolean): Tranche => ({
            antenne: 'EST',
            mois: '2026-10' as Mois,
            clos: true,
            entier: dans === undefined,
            ...agreger({ ...COMMUN, mois: '2026-10' as Mois, etats: etatsDe(faits), ...(dans ? { dans } : {}) }),
          });
          for (const [id, cles] of Object.entries(ADDITIFS)) {
            const entier = etat(id, [tranche()]);
            const bouts = [etat(id, [tranche((d) => d <= le)]), etat(id, [tranche((d) => d > le)])];
            for (const cle of cles) expect(bouts.reduce((n, t) => n + nombre(t, cle), 0)).toBe(nombre(entier, cle));
          }
          const incompletes = [
            etat('appels-incomplets', [tranche((d) => d <= le)]),
            etat('appels-incomplets', [tranche((d) => d > le)]),
          ];
          expect(incompletes.flatMap((t) => t.lignes)).toHaveLength(
            etat('appels-incomplets', [tranche()]).lignes.length,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test('[RG] [PT-7] the dashboards say the same of what was frozen: whole, by day, by usager, by aide', () => {
    const dispenses = (usagerId: string) => (usagerId === 'U3' ? ('SANS_TELEGESTION' as const) : undefined);
    const mois = '2026-10' as Mois;
    const selonLEtat = (usagers: readonly UsagerAgrege[], deLAide: (id: string) => boolean) => {
      const visites = usagers.flatMap((u) => u.visites).filter((v) => deLAide(v.intervenantId));
      const p = sommer(
        NOMS_POINTAGES,
        usagers.flatMap((u) => u.pointages).filter((x) => deLAide(x.intervenantId)),
      );
      return {
        ...{ faites: sommer(['visites'], visites).visites, achevees: p.pointees + p.creees, creees: p.creees },
        ...{ incompletes: p.incompletes, incompletesCorrigees: p.corrigees, corrigees: p.toutesCorrigees },
        acheveesApart: p.sansTelegestion,
      };
    };
    const NOMS = [
      'faites',
      'achevees',
      'creees',
      'incompletes',
      'incompletesCorrigees',
      'corrigees',
      'acheveesApart',
    ] as const;
    const selonLeTableau = (lignes: readonly LignePilotage[]) => sommer(NOMS, lignes.map(compterVisite));
    fc.assert(
      fc.property(fc.array(fait(mois), { maxLength: 12 }), (faits) => {
        const etats = etatsDe(faits);
        const fige = rangerFige(etats);
        const compte = (dans?: (d: DateCivile) => boolean) =>
          agreger({ ...COMMUN, mois, etats, ...(dans ? { dans } : {}) }).usagers;
        const parJour = [...fige.jours.keys()].map((d) => [d, lignesCloses(d, [], fige, dispenses)] as const);
        const lignes = parJour.flatMap(([, l]) => l);
        expect(selonLEtat(compte(), () => true)).toEqual(selonLeTableau(lignes));
        for (const [d, l] of parJour)
          expect(
            selonLEtat(
              compte((x) => x === d),
              () => true,
            ),
          ).toEqual(selonLeTableau(l));
        for (const id of USAGERS) {
          const sien = compte().filter((u) => u.usagerId === id);
          expect(selonLEtat(sien, () => true)).toEqual(selonLeTableau(lignes.filter((l) => l.usagerId === id)));
        }
        for (const id of AIDES)
          expect(selonLEtat(compte(), (x) => x === id)).toEqual(
            selonLeTableau(lignes.filter((l) => l.intervenantId === id)),
          );
      }),
      { numRuns: 40 },
    );
  });

  test('a row’s key comes back as what it selects, and selects what the row counts', () => {
    fc.assert(
      fc.property(service, (faits) => {
        const tranches = faits.map(trancheDe);
        for (const vue of ['antenne', 'mois', 'intervenant', 'usager']) {
          const t = etat('taux-correction', tranches, { vue });
          for (const l of t.lignes) {
            const s = lireCle(l.cle);
            if (!s) throw new Error(l.cle);
            expect(ecrireCle(s)).toBe(l.cle);
            const seules = tranches.flatMap((x) => restreindre(x, s) ?? []);
            const seul = etat('taux-correction', seules);
            for (const cle of ADDITIFS['taux-correction'])
              expect([l.cle, nombre(seul, cle)]).toEqual([l.cle, l.valeurs[cle]]);
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});

test('[RG] [PT-7] [PT-9] rates with both their figures; those punched without a telephone among them; a usager without télégestion is apart, and nothing divided is no rate', () => {
  const brut = (
    id: string,
    usagerId: string,
    statut: 'COMPLETE' | 'SANS_DEPART',
    devenir?: 'ANNULEE' | 'SANS_DEPART',
    source = 'SVI',
  ): BrutFige => ({
    interventionId: id,
    usagerId,
    intervenantId: 'I1',
    arrivee: paris('2026-10-02 08:00'),
    statut,
    source,
    ...(devenir ? { devenir: { statut: devenir, usagerId, corrections: [] } } : {}),
  });
  const faits: Faits = [
    { usagerId: 'U1', brut: brut('1', 'U1', 'SANS_DEPART', 'SANS_DEPART') },
    { usagerId: 'U1', brut: brut('2', 'U1', 'SANS_DEPART', 'ANNULEE') },
    { usagerId: 'U1', brut: brut('3', 'U1', 'COMPLETE', 'ANNULEE') },
    { usagerId: 'U2', brut: brut('4', 'U2', 'COMPLETE', undefined, 'QR') },
    { usagerId: 'U3', brut: brut('5', 'U3', 'SANS_DEPART', 'SANS_DEPART') },
  ];
  const tranche = trancheDe({ antenne: 'EST', mois: '2026-10' as Mois, faits });
  expect(etat('taux-correction', [tranche]).totaux).toMatchObject({
    ...{
      incompletes: 2,
      corrigees: 1,
      taux: 500,
      pointees: 3,
      toutesCorrigees: 1,
      tauxToutes: 333,
      tauxIncompletes: 667,
    },
    ...{ creees: 0, toutes: 3, tauxCreees: 0, sansTelephone: 1, sansTelegestion: 1 },
  });
  expect(etat('taux-correction', []).totaux).toMatchObject({ taux: null, tauxToutes: null, tauxCreees: null });
});

test('[FI-6] a plan that its carry-over covers is consumed whole and no more; carried within the period, it offers nothing twice', () => {
  const visite = (mois: string, n: number, moisPlafond: string): Faits[number] => ({
    usagerId: 'U1',
    visite: {
      ...{ interventionId: `${mois}-${n}`, usagerId: 'U1', intervenantId: 'I1', intervenantNom: 'I1' },
      ...{
        codePrestation: 'AD',
        minutesComplementaires: 0 as Minutes,
        statut: 'COMPLETE',
        anomalies: [],
        corrections: [],
      },
      ...{ debut: paris(`${mois}-02 08:00`), fin: paris(`${mois}-02 09:00`), duree: n as Minutes },
      parts: [{ codeFinanceur: 'APA', numeroPec: 'U1-APA', moisPlafond: moisPlafond as Mois, minutes: n as Minutes }],
    },
  });
  const septembre = trancheDe({ antenne: 'EST', mois: '2026-09' as Mois, faits: [visite('2026-09', 560, '2026-09')] });
  const octobre = trancheDe({
    ...{ antenne: 'EST', mois: '2026-10' as Mois },
    faits: [visite('2026-10', 600, '2026-10'), visite('2026-10', 21, '2026-09')],
  });
  const lu = (tranches: Tranche[], du: string) =>
    etat('suivi-plans', tranches, { du: du as DateCivile })
      .lignes.map((l) => l.valeurs)
      .filter((v) => v.prise === 'U1-APA');
  expect(lu([octobre], '2026-10-01')).toMatchObject([
    { autorise: 600, report: 21, consomme: 621, ecart: 0, taux: 1_000 },
  ]);
  expect(lu([septembre, octobre], '2026-09-01')).toMatchObject([
    { autorise: 1_200, report: 0, consomme: 1_181, ecart: 19, taux: 984 },
  ]);
  const parMois = etat('suivi-plans', [septembre, octobre], { vue: 'mois' });
  expect(parMois.lignes.map((l) => l.valeurs)).toMatchObject([
    { mois: '2026-09', autorise: 600, report: 0, consomme: 560, ecart: 40, taux: 933 },
    { mois: '2026-10', autorise: 600, report: 21, consomme: 621, ecart: 0, taux: 1_000 },
  ]);
  expect(parMois.totaux).toMatchObject({ autorise: 1_200, report: 0, consomme: 1_181, ecart: 19, taux: 984 });
  expect(parMois.avertissements.join(' ').replaceAll('\u00a0', ' ')).toContain(
    'Au total, le report et le reste ne sont pas la somme des mois : les 0 h 21 que des mois de la période ont laissées à d’autres n’y comptent qu’une fois.',
  );
  const seul = etat('suivi-plans', [octobre], { vue: 'mois', du: '2026-10-01' as DateCivile });
  expect(seul.totaux).toMatchObject({ report: 21, ecart: 0, taux: 1_000 });
  expect(seul.avertissements.join(' ')).not.toContain('somme des mois');
});

test('[RG] a half-year drawn to now does not fall to 0: a month to come has no row, and is named', () => {
  const mois = (m: string, plus: Partial<Tranche> = {}): Tranche => ({
    ...trancheDe({ antenne: 'EST', mois: m as Mois, faits: [] }),
    ...plus,
  });
  const tranches = [
    mois('2026-10'),
    mois('2026-11', { aVenir: true, usagers: [] }),
    mois('2026-12', { aVenir: true, usagers: [] }),
  ];
  const t = etat('recapitulatif-periode', tranches, { au: '2026-12-31' as DateCivile });
  expect(t.lignes.map((l) => l.valeurs.mois)).toEqual(['2026-10']);
  expect(t.avertissements).toContain('Novembre 2026 et décembre 2026 sont à venir : rien n’y est encore réalisé.');
  expect(t.avertissements.join(' ')).not.toMatch(/provisoires.*décembre/);
  // Begun, and open: nothing was imported of it yet.
  const ouvert = [mois('2026-10'), mois('2026-11', { clos: false, usagers: [] })];
  const lu = etat('recapitulatif-periode', ouvert, { au: '2026-12-31' as DateCivile });
  expect(lu.lignes.map((l) => l.valeurs.mois)).toEqual(['2026-10']);
  expect(lu.avertissements).toContain('Novembre 2026 n’a encore aucun chiffre.');
});

test('ages are those of the period’s last day; an unknown birth date is a value of its own', () => {
  const visite = (id: string, usagerId: string): Faits[number] => ({
    usagerId,
    visite: {
      ...{ interventionId: id, usagerId, intervenantId: 'I1', intervenantNom: 'I1', codePrestation: 'AD' },
      ...{ debut: paris('2026-10-02 08:00'), fin: paris('2026-10-02 09:00'), duree: 60 as Minutes },
      ...{ minutesComplementaires: 0 as Minutes, statut: 'COMPLETE', anomalies: [], parts: [], corrections: [] },
    },
  });
  const faits = [visite('1', 'U1'), visite('2', 'U2'), visite('3', 'U3')];
  const tranche = trancheDe({ antenne: 'EST', mois: '2026-10' as Mois, faits });
  const ages = (au: string): (string | number | null | undefined)[][] =>
    etat('profil-usagers', [tranche], { au: au as DateCivile })
      .lignes.filter((l) => l.valeurs.critere === 'Âge' && l.valeurs.usagers !== 0)
      .map((l) => [l.valeurs.valeur, l.valeurs.usagers]);
  expect(ages('2026-10-31')).toEqual([
    ['Moins de 60 ans', 1],
    ['95 ans et plus', 1],
    ['Âge inconnu', 1],
  ]);
  expect(ages('2025-10-14')).toEqual([
    ['Moins de 60 ans', 1],
    ['90 à 94 ans', 1],
    ['Âge inconnu', 1],
  ]);
  expect(
    etat('profil-usagers', [tranche]).lignes.filter((l) => l.valeurs.valeur === 'Sans GIR')[0]?.valeurs.usagers,
  ).toBe(2);
});

test('[FI-1] the plan of a usager who changed antenna within a month is authorised once for the service', () => {
  const est = trancheDe({ antenne: 'EST', mois: '2026-10' as Mois, faits: [] });
  const sud = trancheDe({ antenne: 'SUD', mois: '2026-10' as Mois, faits: [] });
  const seul = etat('suivi-plans', [est]);
  expect(seul.lignes.map((l) => l.valeurs)).toMatchObject([{ autorise: 600, consomme: 0, ecart: 600, taux: 0 }]);
  expect(etat('suivi-plans', [est, sud]).totaux).toEqual(seul.totaux);
});

test('[CL-4] what a closing changed in older months is apart, signed, in its own month', () => {
  const tranche: Tranche = {
    ...{ antenne: 'EST', mois: '2026-10' as Mois, clos: true, entier: true },
    ...agreger({
      ...COMMUN,
      mois: '2026-10' as Mois,
      etats: [],
      complements: [
        {
          usagerId: 'U1',
          ventilation: [
            {
              ...{ usagerId: 'U1', numeroPec: 'U1-APA', codeFinanceur: 'APA', intervenantId: 'I1' },
              ...{
                ancien: 60 as Minutes,
                nouveau: 45 as Minutes,
                moisOrigine: '2026-09' as Mois,
                nombreInterventions: 1,
              },
            },
          ],
        },
      ],
    }),
  };
  const t = etat('heures-usagers', [tranche]);
  expect(t.lignes.map((l) => [l.valeurs.duree, l.valeurs.regularisees])).toEqual([[0, -15]]);
  expect(t.avertissements.join(' ')).toContain('Régularisé');
  expect(etat('suivi-plans', [tranche]).totaux.regularisees).toBe(-15);
  // Visit by visit, none of the list's own is that one: it is said.
  const dites = (t: TableauEtat) => t.avertissements.filter((x) => x.includes('déjà clos')).join();
  const parVisite = etat('heures-usagers', [tranche], { vue: 'visite' });
  expect(dites(parVisite).replaceAll('\u00a0', ' ')).toMatch(
    /^Cette période rectifie aussi .* \(−0 h 15\).*Justificatifs/,
  );
  const sans = etat('heures-usagers', [trancheDe({ antenne: 'EST', mois: '2026-10' as Mois, faits: [] })]);
  expect(sans.colonnes.map((c) => c.cle)).not.toContain('regularisees');
  const sansVisite = trancheDe({ antenne: 'EST', mois: '2026-10' as Mois, faits: [] });
  expect(dites(etat('heures-usagers', [sansVisite], { vue: 'visite' }))).toBe('');
});

test.each(ETATS.map((e) => [e.id, e] as const))(
  '« %s »: every column that it may have is one that it gives, and the other way round',
  (_, e) => {
    const cles = e.colonnes.map((c) => c.cle);
    expect(new Set(cles).size).toBe(cles.length);
    const dits = e.parametres.find((p) => p.cle === 'vue')?.choix?.map((c) => c.valeur) ?? [undefined];
    const donnees = dits.flatMap((vue) =>
      [undefined, 'APA'].flatMap((financeur) => {
        const d = demande(e.id, { ...(vue ? { vue } : {}), ...(financeur ? { financeur } : {}) });
        return e.calculer(matiere(d, [])).colonnes;
      }),
    );
    for (const cle of donnees) expect(cles).toContain(cle);
    // A type of aid has its column where it has paid for something.
    const toujours = cles.filter((cle) => !CODES_DISPOSITIFS.some((d) => d === cle));
    for (const cle of toujours) expect(donnees).toContain(cle);
  },
);

test('the summary of a semester begins with the service and ends with its last figures: open months before and after are left out, with their warning', () => {
  const avant = trancheDe({ antenne: 'EST', mois: '2026-09' as Mois, faits: [] });
  const clos: Tranche = { ...trancheDe({ antenne: 'EST', mois: '2026-10' as Mois, faits: [] }), clos: true };
  const ouvert: Tranche = { ...trancheDe({ antenne: 'EST', mois: '2026-11' as Mois, faits: [] }), clos: false };
  const t = etat('recapitulatif-periode', [{ ...avant, clos: false }, clos, ouvert]);
  expect(t.lignes.map((l) => l.valeurs.mois)).toEqual(['2026-10']);
  expect(t.avertissements.join(' ')).not.toContain('septembre');
});

import { afterEach, expect, it } from 'vitest';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { figerMois } from '#shared/domain/cloture/figer';
import { ajouterJours, ajouterMois, dateParis, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Minutes, Mois } from '#shared/temps/types';
import { type Alea, creerAlea } from '#shared/testing/alea';
import { paris } from '#shared/testing/constructeurs';
import { consommer, lireCloture, lireComplements, reportDe } from '../../../store/lectures/clos';
import { lireDonneesMois } from '../../../store/lectures/mois';
import { retenirDonnees } from '../retenir/etats';
import { type BancCloture, cumulDe, dejaParti, ditesDeuxFois, ligneApa, ouvrirBancCloture } from '../testing/banc';
import { cadreDe, rectifications } from '../testing/rectifications';

// Whatever comes late, and however often: what left, closing after closing, adds up to what a closing from scratch would give.

const ANTENNES = ['SUD', 'EST'] as const;
const USAGERS = ['M1', 'M2', 'M3', 'M4'];
/** Those who stay in their antenna. */
const STABLES: [[Antenne, string], ...[Antenne, string][]] = [
  ['SUD', 'M1'],
  ['EST', 'M2'],
  ['SUD', 'M3'],
];
const MOIS = ['2026-08', '2026-09', '2026-10', '2026-11'] as Mois[];
let s: BancCloture | undefined;
afterEach(async () => {
  await s?.b.fermer();
  s = undefined;
});

/** The months as they would be closed now, oldest first, with the caps that each froze. */
const deZero = async (b: BancCloture, jusqua: Mois): Promise<Map<string, number>> => {
  const c = await cadreDe(b);
  const total = new Map<string, number>();
  const etatsDe = new Map<Mois, EtatFige[]>();
  for (const mois of MOIS.filter((m) => m <= jusqua)) {
    const consommation = consommer();
    for (let m = ajouterMois(mois, -5); m < mois; m = ajouterMois(m, 1)) {
      for (const e of etatsDe.get(m) ?? []) consommation.ajouter(e);
      for (const a of ANTENNES) {
        const cloture = await lireCloture(b.b.magasin, a, m);
        if (cloture) consommation.plafonner(m, cloture.plafonds);
      }
    }
    const retenues = retenirDonnees(c, await lireDonneesMois(c.m, mois));
    const report = reportDe(consommation, { depuis: '2024-05' as Mois, mois: 5, premierMois: c.premierMois });
    const etats = ANTENNES.flatMap((antenne) =>
      figerMois({
        mois,
        antenne,
        retenues,
        usager: (id) => c.usagers.get(id),
        nomIntervenant: (id) => id,
        financeurs: c.financeurs,
        report,
      }),
    );
    etatsDe.set(mois, etats);
    for (const [k, n] of cumulDe(mois, etats)) total.set(k, (total.get(k) ?? 0) + n);
  }
  return total;
};

const jourDe = (a: Alea, mois: Mois): string => `${mois}-${String(a.entier(1, 28)).padStart(2, '0')}`;
const heure = (a: Alea): string =>
  `${String(a.entier(6, 20)).padStart(2, '0')}:${String(a.entier(0, 59)).padStart(2, '0')}`;

let numero = 0;
const pointer = async (b: BancCloture, a: Alea, mois: Mois): Promise<void> => {
  const debut = paris(`${jourDe(a, mois)} ${heure(a)}`);
  const fin = new Date(Date.parse(debut) + a.entier(20, 200) * 60_000).toISOString().replace('.000', '');
  await b.pointer(`P${++numero}`, debut, fin, {
    usagerId: a.parmi(USAGERS) ?? 'M1',
    intervenantId: a.parmi(['I1', 'I2']) ?? 'I1',
  });
};

const parmi = async (b: BancCloture, a: Alea, jusqua: Mois): Promise<Intervention | undefined> =>
  a.parmi((await Promise.all(ANTENNES.map(b.interventions))).flat().filter((i) => moisDe(i.date) <= jusqua));

/** Something that happens to a visit of any month, closed or open; `autrui`: some are given to the usager of another antenna. */
const corriger = async (b: BancCloture, a: Alea, mois: Mois, autrui = false): Promise<void> => {
  const i = await parmi(b, a, mois);
  if (!i) return;
  const nature = a.choix(['HORAIRE', 'HORAIRE', 'MINUTES', 'SUPPRESSION', 'RETABLISSEMENT', 'DONNEES'] as const);
  const pointage = (i.arrivee ?? i.depart)?.id;
  if (nature === 'DONNEES' && autrui && pointage) return b.donner(pointage, a.parmi(USAGERS) ?? 'M1');
  const jour = a.chance(0.3) ? jourDe(a, a.choix([moisDe(i.date), ajouterMois(moisDe(i.date), -1), mois])) : i.date;
  const debut = paris(`${jour} ${heure(a)}`);
  const fin = new Date(Date.parse(debut) + a.entier(10, 150) * 60_000)
    .toISOString()
    .replace('.000', '') as typeof debut;
  await b.corriger(i, nature, {
    ...(nature === 'HORAIRE' ? { debut, fin } : {}),
    ...(nature === 'MINUTES' ? { minutes: a.entier(0, 90) as Minutes, motif: 'ATTENTE_PORTE' } : {}),
    ...(nature === 'DONNEES' ? { usagerId: a.parmi(USAGERS) ?? 'M1', motif: 'ERREUR_PLANNING' } : {}),
  });
};

const creer = async (b: BancCloture, a: Alea, mois: Mois): Promise<void> => {
  const [antenne, usagerId] = a.choix<[Antenne, string]>(STABLES);
  const jour = jourDe(a, mois) as DateCivile;
  const debut = paris(`${jour} ${heure(a)}`);
  const id = `N${++numero}`;
  const c = await b.corriger({ antenne, date: jour, id } as Intervention, 'MINUTES', {
    cible: { genre: 'CREATION', id },
  });
  const fin = new Date(Date.parse(debut) + 3_600_000).toISOString().replace('.000', '') as typeof debut;
  const { cible, minutes, ...reste } = c;
  await b.poser(`tg-antenne-${antenne.toLowerCase()}`, [
    {
      ...reste,
      _id: `correction:${dateParis(debut)}:${id}`,
      id,
      nature: 'CREATION',
      date: dateParis(debut),
      usagerId,
      intervenantId: 'I1',
      debut,
      fin,
    },
  ]);
};

const changerPlan = (b: BancCloture, a: Alea, mois: Mois): Promise<void> => {
  const [antenne, id] = a.choix<[Antenne, string]>(STABLES);
  return b.usager(antenne, id, (u) => {
    const [premiere, ...suite] = u.prisesEnCharge;
    if (!premiere) return u;
    const change = a.choix([
      () => [{ ...premiere, minutesMax: a.entier(0, 600) as Minutes }, ...suite],
      () => [{ ...premiere, dateDebut: premierJour(ajouterMois(mois, -a.entier(0, 2))) }, ...suite],
      // [FI-10] One version more, from a day of a month that is closed or not.
      () => {
        const derniere = u.prisesEnCharge.findLast((p) => p.numero === premiere.numero) ?? premiere;
        const dateDebut = jourDe(a, ajouterMois(mois, -a.entier(0, 2))) as DateCivile;
        const minutesMax = a.entier(0, 600) as Minutes;
        const autres = u.prisesEnCharge.filter((p) => p !== derniere);
        return dateDebut > derniere.dateDebut
          ? [...autres, { ...derniere, dateFin: ajouterJours(dateDebut, -1) }, { ...derniere, dateDebut, minutesMax }]
          : [...autres, { ...derniere, minutesMax }];
      },
      () => [
        premiere,
        ...suite.filter((p) => p.numero !== `C${id}`),
        {
          ...premiere,
          numero: `C${id}`,
          codeFinanceur: 'CNAV',
          priorite: a.entier(1, 2),
          minutesMax: a.entier(0, 300) as Minutes,
        },
      ],
    ]);
    return { ...u, prisesEnCharge: change() };
  });
};

const ouvrirService = (): Promise<BancCloture> =>
  ouvrirBancCloture([ligneApa('M1', 4), ligneApa('M2', 3, 'EST'), ligneApa('M3', 2), ligneApa('M4', 3)]);

/** From one day on, M4 is of the other antenna. */
const demenager = (b: BancCloture, mois: Mois, antenne: Antenne = 'EST'): Promise<void> =>
  b.usager('SUD', 'M4', (u) =>
    u.antennes.at(-1)?.antenne === antenne
      ? u
      : { ...u, antennes: [...u.antennes, { antenne, depuis: `${mois}-12` as DateCivile }] },
  );

it.each([1, 2])(
  '[CL-4] [FI-9] [FI-6] [FI-10] service au hasard n° %i : ce qui est parti, clôture après clôture, égale une clôture faite de zéro',
  async (graine) => {
    const a = creerAlea(graine);
    const b = await ouvrirService();
    s = b;
    for (const [rang, mois] of MOIS.entries()) {
      b.aller(`${mois}-27T08:00:00Z`);
      for (let n = 0; n < 12; n++) await pointer(b, a, mois);
      if (rang === 1) await demenager(b, mois);
      b.aller(`${ajouterMois(mois, 1)}-01T08:00:00Z`);
      await b.tourner();
      for (let n = 0; n < 5; n++) await corriger(b, a, mois);
      if (rang > 0) {
        const passe = a.parmi(MOIS.slice(0, rang)) ?? mois;
        await pointer(b, a, passe);
        await creer(b, a, passe);
        await changerPlan(b, a, mois);
      }
      await b.clore(mois, a.chance(0.5) ? ['SUD', 'EST'] : ['EST', 'SUD']);
      expect([...(await dejaParti(b.b, ANTENNES))].sort()).toEqual([...(await deZero(b, mois))].sort());
    }
    const partis = await Promise.all(
      MOIS.flatMap((mois) => ANTENNES.map((antenne) => lireComplements(b.b.magasin, antenne, mois))),
    );
    expect(partis.flat().length).toBeGreaterThan(5);
    // Nothing more came: nothing more leaves.
    await b.clore('2026-12' as Mois, ['SUD', 'EST']);
    const noms = Object.keys(await b.fichiers('2026-12' as Mois, ANTENNES));
    expect(noms.filter((n) => n.includes('COMPLEMENTAIRE'))).toEqual([]);
  },
);

/** Facts of a month and of those before it, whoever has closed what. */
const vivre = async (b: BancCloture, a: Alea, mois: Mois, rang: number): Promise<void> => {
  for (let n = 0; n < 3; n++) await corriger(b, a, mois, true);
  if (rang === 0) return;
  const passe = a.parmi(MOIS.slice(0, rang)) ?? mois;
  await pointer(b, a, passe);
  if (a.chance(0.5)) await creer(b, a, passe);
  if (a.chance(0.5)) await changerPlan(b, a, mois);
};

it.each([11, 13])(
  '[CL-1] [CL-4] [FI-6] une antenne à la fois, dans un ordre qui change, parfois en retard d’un mois, service n° %i : une fois tout clos, ce qui est parti égale une clôture faite de zéro ; seuls les mois qu’un déménagement touche sont répartis à nouveau',
  async (graine) => {
    const a = creerAlea(graine);
    const b = await ouvrirService();
    s = b;
    const vus = { seules: 0, repartis: 0, tous: 0 };
    const clore = async (mois: Mois, antennes: readonly Antenne[]) => {
      await b.tourner();
      const [juste, tout] = [
        await rectifications(b, mois, antennes, false),
        await rectifications(b, mois, antennes, true),
      ];
      expect(juste.complements).toEqual(tout.complements);
      vus.repartis += juste.repartis.length;
      vus.tous += tout.repartis.length;
      vus.seules += antennes.length === 1 ? 1 : 0;
      await b.clore(mois, antennes);
      expect(await ditesDeuxFois(b.b, ANTENNES)).toEqual([]);
    };
    const melanger = (): Antenne[] => (a.chance(0.5) ? [...ANTENNES] : [...ANTENNES].reverse());
    /** What an antenna has not closed in its time. */
    const retards = new Map<Antenne, Mois>();
    for (const [rang, mois] of MOIS.entries()) {
      b.aller(`${mois}-27T08:00:00Z`);
      for (let n = 0; n < 10; n++) await pointer(b, a, mois);
      if (rang === 1) await demenager(b, mois);
      if (rang === 3) await demenager(b, mois, 'SUD');
      b.aller(`${ajouterMois(mois, 1)}-01T08:00:00Z`);
      await b.tourner();
      for (const antenne of melanger()) {
        await vivre(b, a, mois, rang);
        const retard = retards.get(antenne);
        if (!retard && rang < MOIS.length - 1 && a.chance(0.25)) {
          retards.set(antenne, mois);
          continue;
        }
        // Late, the month before comes first, or after this one.
        const avant = a.chance(0.5);
        if (retard && avant) await clore(retard, [antenne]);
        await clore(mois, [antenne]);
        if (retard && !avant) await clore(retard, [antenne]);
        retards.delete(antenne);
      }
    }
    // What one antenna rectifies moves the caps of the other, which says so with its next closing.
    for (const [n, antennes] of [melanger(), melanger(), melanger()].entries()) {
      const mois = ajouterMois('2026-12' as Mois, n);
      b.aller(`${ajouterMois(mois, 1)}-01T08:00:00Z`);
      for (const antenne of antennes) await clore(mois, [antenne]);
    }
    expect([...(await dejaParti(b.b, ANTENNES))].sort()).toEqual([...(await deZero(b, '2027-03' as Mois))].sort());
    const repos = '2027-03' as Mois;
    b.aller('2027-04-01T08:00:00Z');
    for (const antenne of ANTENNES) await clore(repos, [antenne]);
    expect(Object.keys(await b.fichiers(repos, ANTENNES)).filter((n) => n.includes('COMPLEMENTAIRE'))).toEqual([]);
    // The move of September is not looked at for ever.
    expect((await rectifications(b, '2027-04' as Mois, ANTENNES, false)).repartis).toEqual([repos]);
    expect((await rectifications(b, '2027-04' as Mois, ANTENNES, true)).repartis.length).toBeGreaterThan(5);
    expect(vus.seules).toBeGreaterThan(10);
    expect(vus.repartis).toBeLessThan(vus.tous);
  },
);

import { apparierUsager } from '#shared/domain/appariement/apparier';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { ajouterJours, epochMs, instantDe, premierJour } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { joursEntre } from '../sync-server/domaines/pointages/monde/chantier';
import { lireMatiere, type Matiere } from '../sync-server/domaines/pointages/monde/jour-usager';
import { creerMonde, type Monde } from '../sync-server/domaines/pointages/monde/monde';
import { horlogeSysteme } from '../sync-server/ports/horloge';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { MOIS } from './appuis/mois';
import { type Chiffre, dansUnDossier, mediane, moisCharge, presenter } from './appuis/outils';

// The pairing of a month, in memory: the pure rule alone, without the store.

const ESSAIS = 5;
const FOIS = 10;

const apparier = ({ annuaire }: Monde, m: Matiere): number => {
  let n = 0;
  for (const usagerId of new Set([...m.pointages.keys(), ...m.visites.keys()])) {
    const usager = annuaire.usager(usagerId);
    if (!usager) continue;
    n += apparierUsager({
      usagerId,
      antenneAu: (d) => antenneAu(usager, d),
      telephonesAu: (d) => annuaire.telephones(usagerId, d),
      pointages: m.pointages.get(usagerId) ?? [],
      visites: m.visites.get(usagerId) ?? [],
      creations: m.creations.get(usagerId) ?? [],
      suites: m.suites.get(usagerId) ?? [],
      parametresAu: annuaire.parametresAu,
    }).length;
  }
  return n;
};

const decaler = (i: Instant, jours: number): Instant => instantDe(epochMs(i) + jours * 86_400_000);

/** The same usagers with as many months more, one after the other: what grows is each one's history. */
const repeter = (m: Matiere, fois: number): Matiere => {
  const suites = Array.from({ length: fois }, (_, k) => k * 35);
  const chaque = <T>(index: Map<string, T[]>, f: (x: T, jours: number) => T): Map<string, T[]> =>
    new Map([...index].map(([id, liste]) => [id, suites.flatMap((jours) => liste.map((x) => f(x, jours)))]));
  return {
    pointages: chaque(m.pointages, (p, j) => ({
      ...p,
      id: `${p.id}-${j}`,
      instant: decaler(p.instant, j),
      recuLe: decaler(p.recuLe, j),
    })),
    visites: chaque(m.visites, (v, j) => ({
      ...v,
      id: `${v.id}-${j}`,
      versions: v.versions.map((x) => ({
        ...x,
        debut: decaler(x.debut, j),
        fin: decaler(x.fin, j),
        recuLe: decaler(x.recuLe, j),
      })),
    })),
    creations: m.creations,
    suites: m.suites,
  };
};

const repeterMesure = (travail: () => unknown): number =>
  mediane(
    Array.from({ length: ESSAIS }, () => {
      const debut = performance.now();
      travail();
      return performance.now() - debut;
    }),
  );

const mesurerMatiere = (monde: Monde, m: Matiere) => {
  const texte = JSON.stringify([[...m.pointages], [...m.visites], [...m.creations]]);
  const interventions = apparier(monde, m);
  return {
    interventions,
    appariement: repeterMesure(() => apparier(monde, m)),
    lecture: repeterMesure(() => JSON.parse(texte)),
  };
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const magasin = await ouvrirMagasin({ dataDir: await moisCharge(dossier) });
    try {
      const monde = await creerMonde(magasin, horlogeSysteme);
      const debut = premierJour(MOIS);
      const matiere = await lireMatiere(monde, joursEntre(debut, ajouterJours(debut, 30)));
      const un = mesurerMatiere(monde, matiere);
      if (un.interventions === 0) throw new Error('le magasin ne contient aucun mois');
      const dix = mesurerMatiere(monde, repeter(matiere, FOIS));
      return {
        titre: `Appariement d’un mois en mémoire (${un.interventions.toLocaleString('fr-FR')} interventions)`,
        plancher: 'JSON.parse des mêmes pointages et visites',
        lignes: [
          { quoi: 'durée', valeur: un.appariement, unite: 'ms' },
          { quoi: 'plancher', valeur: un.lecture, unite: 'ms' },
          { quoi: 'rapport au plancher', valeur: un.appariement / un.lecture, unite: '×' },
          { quoi: `${FOIS} mois par usager : durée`, valeur: dix.appariement, unite: 'ms' },
          { quoi: `${FOIS} × les données coûtent`, valeur: dix.appariement / un.appariement, unite: '×' },
        ],
      };
    } finally {
      await magasin.fermer();
    }
  });

await presenter(import.meta.url, mesurer);

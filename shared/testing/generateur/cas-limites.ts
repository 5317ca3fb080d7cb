import type { LigneIntervenant } from '../../formats/intervenants/intervenants';
import type { LignePlanning } from '../../formats/planning/planning';
import type { LignePointage } from '../../formats/pointages/pointages';
import { ajouterJours, decalageParis, premierJour } from '../../temps/paris';
import { type DateCivile, type Instant, type Mois, minutes } from '../../temps/types';
import type { Saisie } from './corrections';
import { a, jours, plus } from './planning';
import { numeroteur } from './pointages';
import type { UsagerGenere } from './usagers';

type Geste = [jour: number, heure: string, sens: 'A' | 'D'];
type Cas = { nom: string; gestes: readonly Geste[]; prevue?: readonly [jour: number, debut: string, duree: number] };

/** Each at an hour when nothing is planned, so that a case never meets another; days of the month. */
const CAS: readonly Cas[] = [
  {
    nom: 'passe minuit [FI-7]',
    gestes: [
      [1, '23:50:00', 'A'],
      [2, '00:15:00', 'D'],
    ],
  },
  {
    nom: 'franchit une limite de deux jours d’une heure',
    gestes: [
      [9, '22:30:00', 'A'],
      [10, '00:30:00', 'D'],
    ],
  },
  {
    nom: 'arrivée et départ au même instant [AP-9]',
    gestes: [
      [11, '06:00:05', 'A'],
      [11, '06:00:05', 'D'],
    ],
  },
  {
    nom: 'arrivée et départ dans la même minute [AP-9]',
    gestes: [
      [11, '06:30:05', 'A'],
      [11, '06:30:45', 'D'],
    ],
  },
  {
    nom: 'dure exactement dureeMax [AP-2]',
    gestes: [
      [12, '05:00:00', 'A'],
      [12, '19:00:00', 'D'],
    ],
  },
  {
    nom: 'dure une seconde de plus que dureeMax [AP-2]',
    gestes: [
      [14, '05:00:00', 'A'],
      [14, '19:00:01', 'D'],
    ],
  },
  {
    nom: 'doublons à 300 s [AP-3, AP-4]',
    gestes: [
      [16, '06:30:00', 'A'],
      [16, '06:35:00', 'A'],
      [16, '07:10:00', 'D'],
      [16, '07:15:00', 'D'],
    ],
  },
  {
    nom: 'seconds appels à 301 s [AP-3, AP-4]',
    gestes: [
      [17, '06:30:00', 'A'],
      [17, '06:35:01', 'A'],
      [17, '07:10:00', 'D'],
      [17, '07:15:01', 'D'],
    ],
  },
  {
    nom: 'suite de doublons, mesurés depuis l’arrivée ouverte [AP-3]',
    gestes: [
      [18, '06:00:00', 'A'],
      [18, '06:03:20', 'A'],
      [18, '06:06:40', 'A'],
      [18, '07:30:00', 'D'],
      [18, '07:33:20', 'D'],
    ],
  },
  {
    nom: 'prévue après minuit, arrivée la veille : pas le même jour [AP-6]',
    gestes: [
      [20, '23:50:00', 'A'],
      [21, '00:20:00', 'D'],
    ],
    prevue: [21, '00:10', 30],
  },
];

export type CasLimites = { planning: LignePlanning[]; pointages: LignePointage[]; saisies: Saisie[] };

/** The night when the offset changes, where the month has one: the evening before it. */
const veilleDeChangement = (mois: Mois): DateCivile | undefined =>
  jours(mois).find((j) => decalageParis(a(j, '12:00:00')) !== decalageParis(a(ajouterJours(j, 1), '12:00:00')));

/** The borders of the rules, at one usager and one aide who do nothing else then. */
export const genererCasLimites = (
  mois: Mois,
  usager: UsagerGenere,
  aide: LigneIntervenant,
  { jusqua, refusees }: { jusqua: Instant | undefined; refusees: boolean },
): CasLimites => {
  // A series of its own, so that the other punches keep their ids.
  const serie = numeroteur(mois);
  const numeroter = (p: Parameters<typeof serie>[0]) => {
    const ligne = serie(p);
    return { ...ligne, id_pointage: ligne.id_pointage.replace('H', 'X') };
  };
  const jour = (n: number): DateCivile => ajouterJours(premierJour(mois), n - 1);
  const commun = { id_intervenant: aide.id_intervenant, id_millesime: usager.propre.id_millesime };
  const numero_appelant = usager.propre.telephones[0];
  const appel = (n: number, heure: string, sens: 'A' | 'D') =>
    numeroter({ ...commun, instant: a(jour(n), heure), sens: sens === 'A' ? 'ARRIVEE' : 'DEPART', numero_appelant });
  const pointages = CAS.flatMap((c) => c.gestes.map(([n, heure, sens]) => appel(n, heure, sens)));
  const planning = CAS.flatMap(({ prevue }, i): LignePlanning[] => {
    if (!prevue) return [];
    const debut = a(jour(prevue[0]), `${prevue[1]}:00`);
    const id = `X${mois.slice(2, 4)}${mois.slice(5)}${String(i).padStart(6, '0')}`;
    return [{ id_planning: id, ...commun, debut, fin: plus(debut, prevue[2] * 60), code_prestation: 'AD' }];
  });
  const veille = veilleDeChangement(mois);
  if (veille) {
    // [DU-1] A night with a clock change counts its real minutes.
    const nuit = ajouterJours(veille, 1);
    pointages.push(
      numeroter({ ...commun, instant: a(nuit, '01:30:00'), sens: 'ARRIVEE', numero_appelant }),
      numeroter({ ...commun, instant: a(nuit, '03:45:00'), sens: 'DEPART', numero_appelant }),
    );
  }
  // A visit of which every kind of correction is made; where asked, some that CO-3 refuses.
  const siRefusees = (...s: Saisie[]): Saisie[] => (refusees ? s : []);
  const cible = appel(7, '06:10:00', 'A');
  pointages.push(cible, appel(7, '06:50:00', 'D'));
  const le = (heure: string) => ({ instant: a(jour(8), heure), id_pointage: cible.id_pointage });
  const saisies: Saisie[] = [
    { ...le('09:00:00'), nature: 'MINUTES', minutes: minutes(10), motif: 'ATTENTE_PORTE' },
    { ...le('10:00:00'), nature: 'MINUTES', minutes: minutes(5), motif: 'SORTIE_EXTERIEURE' },
    ...siRefusees({ ...le('11:00:00'), nature: 'MINUTES', minutes: minutes(400), motif: 'ATTENTE_PORTE' }),
    { ...le('12:00:00'), nature: 'SUPPRESSION', motif: 'ERREUR_PLANNING' },
    ...siRefusees({ ...le('13:00:00'), nature: 'HORAIRE', fin: a(jour(7), '07:30:00'), motif: 'OUBLI_DEPART' }),
    { ...le('14:00:00'), nature: 'RETABLISSEMENT', motif: 'ERREUR_PLANNING' },
    {
      instant: a(jour(9), '14:00:00'),
      nature: 'CREATION',
      ...commun,
      code_prestation: 'AD',
      debut: a(jour(8), '06:00:00'),
      fin: a(jour(8), '07:15:00'),
      motif: 'OUBLI_TOTAL',
    },
    ...siRefusees({
      instant: a(jour(9), '15:00:00'),
      nature: 'CREATION',
      ...commun,
      code_prestation: 'AD',
      debut: a(jour(8), '21:00:00'),
      motif: 'OUBLI_TOTAL',
    }),
  ];
  return { planning, pointages: pointages.filter((p) => jusqua === undefined || p.instant <= jusqua), saisies };
};

import {
  type Coupure,
  type Disponibilite,
  type DisponibiliteExtranet,
  estMesuree,
  idDisponibilite,
  idDisponibiliteExtranet,
  type Panne,
  type RapportDisponibilite,
  SERVICES_MESURES,
  type ServiceMesure,
} from '#shared/contrats/disponibilite';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lecteurParametres, type Parametres } from '#shared/contrats/parametre';
import {
  BILAN_VIDE,
  type Bilan,
  bilanDe,
  joindre,
  type Mesure,
  mesuresDuJour,
  tauxDe,
} from '#shared/domain/disponibilite/bilan';
import { minutesParJour } from '#shared/domain/disponibilite/fenetre';
import { resumerTemps } from '#shared/domain/disponibilite/temps';
import {
  ajouterJours,
  ajouterMois,
  aLaMinute,
  dateParis,
  debutDuJour,
  dernierJour,
  moisParis,
  premierJour,
} from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { lireParametres } from '../adapters/depot/connus';
import { type AccesMagasin, lirePlage, plageDuType } from '../ports/documents';

const joursDe = (mois: Mois, jusqua: Instant): DateCivile[] => {
  const [dernier, aujourdhui] = [dernierJour(mois), dateParis(jusqua)];
  const jours: DateCivile[] = [];
  for (let d = premierJour(mois); d <= dernier && d <= aujourdhui; d = ajouterJours(d, 1)) jours.push(d);
  return jours;
};

/** The minute that goes on is not « not measured » yet. */
const sansMinuteEnCours = (mesures: Mesure[], jusqua: Instant): Mesure[] => {
  const derniere = mesures.at(-1);
  return derniere?.marque === '.' && derniere.instant === aLaMinute(jusqua) ? mesures.slice(0, -1) : mesures;
};

/** Outages that touch the month, other than of what is measured: those come from the minutes. */
const autresPannes = (pannes: readonly Panne[], mois: Mois): RapportDisponibilite['autres'] => {
  const [de, a] = [debutDuJour(premierJour(mois)), debutDuJour(premierJour(ajouterMois(mois, 1)))];
  return pannes
    .filter((p) => !estMesuree(p.quoi) && p.debut < a && (p.fin === undefined || p.fin >= de))
    .map(({ quoi, debut, fin }) => ({ quoi, debut, ...(fin === undefined ? {} : { fin }) }));
};

type Jour = Disponibilite & Partial<Pick<DisponibiliteExtranet, 'page' | 'lecture'>>;
type Lecture = {
  m: AccesMagasin;
  service: ServiceMesure;
  jusqua: Instant;
  parametres: (jour: DateCivile) => Parametres;
};
type MoisLu = { docs: Jour[]; jours: RapportDisponibilite['jours']; bilan: Bilan };

const lireMois = async ({ m, service, jusqua, parametres }: Lecture, mois: Mois): Promise<MoisLu> => {
  const idDe = service === 'SVI' ? idDisponibilite : idDisponibiliteExtranet;
  const plage = { debut: idDe(premierJour(mois)), fin: idDe(premierJour(ajouterMois(mois, 1))) };
  const docs = await lirePlage<Jour>(m, BASE_CENTRALE, plage);
  const parDate = new Map(docs.map((d) => [d.date, d]));
  let bilan = BILAN_VIDE;
  const jours = joursDe(mois, jusqua).map((date) => {
    const fenetre = parametres(date).fenetreService;
    const connu = parDate.get(date);
    const debut = connu?.debut ?? fenetre.debut;
    const minutes = (connu?.minutes ?? '').padEnd(minutesParJour({ ...fenetre, debut }), '.');
    const mesures = sansMinuteEnCours(mesuresDuJour({ date, debut, minutes }, jusqua), jusqua);
    const { reussies, echecs, maintenance, nonMesurees, ...reste } = bilanDe(mesures);
    const compte = { reussies, echecs, maintenance, nonMesurees };
    bilan = joindre(bilan, { ...compte, ...reste });
    return { date, debut, minutes: minutes.slice(0, mesures.length), ...compte };
  });
  return { docs, jours, bilan };
};

/** When the outage that a month opens with began, months before if need be; a month that nobody measured parts two outages. */
const vraiDebut = async (l: Lecture, mois: Mois, { bilan }: MoisLu): Promise<Instant | undefined> => {
  const [premiere] = bilan.coupures;
  if (!premiere || (bilan.premiereReussite ?? premiere.debut) < premiere.debut) return premiere?.debut;
  const avant = await lireMois(l, ajouterMois(mois, -1));
  const derniere = avant.bilan.coupures.at(-1);
  if (!derniere || derniere.fin !== undefined) return premiere.debut;
  return avant.bilan.coupures.length > 1 ? derniere.debut : vraiDebut(l, ajouterMois(mois, -1), avant);
};

/** The first success after a month, up to the last month that was measured. */
const vraieFin = async (l: Lecture, mois: Mois): Promise<Instant | undefined> => {
  const suivant = ajouterMois(mois, 1);
  if (suivant > moisParis(l.jusqua)) return undefined;
  const { docs, bilan } = await lireMois(l, suivant);
  return bilan.premiereReussite ?? (docs.length > 0 ? vraieFin(l, suivant) : undefined);
};

/** The month's outages with their true ends: one that goes on over the end of a month is the same in both. */
const coupuresDe = async (l: Lecture, mois: Mois, lu: MoisLu): Promise<Coupure[]> => {
  const coupures = lu.bilan.coupures.map((c) => ({ ...c }));
  const [premiere, derniere] = [coupures[0], coupures.at(-1)];
  if (premiere) premiere.debut = (await vraiDebut(l, mois, lu)) ?? premiere.debut;
  if (derniere && derniere.fin === undefined) {
    const fin = await vraieFin(l, mois);
    if (fin !== undefined) derniere.fin = fin;
  }
  return coupures;
};

/** The availability of a month up to an instant, day by day; a minute that nobody measured is said so, never guessed. */
export const lireDisponibilite = async (
  m: AccesMagasin,
  {
    mois,
    jusqua,
    derniereSonde,
    service = 'SVI',
  }: { mois: Mois; jusqua: Instant; derniereSonde?: Mesure | undefined; service?: ServiceMesure },
): Promise<RapportDisponibilite> => {
  const [pannes, parametres] = await Promise.all([
    lirePlage<Panne>(m, BASE_CENTRALE, plageDuType('panne')),
    lireParametres(m).then(lecteurParametres),
  ]);
  const lecture: Lecture = { m, service, jusqua, parametres };
  const lu = await lireMois(lecture, mois);
  const { reussies, echecs, maintenance, nonMesurees } = lu.bilan;
  const page = resumerTemps(lu.docs.map((d) => d.page ?? []));
  const lectures = resumerTemps(lu.docs.map((d) => d.lecture ?? []));
  const regles = parametres(lu.jours.at(-1)?.date ?? premierJour(mois));
  return {
    mois,
    jusqua,
    visee: regles[SERVICES_MESURES[service].parametre],
    fenetre: regles.fenetreService,
    total: { reussies, echecs, maintenance, nonMesurees },
    taux: tauxDe({ reussies, echecs, nonMesurees }),
    jours: lu.jours,
    coupures: await coupuresDe(lecture, mois, lu),
    // What the SVI says of itself concerns it alone.
    autres: service === 'SVI' ? autresPannes(pannes, mois) : [],
    ...(page && lectures ? { temps: { page, lecture: lectures } } : {}),
    ...(derniereSonde ? { derniereSonde } : {}),
  };
};

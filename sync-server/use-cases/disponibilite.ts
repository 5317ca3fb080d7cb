import {
  type Disponibilite,
  type DisponibiliteExtranet,
  idDisponibilite,
  idDisponibiliteExtranet,
  type Panne,
  type RapportDisponibilite,
  SERVICES_MESURES,
  type ServiceMesure,
} from '#shared/contrats/disponibilite';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lecteurParametres } from '#shared/contrats/parametre';
import { BILAN_VIDE, bilanDe, joindre, type Mesure, mesuresDuJour, tauxDe } from '#shared/domain/disponibilite/bilan';
import { minutesParJour } from '#shared/domain/disponibilite/fenetre';
import { resumerTemps } from '#shared/domain/disponibilite/temps';
import {
  ajouterJours,
  ajouterMois,
  aLaMinute,
  dateParis,
  debutDuJour,
  dernierJour,
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

/** Outages that touch the month, other than the SVI's: those come from the minutes. */
const autresPannes = (pannes: readonly Panne[], mois: Mois): RapportDisponibilite['autres'] => {
  const [de, a] = [debutDuJour(premierJour(mois)), debutDuJour(premierJour(ajouterMois(mois, 1)))];
  return pannes
    .filter((p) => p.quoi !== 'SVI' && p.debut < a && (p.fin === undefined || p.fin >= de))
    .map(({ quoi, debut, fin }) => ({ quoi, debut, ...(fin === undefined ? {} : { fin }) }));
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
  const idDe = service === 'SVI' ? idDisponibilite : idDisponibiliteExtranet;
  const plage = { debut: idDe(premierJour(mois)), fin: idDe(premierJour(ajouterMois(mois, 1))) };
  const [docs, pannes, parametres] = await Promise.all([
    lirePlage<Disponibilite & Partial<Pick<DisponibiliteExtranet, 'page' | 'lecture'>>>(m, BASE_CENTRALE, plage),
    lirePlage<Panne>(m, BASE_CENTRALE, plageDuType('panne')),
    lireParametres(m).then(lecteurParametres),
  ]);
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
  const { reussies, echecs, maintenance, nonMesurees, coupures } = bilan;
  const page = resumerTemps(docs.map((d) => d.page ?? []));
  const lecture = resumerTemps(docs.map((d) => d.lecture ?? []));
  return {
    mois,
    jusqua,
    visee: parametres(jours.at(-1)?.date ?? premierJour(mois))[SERVICES_MESURES[service].parametre],
    total: { reussies, echecs, maintenance, nonMesurees },
    taux: tauxDe({ reussies, echecs, nonMesurees }),
    jours,
    coupures: [...coupures],
    // What the SVI says of itself concerns it alone.
    autres: service === 'SVI' ? autresPannes(pannes, mois) : [],
    ...(page && lecture ? { temps: { page, lecture } } : {}),
    ...(derniereSonde ? { derniereSonde } : {}),
  };
};

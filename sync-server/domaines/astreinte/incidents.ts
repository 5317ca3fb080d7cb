import type { Antenne } from '#shared/contrats/commun';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import type { FaitDit, MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import type { Parametres } from '#shared/contrats/exploitation/parametre';
import { idIntervenant, idIntervention, idUsager } from '#shared/contrats/ids';
import { lecteurVues } from '#shared/domain/alerte/acquittements';
import { debutAlertes } from '#shared/domain/alerte/alertes';
import { heuresDe } from '#shared/domain/antenne/heures';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { comparer } from '#shared/domain/appariement/ordre';
import {
  estTropVieux,
  GENRES_VEILLES,
  type GenreVeille,
  type Incident,
  peutAnnoncer,
  type Reglages,
  reglagesVeille,
} from '#shared/domain/veille/etapes';
import { type Faits, initiales } from '#shared/domain/veille/texte';
import { estOuvert } from '#shared/temps/ouvres';
import { ajouterJours, dateParis, debutDuJour, epochMs, instantDe, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { clesType, lireType, plageType } from '../../store/types';
import { lireAppelsAilleurs } from './appels';
import { type Attentes, type Lectures, ouvrirLectures } from './attentes';
import { idVisiteDe, lireDepartsManquants, lireOuvertes } from './departs';

/** What is watched over: an alert, be it a fact still or told and over. The silence is of no antenna: it is looked at in one. */
export type IncidentLu = Sujet & Pick<MessageAstreinte, 'alerteId'> & { incident: Incident };

/** Where, what, when, whose; `interventionId`: what tells the aide where nothing else does. */
export type Sujet = Pick<MessageAstreinte, 'antenne' | 'genre' | 'depuis' | 'heure'> & {
  usagerId?: string | undefined;
  intervenantId?: string | undefined;
  interventionId?: string | undefined;
};

const DU_SERVICE: Antenne = 'CENTRE';
/** All that a message is about. */
export const faitsDe = (m: MessageAstreinte): (FaitDit & Pick<MessageAstreinte, 'genre'>)[] =>
  (m.groupe ?? [m]).map(({ antenne, alerteId, depuis, heure }) => ({
    antenne,
    alerteId,
    depuis,
    heure,
    genre: m.genre,
  }));
/**
 * What a message is about, as it stands: its aide or its usager may have been corrected since it was written. Of one of many visits,
 * the alert alone says whose it is.
 */
export const sujetDit = async (
  m: Magasin,
  x: MessageAstreinte,
  fait: FaitDit & Pick<MessageAstreinte, 'genre'>,
): Promise<Sujet> => {
  const alerte = await lireType(m, 'alerte', fait.alerteId, { antenne: fait.antenne });
  if (!alerte) return x.groupe ? fait : x;
  const { usagerId, intervenantId, interventionId } = alerte;
  return { ...fait, usagerId, intervenantId, interventionId };
};
/** Antennas where a fact is said, and may be seen. */
export const antennesDe = ({ genre, antenne }: Pick<IncidentLu, 'genre' | 'antenne'>): readonly Antenne[] =>
  genre === 'TELEPHONE_MUET' ? codesAntennes() : [antenne];

/** [AL-7] What holds for a fact: the hours of its antenna. The silence is of none, and has the service's. */
export const reglagesDe = (p: Parametres, { genre, antenne }: Pick<IncidentLu, 'genre' | 'antenne'>): Reglages =>
  reglagesVeille(p, genre === 'TELEPHONE_MUET' ? undefined : antenne);

/** How many days back a fact is looked for; and what was told of one, whose end may come late. */
const JOURS = 2;
const JOURS_DITS = 5;
const faitsDepuis = (maintenant: Instant): DateCivile => ajouterJours(dateParis(maintenant), -JOURS);
export const depuisQuand = (maintenant: Instant): DateCivile => ajouterJours(dateParis(maintenant), -JOURS_DITS);

const genreVeille = (genre: Alerte['genre']): GenreVeille | undefined => GENRES_VEILLES.find((g) => g === genre);
/** One fact: a visit that is moved to a later hour of the same day, and missed again, is another. */
export const cleFait = ({
  antenne,
  alerteId,
  heure,
}: Pick<MessageAstreinte, 'antenne' | 'alerteId' | 'heure'>): string => `${antenne} ${alerteId} ${heure}`;

const neLe = (heure: Instant, genre: GenreVeille, p: Parametres): Instant => {
  const delai = { VISITE_NON_COMMENCEE: p.retardApres, DEPART_EN_RETARD: p.departRetardApres, TELEPHONE_MUET: 0 };
  return instantDe(epochMs(heure) + delai[genre] * 60_000);
};

/** The planned ends of the visits that did not begin. */
const finsPrevues = async (m: Magasin, antenne: Antenne, alertes: readonly Alerte[]): Promise<Map<string, Instant>> => {
  const nees = alertes.filter((a) => a.genre === 'VISITE_NON_COMMENCEE' && a.interventionId !== undefined);
  const ids = nees.map((a) => idIntervention(a.depuis, a.interventionId ?? ''));
  const lues = await clesType(m, 'intervention', ids, { antenne });
  return new Map(nees.flatMap((a, n) => (lues[n]?.visite ? [[a._id, lues[n].visite.fin] as const] : [])));
};

type Lecture = {
  maintenant: Instant;
  messages: readonly MessageAstreinte[];
  parametresAu: (date: DateCivile) => Parametres;
};
const parametresDe = ({ parametresAu, maintenant }: Lecture): Parametres => parametresAu(dateParis(maintenant));

/** How long a planned end is behind the date of its visit, at most: a night. */
const NUIT_J = 1;

/**
 * Departures of which the alert is gone: those that were told, or that offices were closed for. The missing calls that alerts say are
 * those of the current month [AL-1]: of the evening before, the visits themselves are read.
 */
const departsTus = async (
  m: Magasin,
  antenne: Antenne,
  { lues, connues }: { lues: readonly Alerte[]; connues: ReadonlySet<string> },
  l: Lecture,
): Promise<Alerte[]> => {
  const { maintenant } = l;
  const p = parametresDe(l);
  const dits = l.messages.filter((x) => x.antenne === antenne && x.genre === 'DEPART_EN_RETARD' && !x.fin);
  const ids = [
    ...lues.flatMap((a) =>
      a.genre === 'APPEL_INCOMPLET' && a.interventionId !== undefined ? idIntervention(a.depuis, a.interventionId) : [],
    ),
    ...dits.flatMap((x) => (connues.has(x.alerteId) ? [] : idVisiteDe(x.depuis, x.alerteId))),
  ];
  const remonte = instantDe(epochMs(maintenant) - p.veilleRemonte * 3_600_000);
  const passes = { de: ajouterJours(dateParis(remonte), -NUIT_J), avant: premierJour(moisDe(dateParis(maintenant))) };
  const ouvertes = await lireOuvertes(m, antenne, { ids, jours: passes.de < passes.avant ? passes : undefined });
  const clos = (attendu: Instant): boolean => {
    const ne = neLe(attendu, 'DEPART_EN_RETARD', p);
    return !estTropVieux(ne, maintenant, p) && ne <= maintenant && !estOuvert(ne, heuresDe(p, antenne));
  };
  return lireDepartsManquants(m, antenne, ouvertes, {
    contexte: l,
    garder: (alerteId, heure) =>
      !connues.has(alerteId) && (clos(heure) || dits.some((x) => cleFait(x) === cleFait({ antenne, alerteId, heure }))),
  });
};

/** The alerts of an antenna that are watched over. A range may lag: one that was told is over only where its id says so. */
const lireAlertes = async (m: Magasin, antenne: Antenne, l: Lecture): Promise<Alerte[]> => {
  const { maintenant, messages } = l;
  const etendue = { de: faitsDepuis(maintenant), avant: ajouterJours(dateParis(maintenant), 1) };
  const lues = await plageType(m, 'alerte', { antenne }, etendue);
  const veillees = lues.filter(
    ({ genre }) => genreVeille(genre) && (genre !== 'TELEPHONE_MUET' || antenne === DU_SERVICE),
  );
  const connues = new Set(veillees.map((a) => a._id));
  const manquent = new Set(
    messages.flatMap(faitsDe).flatMap((x) => (x.antenne === antenne && !connues.has(x.alerteId) ? x.alerteId : [])),
  );
  const dites = (await clesType(m, 'alerte', [...manquent], { antenne })).flatMap((a) => a ?? []);
  for (const a of dites) connues.add(a._id);
  return [...veillees, ...dites, ...(await departsTus(m, antenne, { lues, connues }, l))];
};

/** Departures that are over, whatever their alerts say: this aide has called since. Those that nobody would be told of are not looked at. */
const departsFinis = async (m: Magasin, incidents: readonly IncidentLu[], l: Lecture): Promise<Set<IncidentLu>> => {
  const dits = new Set(l.messages.flatMap(faitsDe).map(cleFait));
  const departs = incidents.filter(
    (x) =>
      x.genre === 'DEPART_EN_RETARD' &&
      (dits.has(cleFait(x)) || peutAnnoncer(l.maintenant, reglagesDe(parametresDe(l), x))),
  );
  const ailleurs = await lireAppelsAilleurs(m, departs, l.maintenant);
  return new Set(departs.filter((x) => ailleurs(x) !== undefined));
};

/** All that is watched over now, the oldest first. */
export const lireIncidents = async (m: Magasin, l: Lecture): Promise<IncidentLu[]> => {
  const vus = new Set<string>();
  const vuesDe = new Map(
    await Promise.all(
      codesAntennes().map(async (antenne) => {
        const acquittements = await plageType(m, 'acquittement', { antenne }, { de: depuisQuand(l.maintenant) });
        return [antenne, lecteurVues(acquittements)] as const;
      }),
    ),
  );
  const estVu = (x: Pick<IncidentLu, 'genre' | 'antenne' | 'heure'>, alerteId: string): boolean =>
    antennesDe(x).some((a) => vuesDe.get(a)?.({ _id: alerteId, genre: x.genre, instant: x.heure }) !== undefined);
  const incidents: IncidentLu[] = [];
  for (const antenne of codesAntennes()) {
    const alertes = await lireAlertes(m, antenne, l);
    const fins = await finsPrevues(m, antenne, alertes);
    for (const alerte of alertes) {
      const genre = genreVeille(alerte.genre);
      if (!genre) continue;
      const { _id: alerteId, depuis, instant, usagerId, intervenantId, interventionId } = alerte;
      const heure = instant ?? debutDuJour(depuis);
      const vu = estVu({ genre, antenne, heure }, alerteId);
      const incident = { ne: neLe(heure, genre, parametresDe(l)), fin: fins.get(alerteId), vrai: true, vu };
      incidents.push({ antenne, alerteId, genre, depuis, heure, usagerId, intervenantId, interventionId, incident });
    }
  }
  const finis = await departsFinis(m, incidents, l);
  const restent = incidents.filter((x) => !finis.has(x));
  for (const x of restent) vus.add(cleFait(x));
  for (const m of l.messages)
    for (const fait of faitsDe(m)) {
      const cle = cleFait(fait);
      if (vus.has(cle)) continue;
      vus.add(cle);
      // At the turn of a month the alerts of the former one go, whatever they say: that is no end. A departure is looked for by itself.
      if (fait.genre !== 'DEPART_EN_RETARD' && fait.depuis < debutAlertes(l.maintenant)) continue;
      const { usagerId, intervenantId } = m;
      restent.push({ ...fait, usagerId, intervenantId, incident: { ne: m.prepareLe, vrai: false, vu: true } });
    }
  return restent.sort((a, b) => comparer(a.incident.ne, b.incident.ne));
};

/** Since when the file of PLANNING has no more the visit that is told. */
export const lireAbsenteDepuis = async (
  m: Magasin,
  { antenne, depuis, alerteId }: FaitDit,
): Promise<DateCivile | undefined> =>
  (await lireType(m, 'intervention', idVisiteDe(depuis, alerteId), { antenne }))?.visite?.absenteDepuis;

type Aide = Pick<Sujet, 'genre' | 'heure' | 'intervenantId'>;
const lireArrivee = async (attentes: Attentes, { genre, heure, intervenantId }: Aide): Promise<Instant | undefined> =>
  genre === 'VISITE_NON_COMMENCEE' && intervenantId !== undefined
    ? attentes.arriveeDe({ intervenantId, heure })
    : undefined;

/** Of a visit that has not begun, the arrival of its aide that waits for its usager, and may be that one. */
export const lireAttente = async (m: Magasin, s: Sujet, attentes: Attentes): Promise<Instant | undefined> => {
  if (s.intervenantId !== undefined) return lireArrivee(attentes, s);
  const id = idIntervention(s.depuis, s.interventionId ?? '');
  const [i] = await clesType(m, 'intervention', [id], { antenne: s.antenne });
  return lireArrivee(attentes, { ...s, intervenantId: i?.intervenantId });
};

/** Of whom it is said, and how to call them; the ids, for what is kept of it. */
export const lireFaits = async (
  m: Magasin,
  s: Sujet,
  { numeros, attentes }: Lectures = ouvrirLectures(m),
): Promise<Faits & { usagerId?: string | undefined; intervenantId?: string | undefined }> => {
  const { antenne, genre, depuis, heure, usagerId } = s;
  const [i] = await clesType(m, 'intervention', [idIntervention(depuis, s.interventionId ?? '')], { antenne });
  const intervenantId = s.intervenantId ?? i?.intervenantId;
  const [u] = await clesType(m, 'usager', [idUsager(usagerId ?? '')], { antenne });
  const [aide] = await clesType(m, 'intervenant', [idIntervenant(intervenantId ?? '')], { antenne });
  return {
    ...{ genre, antenne, heure, usagerId, intervenantId, absenteDepuis: i?.visite?.absenteDepuis },
    attente: await lireArrivee(attentes, { genre, heure, intervenantId }),
    usager: u && { initiales: initiales(u), numeros: await numeros.de(u, depuis) },
    aide: aide && { initiales: initiales(aide), numeros: aide.telephone === undefined ? [] : [aide.telephone] },
  };
};

import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import type { Parametres } from '#shared/contrats/exploitation/parametre';
import { idIntervenant, idIntervention, idUsager } from '#shared/contrats/ids';
import { lecteurVues } from '#shared/domain/alerte/acquittements';
import { comparer } from '#shared/domain/appariement/ordre';
import { GENRES_VEILLES, type GenreVeille, type Incident } from '#shared/domain/veille/etapes';
import { type Faits, type Issue, initiales } from '#shared/domain/veille/texte';
import { ajouterJours, dateParis, debutDuJour, epochMs, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { clesType, plageType } from '../../store/types';
import { numerosDe } from './numeros';

/** What is watched over: an alert, be it a fact still or told and over. The silence is of no antenna: it is looked at in one. */
export type IncidentLu = Sujet & Pick<MessageAstreinte, 'alerteId'> & { incident: Incident };

/** Where, what, when, whose; `interventionId`: what tells the aide. */
export type Sujet = Pick<MessageAstreinte, 'antenne' | 'genre' | 'depuis' | 'heure'> & {
  usagerId?: string | undefined;
  intervenantId?: string | undefined;
  interventionId?: string | undefined;
};

const DU_SERVICE: Antenne = 'CENTRE';
/** Antennas where a fact is said, and may be seen. */
export const antennesDe = ({ genre, antenne }: Pick<IncidentLu, 'genre' | 'antenne'>): readonly Antenne[] =>
  genre === 'TELEPHONE_MUET' ? CODES_ANTENNES : [antenne];

/** How many days back a fact, or a message of one, is still looked at. */
const JOURS = 2;
export const depuisQuand = (maintenant: Instant): DateCivile => ajouterJours(dateParis(maintenant), -JOURS);

const genreVeille = (genre: Alerte['genre']): GenreVeille | undefined => GENRES_VEILLES.find((g) => g === genre);
/** One fact: a visit that is moved to a later hour of the same day, and missed again, is another. */
export const cleFait = ({
  antenne,
  alerteId,
  heure,
}: Pick<MessageAstreinte, 'antenne' | 'alerteId' | 'heure'>): string => `${antenne} ${alerteId} ${heure}`;
/** What was seen before the hour of a fact is not that fact. */
export const voitFait = (vu: { instant: Instant } | undefined, { heure }: { heure: Instant }): boolean =>
  vu !== undefined && vu.instant >= heure;

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

type Lecture = { maintenant: Instant; messages: readonly MessageAstreinte[]; parametres: Parametres };

/** The alerts of an antenna that are watched over. A range may lag: one that was told is over only where its id says so. */
const lireAlertes = async (m: Magasin, antenne: Antenne, { maintenant, messages }: Lecture): Promise<Alerte[]> => {
  const etendue = { de: depuisQuand(maintenant), avant: ajouterJours(dateParis(maintenant), 1) };
  const lues = (await plageType(m, 'alerte', { antenne }, etendue)).filter(
    ({ genre }) => genreVeille(genre) && (genre !== 'TELEPHONE_MUET' || antenne === DU_SERVICE),
  );
  const connues = new Set(lues.map((a) => a._id));
  const manquent = new Set(
    messages.flatMap((x) => (x.antenne === antenne && !connues.has(x.alerteId) ? x.alerteId : [])),
  );
  return [...lues, ...(await clesType(m, 'alerte', [...manquent], { antenne })).flatMap((a) => a ?? [])];
};

/** All that is watched over now, the oldest first. */
export const lireIncidents = async (m: Magasin, l: Lecture): Promise<IncidentLu[]> => {
  const vus = new Set<string>();
  const vuesDe = new Map(
    await Promise.all(
      CODES_ANTENNES.map(async (antenne) => {
        const acquittements = await plageType(m, 'acquittement', { antenne }, { de: depuisQuand(l.maintenant) });
        return [antenne, lecteurVues(acquittements)] as const;
      }),
    ),
  );
  const estVu = (x: Pick<IncidentLu, 'genre' | 'antenne' | 'heure'>, alerteId: string): boolean =>
    antennesDe(x).some((a) => voitFait(vuesDe.get(a)?.({ _id: alerteId }), x));
  const incidents: IncidentLu[] = [];
  for (const antenne of CODES_ANTENNES) {
    const alertes = await lireAlertes(m, antenne, l);
    const fins = await finsPrevues(m, antenne, alertes);
    for (const alerte of alertes) {
      const genre = genreVeille(alerte.genre);
      if (!genre) continue;
      const { _id: alerteId, depuis, instant, usagerId, interventionId } = alerte;
      const heure = instant ?? debutDuJour(depuis);
      vus.add(cleFait({ antenne, alerteId, heure }));
      const vu = estVu({ genre, antenne, heure }, alerteId);
      const incident = { ne: neLe(heure, genre, l.parametres), fin: fins.get(alerteId), vrai: true, vu };
      incidents.push({ antenne, alerteId, genre, depuis, heure, usagerId, interventionId, incident });
    }
  }
  for (const { antenne, alerteId, genre, depuis, heure, usagerId, intervenantId, prepareLe } of l.messages) {
    const cle = cleFait({ antenne, alerteId, heure });
    if (vus.has(cle)) continue;
    vus.add(cle);
    const incident = { ne: prepareLe, vrai: false, vu: true };
    incidents.push({ antenne, alerteId, genre, depuis, heure, usagerId, intervenantId, incident });
  }
  return incidents.sort((a, b) => comparer(a.incident.ne, b.incident.ne));
};

/** Of whom it is said, and how to call them; the ids, for what is kept of it. */
export const lireFaits = async (
  m: Magasin,
  s: Sujet,
): Promise<Faits & { usagerId?: string | undefined; intervenantId?: string | undefined }> => {
  const { antenne, genre, depuis, heure, usagerId } = s;
  const [i] = await clesType(m, 'intervention', [idIntervention(depuis, s.interventionId ?? '')], { antenne });
  const intervenantId = s.intervenantId ?? i?.intervenantId;
  const [u] = await clesType(m, 'usager', [idUsager(usagerId ?? '')], { antenne });
  const [aide] = await clesType(m, 'intervenant', [idIntervenant(intervenantId ?? '')], { antenne });
  return {
    ...{ genre, antenne, heure, usagerId, intervenantId },
    usager: u && { initiales: initiales(u), numeros: await numerosDe(m, u, depuis) },
    aide: aide && { initiales: initiales(aide), numeros: aide.telephone === undefined ? [] : [aide.telephone] },
  };
};

const estDe = (i: Intervention, id: string): boolean =>
  i.id === id || i.visite?.id === id || i.couvertes?.some((v) => v.id === id) === true;

/** How a fact that is over has ended, as the punches say. */
export const lireIssue = async (m: Magasin, { antenne, alerteId, genre, depuis }: IncidentLu): Promise<Issue> => {
  if (genre === 'TELEPHONE_MUET') return { quoi: 'AUTRE' };
  // What follows `alerte:<date>:<genre>:`.
  const id = alerteId.split(':').slice(3).join(':');
  const [i] = (await plageType(m, 'intervention', { antenne }, { de: depuis, a: depuis })).filter((x) => estDe(x, id));
  if (genre === 'DEPART_EN_RETARD')
    return i?.depart ? { quoi: 'DEPART', instant: i.depart.instant } : { quoi: 'AUTRE' };
  const arrivee = i?.arrivee ?? i?.couverture?.arrivee;
  return arrivee ? { quoi: 'ARRIVEE', instant: arrivee.instant } : { quoi: 'AUTRE' };
};

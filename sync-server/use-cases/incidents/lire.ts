import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import type { Compte, Session } from '#shared/contrats/compte';
import type { Panne } from '#shared/contrats/disponibilite';
import { BASE_CENTRALE, baseAntenne, idAccuse, idCompte } from '#shared/contrats/ids';
import {
  type GesteIncident,
  gesteIncidentSchema,
  type IncidentsLus,
  type IncidentVu,
  type PanneLiee,
  type Signalement,
  signalementGardeSchema,
} from '#shared/contrats/incident';
import { lecteurParametres } from '#shared/contrats/parametre';
import type { Accuse } from '#shared/contrats/saisie';
import { masquer } from '#shared/domain/incident/contexte';
import { echeancesDe } from '#shared/domain/incident/echeances';
import { plierIncident } from '#shared/domain/incident/plier';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { lireParametres } from '../../adapters/depot/connus';
import { type AccesMagasin, lireCles, lirePlage, plageDuType, type Stocke, sansRev } from '../../ports/documents';

export type Lecteur = Pick<Session, 'identifiant' | 'role' | 'antennes'> & { responsable?: boolean };

export const coteDe = (s: Lecteur): 'SERVICE' | 'ASSISTANCE' =>
  aLeDroit(s, 'traiterIncidents') ? 'ASSISTANCE' : 'SERVICE';

/**
 * Whose an incident is, first: a PC chooses the rest of its key, and could else bear that of another antenna's and read what is
 * answered to it.
 */
export const cleDe = (s: Pick<Signalement, 'antenne' | 'date' | 'id'>): string =>
  `${s.antenne ?? 'SERVICE'}:${s.date}:${s.id}`;

type Recu = { signalement: Signalement; recuLe: Instant };

/** A report as a database holds it, which says whose it is, not the report; one that is none of ours is left out, not a list that does not open. */
export const lireSignalement = (d: Stocke<object>, antenne: Antenne | undefined): Signalement | undefined => {
  const s = signalementGardeSchema.safeParse(sansRev(d)).data;
  return s?.antenne === antenne ? s : undefined;
};
export const lireGeste = (d: Stocke<object>): GesteIncident | undefined =>
  gesteIncidentSchema.safeParse(sansRev(d)).data;

export const parIncident = (gestes: readonly GesteIncident[]): Map<string, GesteIncident[]> => {
  const siens = new Map<string, GesteIncident[]>();
  for (const g of gestes) siens.set(g.incident, [...(siens.get(g.incident) ?? []), g]);
  return siens;
};

/** Reports of a database. */
const lireSignalements = async (m: AccesMagasin, antenne: Antenne | undefined, depuis: DateCivile): Promise<Recu[]> => {
  const base = antenne === undefined ? BASE_CENTRALE : baseAntenne(antenne);
  const docs = await lirePlage<object>(m, base, { debut: `signalement:${depuis}`, fin: 'signalement;' });
  const siens = docs.flatMap((d) => lireSignalement(d, antenne) ?? []);
  const accuses = await lireCles<Accuse>(
    m,
    base,
    siens.map((s) => idAccuse(s.date, s.id)),
  );
  return siens.map((signalement, n) => ({ signalement, recuLe: accuses[n]?.recuLe ?? signalement.instant }));
};

const lireGestes = async (m: AccesMagasin, depuis: DateCivile): Promise<Map<string, GesteIncident[]>> => {
  const docs = await lirePlage<object>(m, BASE_CENTRALE, { debut: `geste-incident:${depuis}`, fin: 'geste-incident;' });
  return parIncident(docs.flatMap((d) => lireGeste(d) ?? []));
};

/** Every incident received since a date, the last ones first. */
export const lireIncidents = async (
  m: AccesMagasin,
  o: {
    maintenant: Instant;
    depuis: DateCivile;
    antennes?: readonly Antenne[];
    /** As they were then: what was done later is not looked at. */
    jusqua?: Instant;
  },
): Promise<IncidentVu[]> => {
  const bases = [...(o.antennes ?? CODES_ANTENNES), undefined];
  const [recus, gestes, parametres] = await Promise.all([
    Promise.all(bases.map((a) => lireSignalements(m, a, o.depuis))),
    lireGestes(m, o.depuis),
    lireParametres(m).then(lecteurParametres),
  ]);
  return recus
    .flat()
    .map(({ signalement: s, recuLe }): IncidentVu => {
      const cle = cleDe(s);
      const faits = (gestes.get(cle) ?? []).filter((g) => o.jusqua === undefined || g.instant < o.jusqua);
      const i = plierIncident(s, faits);
      const p = parametres(dateParis(recuLe));
      const echeances = echeancesDe(i, recuLe, o.maintenant, { delais: p.delaisIncidents, heures: p.heuresAssistance });
      return {
        cle,
        reference: s.id.slice(-6),
        ...(s.antenne === undefined ? {} : { antenne: s.antenne }),
        auteur: s.auteur,
        instant: s.instant,
        recuLe,
        categorie: i.categorie,
        gravite: i.gravite,
        etat: i.etat,
        texte: masquer(s.texte),
        contexte: s.contexte,
        pannes: [...i.pannes],
        ...(i.porteur === undefined ? {} : { porteur: i.porteur }),
        fil: i.fil.map(({ _id, type, incident, date, ...g }) => ({ ...g, message: masquer(g.message) })),
        ...echeances,
      };
    })
    .sort((a, b) => (a.recuLe < b.recuLe ? 1 : a.recuLe > b.recuLe ? -1 : a.cle < b.cle ? 1 : -1));
};

/** Its antennas' and its own; all of them for the central service and for those who run the service. */
export const peutVoir = (s: Lecteur, i: Pick<IncidentVu, 'antenne' | 'auteur'>): boolean =>
  aLeDroit(s, 'lireTousIncidents') ||
  (i.antenne === undefined ? i.auteur === s.identifiant : antennesDe(s).includes(i.antenne));

/** Two years are looked at: beyond, they are in the monthly reports. */
const JOURS_LUS = 730;
export const depuisDe = (maintenant: Instant): DateCivile => ajouterJours(dateParis(maintenant), -JOURS_LUS);

export const incidentsDe = async (m: AccesMagasin, s: Lecteur, maintenant: Instant): Promise<IncidentVu[]> => {
  const antennes = aLeDroit(s, 'lireTousIncidents') ? CODES_ANTENNES : antennesDe(s);
  const lus = await lireIncidents(m, { maintenant, depuis: depuisDe(maintenant), antennes });
  return lus.filter((i) => peutVoir(s, i));
};

/** Outages that one may link with: the last months'. */
const PANNES_JOURS = 62;

/** What the screen shows to a session. */
export const lireEcranIncidents = async (m: AccesMagasin, s: Lecteur, maintenant: Instant): Promise<IncidentsLus> => {
  const incidents = await incidentsDe(m, s, maintenant);
  const auteurs = [...new Set(incidents.flatMap((i) => [i.auteur, ...i.fil.map((g) => g.auteur)]))];
  const comptes = await lireCles<Compte>(m, BASE_CENTRALE, auteurs.map(idCompte));
  const cote = coteDe(s);
  const depuis = ajouterJours(dateParis(maintenant), -PANNES_JOURS);
  const pannes: PanneLiee[] =
    cote === 'SERVICE'
      ? []
      : (await lirePlage<Panne>(m, BASE_CENTRALE, { ...plageDuType('panne'), debut: `panne:${depuis}` }))
          .map(({ quoi, debut }) => ({ quoi, debut }))
          .reverse();
  return {
    incidents,
    noms: Object.fromEntries(comptes.flatMap((c) => (c ? [[c.identifiant, c.nom] as const] : []))),
    cote,
    pannes,
  };
};

import { monotonicFactory } from 'ulid';
import type { z } from 'zod';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Session } from '#shared/contrats/compte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type {
  DemandeSignalement,
  demandeGesteSchema,
  GesteIncident,
  IncidentVu,
  Signalement,
} from '#shared/contrats/incident';
import { masquer } from '#shared/domain/incident/contexte';
import { jugerGeste } from '#shared/domain/incident/juger';
import { dateParis, epochMs } from '#shared/temps/paris';
import { tracer } from '../../adapters/depot/audit';
import { type AccesMagasin, ecrireLot } from '../../ports/documents';
import type { Horloge } from '../../ports/horloge';
import { cleDe, coteDe, incidentsDe } from './lire';

// Gestures of one second are in the order in which they were taken.
const ulid = monotonicFactory();

type Ports = { magasin: AccesMagasin; horloge: Horloge };

const ecrire = async (p: Ports, doc: Signalement | GesteIncident, objet: string): Promise<void> => {
  const [ligne] = await ecrireLot(p.magasin, BASE_CENTRALE, [doc]);
  if (ligne?.erreur !== undefined) throw new Error(`incident non écrit (${ligne.erreur})`);
  await tracer(p.magasin, { instant: doc.instant, auteur: doc.auteur, action: 'INCIDENT', objet });
};

/** A report of someone who keeps nothing on a PC: of no antenna. */
export const signaler = async (p: Ports, s: Session, d: DemandeSignalement): Promise<{ cle: string }> => {
  const instant = p.horloge();
  const [date, id] = [dateParis(instant), ulid(epochMs(instant))];
  const doc: Signalement = {
    ...d,
    texte: masquer(d.texte),
    _id: `signalement:${date}:${id}`,
    type: 'signalement',
    id,
    date,
    auteur: s.identifiant,
    instant,
  };
  await ecrire(p, doc, `${cleDe(doc)} signalé`);
  return { cle: cleDe(doc) };
};

/** One gesture on an incident that the session sees; refusals: INCONNU, and those of `jugerGeste`. */
export const agir = async (
  p: Ports,
  s: Session,
  d: z.output<typeof demandeGesteSchema>,
): Promise<Resultat<IncidentVu>> => {
  const instant = p.horloge();
  const trouver = async (): Promise<IncidentVu | undefined> =>
    (await incidentsDe(p.magasin, s, instant)).find((i) => i.cle === d.incident);
  const avant = await trouver();
  if (!avant)
    return refuser('INCONNU', 'Cet incident n’existe pas, ou n’est pas de votre antenne. Rechargez la liste.');
  const refus = jugerGeste(avant.etat, d, coteDe(s));
  if (refus) return refus;
  const [date, id] = [dateParis(instant), ulid(epochMs(instant))];
  const geste: GesteIncident = {
    ...d,
    message: masquer(d.message),
    _id: `geste-incident:${date}:${id}`,
    type: 'geste-incident',
    id,
    date,
    auteur: s.identifiant,
    instant,
    cote: coteDe(s),
  };
  await ecrire(p, geste, `${d.incident} ${d.geste}`);
  const apres = await trouver();
  if (!apres) throw new Error('incident perdu entre deux lectures');
  return { ok: true, valeur: apres };
};

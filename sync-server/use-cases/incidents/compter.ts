import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { CompteIncidents, IncidentVu } from '#shared/contrats/incident';
import { enJeu } from '#shared/domain/incident/en-jeu';
import { plierIncident } from '#shared/domain/incident/plier';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import type { Instant } from '#shared/temps/types';
import { garderTant, lirePlageGardee, type PlageGardee } from '../../adapters/depot/plage-gardee';
import type { AccesMagasin } from '../../ports/documents';
import { cleDe, coteDe, depuisDe, type Lecteur, lireGeste, lireSignalement, parIncident, peutVoir } from './lire';

type Etat = Pick<IncidentVu, 'antenne' | 'auteur' | 'etat'>;

/** The states of the incidents of one base, folded again only where a report or a gesture is new. */
const etatsDe = (antenne: Antenne | undefined) =>
  garderTant((signalements: PlageGardee<object>, gestes: PlageGardee<object>): Etat[] => {
    const faits = parIncident([...gestes.values()].flatMap((g) => lireGeste(g) ?? []));
    return [...signalements.values()].flatMap((d) => {
      const s = lireSignalement(d, antenne);
      return s ? [{ antenne, auteur: s.auteur, etat: plierIncident(s, faits.get(cleDe(s)) ?? []).etat }] : [];
    });
  });
const ETATS = new Map([...CODES_ANTENNES, undefined].map((a) => [a, etatsDe(a)]));

/** What the menu counts, asked by each screen every few minutes: what the list would show to wait for this side. */
export const compterIncidents = async (m: AccesMagasin, s: Lecteur, maintenant: Instant): Promise<CompteIncidents> => {
  const depuis = depuisDe(maintenant);
  const lire = (base: string, type: string) =>
    lirePlageGardee<object>(m, base, type, { debut: `${type}:${depuis}`, fin: `${type};` });
  const antennes = aLeDroit(s, 'lireTousIncidents') ? CODES_ANTENNES : antennesDe(s);
  const gestes = await lire(BASE_CENTRALE, 'geste-incident');
  const etats = await Promise.all(
    [...antennes, undefined].map(async (a) =>
      ETATS.get(a)?.(await lire(a === undefined ? BASE_CENTRALE : baseAntenne(a), 'signalement'), gestes),
    ),
  );
  const cote = coteDe(s);
  return { enJeu: etats.flatMap((e) => e ?? []).filter((i) => peutVoir(s, i) && enJeu(i, cote)).length };
};

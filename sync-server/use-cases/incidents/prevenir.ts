import { ANTENNES } from '#shared/contrats/commun';
import { CATEGORIES_INCIDENT, GRAVITES_INCIDENT, type IncidentVu } from '#shared/contrats/incident';
import { lecteurParametres } from '#shared/contrats/parametre';
import { ajouterJours, dateParis, heureAffichee } from '#shared/temps/paris';
import { lireParametres } from '../../adapters/depot/connus';
import type { Courriel, Courrier } from '../../ports/courriel';
import type { AccesMagasin } from '../../ports/documents';
import type { Horloge } from '../../ports/horloge';
import { lireIncidents } from './lire';

type Ports = {
  magasin: AccesMagasin;
  horloge: Horloge;
  courrier: Pick<Courrier, 'envoyer'>;
  extranet: () => string;
  /** A mail that could not be prepared: its code, for the technical log. */
  noter: (code: string) => void;
};

/** An incident that nobody took within so many days was told of long ago. */
const JOURS = 7;

type Raison = 'BLOQUANTE' | 'DELAI';
const SUJETS: Record<Raison, string> = {
  BLOQUANTE: 'incident bloquant signalé',
  DELAI: 'incident que personne n’a pris dans son délai',
};

const raisonsDe = (i: IncidentVu, maintenant: string): Raison[] => {
  if (i.etat !== 'SIGNALE') return [];
  const bloquante: Raison[] = i.gravite === 'BLOQUANTE' ? ['BLOQUANTE'] : [];
  return i.prise.limite <= maintenant && i.prise.faiteLe === undefined ? [...bloquante, 'DELAI'] : bloquante;
};

/** Without what was written of it, which may name someone: the screen says it, behind its password. */
const composer = (i: IncidentVu, raison: Raison, a: readonly string[], extranet: string): Courriel => ({
  a,
  sujet: `Télégestion : ${SUJETS[raison]} (${i.reference})`,
  texte: `${[
    `Incident ${i.reference}, ${i.antenne ? `antenne ${ANTENNES[i.antenne].libelle}` : 'services centraux'}.`,
    `${CATEGORIES_INCIDENT[i.categorie]} ; gravité : ${GRAVITES_INCIDENT[i.gravite].libelle.toLocaleLowerCase('fr')}.`,
    `Reçu à ${heureAffichee(i.recuLe)}, à prendre en charge le ${dateParis(i.prise.limite).split('-').reverse().join('/')} avant ${heureAffichee(i.prise.limite)}.`,
    '',
    `Le lire et le prendre : ${extranet}/incidents/`,
  ].join('\n')}\n`,
  cle: `${i.recuLe}:incident-${raison.toLowerCase()}-${i.cle.replaceAll(':', '-')}`,
});

/** Those named for outages are told at once of a blocking incident, and of any that nobody took in time: once for each. */
export const prevenirIncidents = async (p: Ports): Promise<number> => {
  const maintenant = p.horloge();
  const jour = dateParis(maintenant);
  const { destinatairesAlertes } = lecteurParametres(await lireParametres(p.magasin))(jour);
  if (destinatairesAlertes.length === 0) return 0;
  const incidents = await lireIncidents(p.magasin, { maintenant, depuis: ajouterJours(jour, -JOURS) });
  let n = 0;
  for (const i of incidents)
    for (const raison of raisonsDe(i, maintenant)) {
      const r = await p.courrier.envoyer(composer(i, raison, destinatairesAlertes, p.extranet()));
      if (r.ok) n++;
      else p.noter(r.refus.code);
    }
  return n;
};

import type { Antenne } from '#shared/contrats/commun';
import {
  type ConsultationUsager,
  type DossierConsulte,
  TROUVES_MAX,
  type UsagersTrouves,
  type VisiteConsultee,
} from '#shared/contrats/consultation';
import type { Intervenant, Usager } from '#shared/contrats/dossiers';
import { baseAntenne, idIntervenant } from '#shared/contrats/ids';
import { lecteurParametres } from '#shared/contrats/parametre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import type { Retenue } from '#shared/domain/types';
import { dateParis, dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lireParametres, lireUsagers } from '../adapters/depot/connus';
import { type AccesMagasin, lireCles } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import { lireRetenues, montrerRetenue } from './visites-precedentes';

const nu = (texte: string): string =>
  texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’'-]/g, ' ').trim();

/** Usagers of any antenna whose name begins by each word that was typed, or whose identifier it is. */
export const chercherUsagers = async (m: AccesMagasin, horloge: Horloge, texte: string): Promise<UsagersTrouves> => {
  const mots = nu(texte).split(/\s+/);
  const jour = dateParis(horloge());
  const convient = (u: Usager): boolean => {
    if (u.id.toLowerCase() === texte.trim().toLowerCase()) return true;
    const siens = nu(`${u.nom} ${u.prenom}`).split(/\s+/);
    return mots.every((mot) => siens.some((s) => s.startsWith(mot)));
  };
  const trouves = [...(await lireUsagers(m)).values()].map(({ doc }) => doc).filter(convient);
  trouves.sort((a, b) => a.nom.localeCompare(b.nom, 'fr') || a.prenom.localeCompare(b.prenom, 'fr'));
  return {
    total: trouves.length,
    usagers: trouves.slice(0, TROUVES_MAX).map((u) => ({
      id: u.id,
      nom: u.nom,
      prenom: u.prenom,
      dateNaissance: u.dateNaissance,
      antenne: antenneAu(u, jour),
    })),
  };
};

const dossier = ({ _id, type, codeUsager, ...u }: Usager): DossierConsulte => u;

/** A retained visit, why it is so, and what was corrected by whom. */
export const expliquerRetenue = (r: Retenue, antenne: Antenne, aide: Intervenant | undefined): VisiteConsultee => ({
  ...montrerRetenue(r, antenne, aide),
  explication: r.intervention.explication.map((x) => x.texte),
  corrections: r.corrections.map(({ correction: c, etat }) => ({
    auteur: c.auteur,
    instant: c.instant,
    nature: c.nature,
    motif: c.motif,
    etat,
  })),
});

/** A usager's file, and the visits of a month in all the antennas that it has or had; undefined where there is no such one. */
export const consulterUsager = async (
  m: AccesMagasin,
  horloge: Horloge,
  usagerId: string,
  mois: Mois,
): Promise<ConsultationUsager | undefined> => {
  const connu = (await lireUsagers(m)).get(usagerId);
  if (!connu) return undefined;
  const contexte = { maintenant: horloge(), parametresAu: lecteurParametres(await lireParametres(m)) };
  const visites: VisiteConsultee[] = [];
  for (const antenne of connu.revs.keys()) {
    const periode = { antenne, de: premierJour(mois), a: dernierJour(mois) };
    const retenues = await lireRetenues(m, periode, usagerId, contexte);
    const ids = [...new Set(retenues.map((r) => r.intervenantId))];
    const aides = await lireCles<Intervenant>(m, baseAntenne(antenne), ids.map(idIntervenant));
    const aide = (id: string): Intervenant | undefined => aides[ids.indexOf(id)];
    for (const r of retenues) visites.push(expliquerRetenue(r, antenne, aide(r.intervenantId)));
  }
  visites.sort((x, y) => (x.date === y.date ? 0 : x.date < y.date ? -1 : 1));
  return { usager: dossier(connu.doc), visites };
};

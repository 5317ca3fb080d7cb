import type { Role } from '#shared/contrats/acces/compte';
import type { Cloture, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne, Resultat } from '#shared/contrats/commun';
import type { Financeur, Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres, type Parametre } from '#shared/contrats/exploitation/parametre';
import type { ParametresAu } from '#shared/domain/types';
import { type TableFinanceurs, tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { dateParis, moisDe } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { type EtatConsomme, ouvrirPasse, type Passe } from '../../../store/lectures/clos';
import { lireFinanceurs, lireIntervenants, lireParametresSurs, lireUsagers } from '../../../store/lectures/connus';
import { limiteInterventions } from '../../../store/lectures/limites';
import { type Perimetre, premierMoisDIntervention } from '../../../store/lectures/mois';
import { type Magasin, sansRev } from '../../../store/lire';
import { plageSure } from '../../../store/types';
import { lireAuteursFiges } from '../../acces';
import { premierGarde, premierMoisConnu } from './effaces';

export type EtatsComptes = { etats: readonly EtatConsomme[]; plafonds: readonly Cloture['plafonds'][] };

export type EtatsPasses = { etats: readonly EtatFige[]; plafonds: readonly Cloture['plafonds'][] };

/** What every month's computation needs, read once. */
export type Cadre = {
  m: Magasin;
  maintenant: Instant;
  usagers: Map<string, Usager>;
  intervenants: Map<string, Intervenant>;
  nomAuteur: (identifiant: string) => string | undefined;
  roleAuteur: (identifiant: string) => Role | undefined;
  versionsFinanceurs: Financeur[];
  financeurs: TableFinanceurs;
  parametres: Parametre[];
  parametresAu: ParametresAu;
  /** [FI-6] Of any intervention, purged ones included. */
  premierMois: Mois | undefined;
  /** [RE] The first of which all that left is still known. */
  garde: Mois;
  passe: Passe;
  /** Whether the closing that is being made, in the files of that month, computes again a state that left. */
  reprend?: (etat: Pick<EtatFige, 'antenne' | 'mois' | 'usagerId'>, message: Mois) => boolean;
  /** Visits that are withheld from an antenna, because another still tells them: by id, their month. */
  tenues: Map<Antenne, Map<string, Mois>>;
  /** What each month has drawn, once computed: a month is asked for by each of the five that follow it. */
  consommations: Map<Mois, Promise<EtatsPasses>>;
  /** The same, of closed months, by who has only to read and knows it from their counts: those are then not read at all. */
  comptees?: Map<Mois, EtatsComptes>;
  /** What is read, for who has only to read the figures of some antennas; absent: everything, as for a closing. */
  perimetre?: Perimetre | undefined;
};

export const lireCadre = async (m: Magasin, maintenant: Instant): Promise<Resultat<Cadre>> => {
  const [lusFinanceurs, lusParametres, usagers, intervenants, auteurs, premierMois, passe] = await Promise.all([
    lireFinanceurs(m, plageSure),
    lireParametresSurs(m),
    lireUsagers(m, plageSure),
    lireIntervenants(m, plageSure),
    lireAuteursFiges(m),
    premierMoisDIntervention(m),
    ouvrirPasse(m),
  ]);
  const versionsFinanceurs = lusFinanceurs.map((d) => sansRev<Financeur>(d));
  const financeurs = tableFinanceurs(versionsFinanceurs);
  if (!financeurs.ok) return financeurs;
  const parametres = lusParametres.map((d) => sansRev<Parametre>(d));
  const parametresAu = lecteurParametres(parametres);
  const garde = premierGarde(passe, moisDe(limiteInterventions(parametresAu(dateParis(maintenant)), maintenant)));
  const docs = <T>(connus: Map<string, { doc: T }>): Map<string, T> =>
    new Map([...connus].map(([id, { doc }]) => [id, doc]));
  return {
    ok: true,
    valeur: {
      m,
      maintenant,
      usagers: docs(usagers),
      intervenants: docs(intervenants),
      nomAuteur: auteurs.nom,
      roleAuteur: auteurs.role,
      versionsFinanceurs,
      financeurs: financeurs.valeur,
      parametres,
      parametresAu,
      premierMois: premierMoisConnu(passe, garde, premierMois),
      garde,
      passe,
      consommations: new Map(),
      tenues: new Map(),
    },
  };
};

export const nomDe = (c: Cadre, id: string): string => {
  const i = c.intervenants.get(id);
  return i ? `${i.nom} ${i.prenom}` : id;
};

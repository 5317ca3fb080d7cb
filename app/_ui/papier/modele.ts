import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { aQuitte } from '#shared/domain/cloture/antenne';
import { ajouterA } from '#shared/listes';
import { dateLongueEtAnnee, heure } from '#shared/mots/dates';
import { collateur } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';

/** One visit on a sheet; empty where the sheet is blank. `absence`: why nobody is expected to be at home. */
export type LigneFeuille = {
  debut: string;
  fin: string;
  usager: string;
  adresse: string;
  code: string;
  absence?: string;
};
export type Feuille = {
  antenne: string;
  jour: string;
  intervenantId: string;
  aide: string;
  numeroVert: string;
  /** Of the antenna; empty where it is not known. */
  telephone: string;
  lignes: LigneFeuille[];
};

type Commun = { antenne: Antenne; numeroVert: string; telephone: string };

export const LIGNE_VIERGE: LigneFeuille = { debut: '', fin: '', usager: '', adresse: '', code: '' };

/** `123 456`: read out and keyed in two halves. */
export const codeEnMots = (code: string | undefined): string =>
  code ? `${code.slice(0, 3)}\u00a0${code.slice(3)}` : '';

/** What an antenna knows of a usager's code: of one who has left it, nothing, be it still on this PC. */
export const codeConnu = (
  usager: Pick<Usager, 'codeUsager' | 'antennes'> | undefined,
  antenne: Antenne,
  aujourdhui: DateCivile,
): string | undefined => (usager && !aQuitte(usager, antenne, aujourdhui) ? usager.codeUsager : undefined);

/** Planned visits of a day, one sheet an aide, in the order of names. */
export const feuillesDuJour = (
  { antenne, numeroVert, telephone, aujourdhui }: Commun & { aujourdhui: DateCivile },
  date: DateCivile,
  lignes: readonly Ligne[],
  usagers: ReadonlyMap<string, Pick<Usager, 'codeUsager' | 'antennes'>>,
): Feuille[] => {
  const parAide = new Map<string, Ligne[]>();
  for (const l of lignes) {
    const visite = l.retenue.intervention.visite;
    if (!visite || !l.prevu || l.retenue.supprimee) continue;
    const aide = l.retenue.intervenantId;
    ajouterA(parAide, aide, l);
  }
  return [...parAide]
    .map(([intervenantId, siennes]) => ({
      antenne: libelleAntenne(antenne),
      jour: dateLongueEtAnnee(date),
      intervenantId,
      aide: siennes[0]?.intervenant ?? '',
      numeroVert,
      telephone,
      lignes: siennes
        .toSorted((a, b) => ((a.prevu?.debut ?? '') < (b.prevu?.debut ?? '') ? -1 : 1))
        .map((l) => ({
          debut: heure(l.prevu?.debut),
          fin: heure(l.prevu?.fin),
          usager: l.usager,
          adresse: l.adresse,
          code: codeEnMots(codeConnu(usagers.get(l.retenue.usagerId), antenne, aujourdhui)),
          // The planning of Millésime still has the visit: left out, the aide would go.
          ...((l.statut === 'ABSENCE' || l.statut === 'A_RETIRER') && l.dispense ? { absence: l.dispense } : {}),
        })),
    }))
    .sort((a, b) => collateur.compare(a.aide, b.aide));
};

const LIGNES_VIERGES = 8;

/** To be filled by hand from the first word. */
export const feuilleVierge = ({ antenne, numeroVert, telephone }: Commun): Feuille => ({
  antenne: libelleAntenne(antenne),
  jour: '',
  intervenantId: '',
  aide: '',
  numeroVert,
  telephone,
  lignes: Array.from({ length: LIGNES_VIERGES }, () => LIGNE_VIERGE),
});

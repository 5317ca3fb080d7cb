import type { Antenne } from '#shared/contrats/commun';
import {
  type DetailPilotage,
  detailPilotageSchema,
  type TableauPilotage,
  tableauPilotageSchema,
  type VisitesPilotage,
  visitesPilotageSchema,
} from '#shared/pilotage/contrat';
import type { Mois } from '#shared/temps/types';
import { telecharger } from '../../_commun/telecharger';
import { suivi } from '../acces/etat';
import type { Poste } from '../poste/poste';
import { appeler, appelerFichier } from '../serveur/api';

const lire = (chemin: string): Promise<unknown> => suivi(appeler(chemin));

/** Throws `EchecHttp`, as the two that follow. What was read is kept on this PC, for when the server does not answer. */
export const lireTableauPilotage = async (mois: Mois, poste: Poste | undefined): Promise<TableauPilotage> => {
  const lu = tableauPilotageSchema.parse(await lire(`/api/pilotage?${new URLSearchParams({ mois })}`));
  // A full disk keeps nothing: the figures are on the screen all the same.
  await poste?.memo.garder(lu).catch(() => undefined);
  return lu;
};

/** The figures of a month on one page of A4. */
export const prendrePilotage = async (mois: Mois): Promise<void> => {
  const { nom, contenu } = await suivi(appelerFichier(`/api/pilotage/fichier?${new URLSearchParams({ mois })}`));
  telecharger(contenu, nom, contenu.type);
};

/** The last figures that this PC has read; undefined where it has read none, or keeps nothing. */
export const relireTableauPilotage = async (poste: Poste | undefined): Promise<TableauPilotage | undefined> =>
  tableauPilotageSchema.safeParse(await poste?.memo.relire()).data;

export const lireDetailPilotage = async (antenne: Antenne, mois: Mois): Promise<DetailPilotage> =>
  detailPilotageSchema.parse(await lire(`/api/pilotage/antenne?${new URLSearchParams({ antenne, mois })}`));

/** `de`: the name of what they are visits of, and its identifier. */
export const lireVisitesPilotage = async (
  antenne: Antenne,
  mois: Mois,
  de: Readonly<Record<string, string>>,
): Promise<VisitesPilotage> =>
  visitesPilotageSchema.parse(await lire(`/api/pilotage/visites?${new URLSearchParams({ antenne, mois, ...de })}`));

'use client';

import { Button } from '@mantine/core';
import { useCallback } from 'react';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { nomComplet, pointFinal } from '#shared/libelles/formats';
import { dateParis } from '#shared/temps/paris';
import { maintenant } from '../../../../_donnees/base/horloge';
import { poste as nomDuPoste } from '../../../../_donnees/base/stockage';
import type { EtatDepot } from '../../../../_donnees/depot/etat-depot';
import { usePoste } from '../../../../_donnees/lecture/hooks';
import type { Poste } from '../../../../_donnees/poste/poste';
import { oublierActe, retenirPourAnnuler } from '../../../../_ui/actes/actes';
import { DELAI_ANNULATION_MS } from '../../../../_ui/actes/avec-annuler';
import { signer } from '../../../../_ui/actes/enregistrer';
import { GESTE_NON_GARDE } from '../../../../_ui/champs/non-garde';
import { notifications } from '../../../../_ui/notifications';
import { numerosDuPoste } from '../../../../_ui/personnes/connus';
import { gesteEnMots } from '../phrases';
import { composerGeste, contraire, type GesteVoulu } from './gestes';

const direGeste = (f: GesteVoulu, usagers: EtatDepot['usagers']): string => {
  const usager = usagers.get(f.usagerId);
  return pointFinal(gesteEnMots(f, usager ? nomComplet(usager) : f.usagerId, dateParis(maintenant())));
};

/** `defaits`: what these gestures undo, which is then what is said. */
const annoncer = (
  poste: Poste,
  faits: readonly Rattachement[],
  defaits: readonly GesteVoulu[] | undefined,
  annuler: () => void,
): void => {
  const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
  const { usagers } = poste.depot.lire();
  const id = faits[0]?._id ?? '';
  notifications.show({
    id,
    color: enLigne ? 'green' : 'yellow',
    title: `${defaits ? 'Annulé' : 'Enregistré'}${enLigne ? '' : ' sur ce poste, en attente d’envoi'}`,
    autoClose: DELAI_ANNULATION_MS,
    message: (
      <>
        {(defaits ?? faits).map((f) => (
          <div key={`${f.geste}${f.numero}${f.usagerId}`}>{direGeste(f, usagers)}</div>
        ))}
        {defaits ? null : (
          <Button size="compact-xs" variant="default" mt={6} onClick={annuler}>
            Annuler (Ctrl Z)
          </Button>
        )}
      </>
    ),
  });
};

const faire = async (
  poste: Poste,
  voulus: readonly GesteVoulu[],
  defaits?: readonly GesteVoulu[],
): Promise<string | undefined> => {
  const { rattachements } = numerosDuPoste(poste.depot.lire(), nomDuPoste());
  const faits: Rattachement[] = [];
  for (const v of voulus) faits.push(composerGeste(v, signer(poste), [...rattachements, ...faits]));
  try {
    await poste.enregistrer(faits);
  } catch {
    return GESTE_NON_GARDE;
  }
  annoncer(poste, faits, defaits, () => void defaire(poste, faits));
  const { usagers } = poste.depot.lire();
  const dit = faits.map((f) => direGeste(f, usagers)).join(' ');
  if (!defaits) retenirPourAnnuler(poste, { id: idDe(faits), dit, defaire: () => defaireDuClavier(poste, faits) });
  return undefined;
};

const idDe = (faits: readonly GesteVoulu[]): string => {
  const [premier] = faits;
  return premier && '_id' in premier ? String(premier._id) : '';
};

const defaire = (poste: Poste, faits: readonly GesteVoulu[]): Promise<string | undefined> => {
  // By a key or by its button: a notice must not go on offering what is undone.
  notifications.hide(idDe(faits));
  oublierActe(poste, idDe(faits));
  return faire(poste, faits.map(contraire).reverse(), faits);
};

/** What a form would say in its place is said in a notice. */
const defaireDuClavier = async (poste: Poste, faits: readonly GesteVoulu[]): Promise<true> => {
  const echec = await defaire(poste, faits);
  if (echec) notifications.show({ color: 'red', autoClose: false, title: 'Rien n’a été annulé', message: echec });
  return true;
};

/** Keeps gestures on the PC, then says so with what undoes them; gives a sentence where they could not be kept [CO-6]. */
export const useAgir = (): ((voulus: readonly GesteVoulu[]) => Promise<string | undefined>) => {
  const poste = usePoste();
  return useCallback((voulus) => faire(poste, voulus), [poste]);
};

/** The contrary of what was done. */
export const useDefaire = (): ((faits: readonly GesteVoulu[]) => Promise<string | undefined>) => {
  const poste = usePoste();
  return useCallback((faits) => defaire(poste, faits), [poste]);
};

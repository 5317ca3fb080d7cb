'use client';

import { Button } from '@mantine/core';
import { useCallback } from 'react';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { nomComplet, pointFinal } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import { maintenant } from '../../../../_donnees/base/horloge';
import { poste as nomDuPoste } from '../../../../_donnees/base/stockage';
import type { EtatDepot } from '../../../../_donnees/depot/etat-depot';
import { usePoste } from '../../../../_donnees/lecture/hooks';
import type { Poste } from '../../../../_donnees/poste/poste';
import { type Acte, annulable, oublierActe, retenirPourAnnuler } from '../../../../_ui/actes/actes';
import { direGesteNonGarde } from '../../../../_ui/actes/annoncer';
import { DELAI_ANNULATION_MS } from '../../../../_ui/actes/avec-annuler';
import { signer } from '../../../../_ui/actes/enregistrer';
import { GESTE_NON_GARDE } from '../../../../_ui/champs/non-garde';
import { notifications } from '../../../../_ui/notifications';
import { numerosDuPoste } from '../../../../_ui/personnes/connus';
import { defaitEnMots, gesteEnMots } from '../phrases';
import { composerGeste, type GesteDit, type GesteVoulu, retrait } from './gestes';

const direGeste = (f: GesteDit, usagers: EtatDepot['usagers'], enMots = gesteEnMots): string => {
  const usager = usagers.get(f.usagerId);
  return pointFinal(enMots(f, usager ? nomComplet(usager) : f.usagerId, dateParis(maintenant())));
};

/** `defaits`: what these gestures undo, which is then what is said. */
const annoncer = (
  poste: Poste,
  faits: readonly Rattachement[],
  { defaits, annuler }: { defaits?: readonly GesteDit[] | undefined; annuler?: () => void },
): void => {
  const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
  const { usagers } = poste.depot.lire();
  const id = idDe(faits);
  notifications.show({
    id,
    color: enLigne ? 'green' : 'yellow',
    title: `${defaits ? 'Annulé' : 'Enregistré'}${enLigne ? '' : ' sur ce poste, en attente d’envoi'}`,
    autoClose: DELAI_ANNULATION_MS,
    message: (
      <>
        {(defaits ?? faits).map((f) => (
          <div key={`${f.geste}${f.numero}${f.usagerId}`}>
            {direGeste(f, usagers, defaits ? defaitEnMots : gesteEnMots)}
          </div>
        ))}
        {annuler ? (
          <Button
            size="compact-xs"
            variant="default"
            mt={6}
            onClick={() => {
              notifications.hide(id);
              annuler();
            }}
          >
            Annuler (Ctrl Z)
          </Button>
        ) : null}
      </>
    ),
  });
};

/** Throws where the disk refuses [CO-6]. */
const faire = async (poste: Poste, voulus: readonly GesteVoulu[], defaits?: readonly GesteDit[]): Promise<void> => {
  const { rattachements } = numerosDuPoste(poste.depot.lire(), nomDuPoste());
  const faits: Rattachement[] = [];
  for (const v of voulus) faits.push(composerGeste(v, signer(poste), [...rattachements, ...faits]));
  await poste.enregistrer(faits);
  if (defaits) return annoncer(poste, faits, { defaits });
  const { usagers } = poste.depot.lire();
  const dit = faits.map((f) => direGeste(f, usagers)).join(' ');
  const acte: Acte = { id: idDe(faits), dit, defaire: () => defaire(poste, faits).then(() => true) };
  retenirPourAnnuler(poste, acte);
  annoncer(poste, faits, { annuler: annulable(poste, acte) });
};

const idDe = (faits: readonly Rattachement[]): string => faits[0]?._id ?? '';

const defaire = async (poste: Poste, faits: readonly Rattachement[]): Promise<void> => {
  await faire(poste, faits.map(retrait).reverse(), faits);
  // Once it is written, by a key or by a button: nothing must go on offering what is undone.
  notifications.hide(idDe(faits));
  oublierActe(poste, idDe(faits));
};

/** Of a form: keeps gestures on the PC, then says so with what undoes them; gives what the form says where the disk refuses [CO-6]. */
export const useAgir = (): ((voulus: readonly GesteVoulu[]) => Promise<{ formulaire: string } | undefined>) => {
  const poste = usePoste();
  return useCallback(
    (voulus) =>
      faire(poste, voulus).then(
        () => undefined,
        () => ({ formulaire: GESTE_NON_GARDE }),
      ),
    [poste],
  );
};

/** The same where there is no form: a refusal of the disk is said in a notice. */
export const useAgirAussitot = (): ((voulus: readonly GesteVoulu[]) => void) => {
  const poste = usePoste();
  return useCallback((voulus) => void faire(poste, voulus).catch(() => direGesteNonGarde()), [poste]);
};

/** Withdraws what was done. */
export const useDefaire = (): ((faits: readonly Rattachement[]) => void) => {
  const poste = usePoste();
  return useCallback(
    (faits) => void defaire(poste, faits).catch(() => direGesteNonGarde('Rien n’a été annulé')),
    [poste],
  );
};

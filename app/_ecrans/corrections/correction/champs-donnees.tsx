'use client';

import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import type { Antenne } from '#shared/contrats/commun';
import { collateur, nomComplet } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { nomsDe } from '../../../_donnees/depot/noms-personnes';
import { usagersDuJour } from '../../../_donnees/depot/usagers-du-jour';
import { useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { ChampChoix } from '../../../_ui/champs/champ-choix';
import { Champ, type De, useValeur } from '../../../_ui/formulaire';
import type { Saisie } from './valeurs';

type Personne = { id: string; nom: string; prenom: string };

/**
 * People by name; whoever is chosen already stays in the list, under their name where this PC knows it: out of it, the field would
 * be empty.
 */
const choixPersonnes = (
  gens: Iterable<Personne>,
  choisie: string | undefined,
  nommer: (id: string) => string,
): { value: string; label: string }[] => {
  const choix = [...gens].map((p) => ({ value: p.id, label: nomComplet(p) }));
  if (choisie && !choix.some((c) => c.value === choisie)) choix.push({ value: choisie, label: nommer(choisie) });
  return choix.sort((a, b) => collateur.compare(a.label, b.label));
};

/** Codes that the antenna's prises en charge know, with those that a visit may have besides. */
const choixPrestations = (etat: EtatDepot, plus: readonly string[]): string[] => {
  const codes = new Set(plus);
  for (const u of etat.usagers.values()) for (const p of u.prisesEnCharge) codes.add(p.codePrestation);
  codes.delete('*');
  return [...codes].filter(Boolean).sort(collateur.compare);
};

type Choisis = { usagerId?: string | undefined; intervenantId?: string | undefined };

/** [CL-1] Usagers of the antenna on the visit's date, and aides. */
export const useChoix = (etat: EtatDepot, antenne: Antenne, jour: DateCivile | undefined, choisis: Choisis) => {
  const { usagerId, intervenantId } = choisis;
  const usagers = useMemo(
    () => choixPersonnes(usagersDuJour(etat, antenne, jour), usagerId, (id) => nomsDe(etat)('usager', id)),
    [etat, antenne, jour, usagerId],
  );
  const aides = useMemo(
    () => choixPersonnes(etat.intervenants.values(), intervenantId, (id) => nomsDe(etat)('aide', id)),
    [etat, intervenantId],
  );
  return { usagers, aides };
};

type Props = {
  de: De<Saisie>;
  /** Of the visit: usagers are proposed that are of the antenna then [CL-1]. */
  jour: DateCivile;
  /** Of the visit, and of visits that say nothing else. */
  prestations: readonly string[];
};

/** Who was really there, for what: chosen by letters. What does not change stays. */
export const ChampsDonnees = ({ de, jour, prestations }: Props) => {
  const etat = useDepot();
  const { antenne } = usePoste();
  const [usagerId, intervenantId] = [useValeur(de, 'usagerId'), useValeur(de, 'intervenantId')];
  const { usagers, aides } = useChoix(etat, antenne, jour, { usagerId, intervenantId });
  const cle = prestations.join();
  const codes = useMemo(() => choixPrestations(etat, cle.split(',')), [etat, cle]);
  return (
    <Stack gap="xs">
      <Champ de={de} nom="usagerId">
        {({ valeur, changer, erreur }) => (
          <ChampChoix
            label="Usager"
            data={usagers}
            limit={50}
            allowDeselect={false}
            nothingFoundMessage="Aucun usager de ce nom dans l’antenne à cette date"
            value={valeur}
            onChange={(v) => changer(v ?? '')}
            error={erreur}
            data-testid="donnees-usager"
          />
        )}
      </Champ>
      <Champ de={de} nom="intervenantId">
        {({ valeur, changer, erreur }) => (
          <ChampChoix
            label="Aide"
            data={aides}
            limit={50}
            allowDeselect={false}
            nothingFoundMessage="Aucune aide de ce nom"
            value={valeur}
            onChange={(v) => changer(v ?? '')}
            error={erreur}
            data-testid="donnees-aide"
          />
        )}
      </Champ>
      <Champ de={de} nom="codePrestation">
        {({ valeur, changer }) => (
          <ChampChoix
            label="Prestation"
            data={codes}
            allowDeselect={false}
            nothingFoundMessage="Aucune prestation de ce code"
            value={valeur}
            onChange={(v) => changer(v ?? '')}
            data-testid="donnees-prestation"
          />
        )}
      </Champ>
    </Stack>
  );
};

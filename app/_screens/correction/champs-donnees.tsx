'use client';

import { Select, Stack } from '@mantine/core';
import { useMemo } from 'react';
import type { EtatDepot } from '../../_data/etat-depot';
import { useDepot } from '../../_data/hooks';
import { collateur, nomComplet } from '../../_ui/formats';
import type { Erreurs, Saisie } from './valeurs';

type Personne = { id: string; nom: string; prenom: string };

/** People of the antenna by name; whoever is chosen already stays in the list, known or not. */
export const choixPersonnes = (gens: Iterable<Personne>, choisie?: string): { value: string; label: string }[] => {
  const choix = [...gens].map((p) => ({ value: p.id, label: nomComplet(p) }));
  if (choisie && !choix.some((c) => c.value === choisie)) choix.push({ value: choisie, label: choisie });
  return choix.sort((a, b) => collateur.compare(a.label, b.label));
};

/** Codes that the antenna's prises en charge know, with those that a visit may have besides. */
const choixPrestations = (etat: EtatDepot, plus: readonly string[]): string[] => {
  const codes = new Set(plus);
  for (const u of etat.usagers.values()) for (const p of u.prisesEnCharge) codes.add(p.codePrestation);
  codes.delete('*');
  return [...codes].filter(Boolean).sort(collateur.compare);
};

type Props = {
  saisie: Pick<Saisie, 'usagerId' | 'intervenantId' | 'codePrestation'>;
  changer: (partie: Partial<Saisie>) => void;
  erreurs: Erreurs;
  /** Of the visit, and of visits that say nothing else. */
  prestations: readonly string[];
};

/** Who was really there, for what: chosen by letters. What does not change stays. */
export const ChampsDonnees = ({ saisie, changer, erreurs, prestations }: Props) => {
  const etat = useDepot();
  const usagers = useMemo(() => choixPersonnes(etat.usagers.values(), saisie.usagerId), [etat, saisie.usagerId]);
  const aides = useMemo(
    () => choixPersonnes(etat.intervenants.values(), saisie.intervenantId),
    [etat, saisie.intervenantId],
  );
  const cle = prestations.join();
  const codes = useMemo(() => choixPrestations(etat, cle.split(',')), [etat, cle]);
  return (
    <Stack gap="xs">
      <Select
        label="Usager"
        data={usagers}
        searchable
        limit={50}
        allowDeselect={false}
        nothingFoundMessage="Aucun usager de ce nom dans l’antenne"
        value={saisie.usagerId}
        onChange={(v) => changer({ usagerId: v ?? '' })}
        error={erreurs.usager}
        data-testid="donnees-usager"
      />
      <Select
        label="Aide"
        data={aides}
        searchable
        limit={50}
        allowDeselect={false}
        nothingFoundMessage="Aucune aide de ce nom"
        value={saisie.intervenantId}
        onChange={(v) => changer({ intervenantId: v ?? '' })}
        error={erreurs.intervenant}
        data-testid="donnees-aide"
      />
      <Select
        label="Prestation"
        data={codes}
        searchable
        allowDeselect={false}
        nothingFoundMessage="Aucune prestation de ce code"
        value={saisie.codePrestation}
        onChange={(v) => changer({ codePrestation: v ?? '' })}
        data-testid="donnees-prestation"
      />
    </Stack>
  );
};

'use client';

import { Button, Loader, Text } from '@mantine/core';
import { useEffect } from 'react';
import { bornesDe } from '#shared/etats/periodes';
import { dateCivileSchema } from '#shared/temps/types';
import { lireSelections } from '../../../_donnees/lecture/etats';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { SansReseau } from '../../../_ui/sans-reseau';
import { useAdresse } from './adresse';

/** From a mail: the selection that it is about, for the period that it said. */
export const OuvrirSelection = ({ id, quitter }: { id: string; quitter: () => void }) => {
  const { valeur, echec, code } = useLecture(['selections'], lireSelections);
  const { recherche, aujourdhui, remplacer } = useAdresse();
  const gardee = valeur?.selections.find((s) => s.id === id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as it is known.
  useEffect(() => {
    if (!gardee) return;
    const du = dateCivileSchema.safeParse(recherche.get('du'));
    const au = dateCivileSchema.safeParse(recherche.get('au'));
    const bornes = du.success && au.success ? { du: du.data, au: au.data } : bornesDe(gardee.periode, aujourdhui);
    remplacer({ ...gardee.demande, ...bornes });
  }, [gardee]);
  if (echec) return <SansReseau echec={echec} code={code} />;
  if (!valeur || gardee) return <Loader size="sm" aria-label="Ouverture de l’état gardé" />;
  return (
    <div className="vide">
      <Text size="sm">Cet état n’est plus gardé, ou l’est par un autre compte que le vôtre.</Text>
      <Button variant="default" mt="sm" onClick={quitter}>
        Voir tous les états
      </Button>
    </div>
  );
};

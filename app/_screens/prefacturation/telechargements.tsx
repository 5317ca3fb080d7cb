'use client';

import { Button, Text } from '@mantine/core';
import { ANTENNES, type Antenne } from '#shared/contrats/commun';
import type { Mois } from '#shared/temps/types';
import { prendrePrefacturation, type Quoi } from '../../_data/prefacturation';
import { useAction } from '../compte/appeler';

const FICHIERS: readonly { quoi: Quoi; libelle: string }[] = [
  { quoi: 'xlsx', libelle: 'XLSX' },
  { quoi: 'csv', libelle: 'CSV' },
  { quoi: 'complementaire', libelle: 'CSV des rectifications' },
];

type Props = { antenne: Antenne; mois: Mois; toutes: boolean; complements: boolean };

/** The files of the antenna on the screen, and of all together for the central service. */
export const Telechargements = ({ antenne, mois, toutes, complements }: Props) => {
  const { refus, enCours, faire } = useAction();
  const bouton = (portee: Antenne | 'TOUTES', quoi: Quoi, libelle: string) => (
    <Button
      key={`${portee} ${quoi}`}
      size="compact-sm"
      variant="default"
      disabled={enCours}
      aria-label={`Télécharger ${libelle}, ${portee === 'TOUTES' ? 'toutes les antennes' : ANTENNES[portee].libelle}`}
      onClick={() => void faire(() => prendrePrefacturation(portee, mois, quoi))}
    >
      {libelle}
    </Button>
  );
  return (
    <>
      {FICHIERS.filter((f) => f.quoi !== 'complementaire' || complements).map((f) =>
        bouton(antenne, f.quoi, f.libelle),
      )}
      {toutes ? bouton('TOUTES', 'xlsx', 'Toutes les antennes') : null}
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : null}
    </>
  );
};

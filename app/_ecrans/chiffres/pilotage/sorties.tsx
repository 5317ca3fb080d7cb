import { Button, Text } from '@mantine/core';
import type { Mois } from '#shared/temps/types';
import { prendrePilotage } from '../../../_donnees/lecture/pilotage';
import { useAction } from '../../../_ui/demandes/appeler';
import { Icone } from '../../../_ui/mots/icones';

/** The figures of the month as a file, and on paper: one page of A4 each. */
export const Sorties = ({ mois, pret }: { mois: Mois; pret: boolean }) => {
  const { refus, enCours, faire } = useAction();
  return (
    <span className="pilotage__sorties">
      <Button
        size="compact-sm"
        variant="default"
        disabled={!pret}
        loading={enCours}
        aria-label="Télécharger en PDF"
        onClick={() => void faire(() => prendrePilotage(mois))}
      >
        PDF
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!pret}
        leftSection={<Icone nom="imprimante" />}
        onClick={() => print()}
      >
        Imprimer
      </Button>
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : null}
    </span>
  );
};

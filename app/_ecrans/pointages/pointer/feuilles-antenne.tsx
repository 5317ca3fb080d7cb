'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Antenne } from '#shared/contrats/commun';
import { pluriel } from '#shared/mots/nombres';
import { donnerFeuillesPointer } from '../../../_donnees/lecture/liens-pointer';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { useAction } from '../../../_ui/demandes/appeler';
import { Fenetre } from '../../../_ui/fenetre';
import { imprimerFeuillesPointer } from './imprimer';
import { usePointer } from './reglages';

type Props = { antenne: Antenne; usagers: readonly { id: string; nom: string }[] };

const Demande = ({ antenne, usagers, fermer }: Props & { fermer: () => void }) => {
  const { tete, mode } = usePointer();
  const { refus, enCours, faire } = useAction();
  const [faites, setFaites] = useState<number>();
  const imprimer = async (): Promise<number> => {
    const donnees = await donnerFeuillesPointer(
      antenne,
      usagers.map((u) => u.id),
    );
    const adresses = new Map(donnees.map((f) => [f.usagerId, f.adresse]));
    // In the order of the list on screen, by which they will be sorted into letters.
    const feuilles = usagers.flatMap(({ id, nom }) => {
      const adresse = adresses.get(id);
      return adresse === undefined ? [] : [{ nom, adresse }];
    });
    if (feuilles.length > 0) await imprimerFeuillesPointer(tete, feuilles, `pointer-${antenne}.pdf`, mode);
    return feuilles.length;
  };
  return (
    <Fenetre onClose={fermer} title="Feuilles pour pointer sans téléphone" size="md">
      <Stack gap="sm">
        <Text size="sm">
          Une page par domicile, dans un seul fichier, pour les {pluriel(usagers.length, 'usager')} de la liste qui
          n’ont pas encore de feuille. Celles déjà remises restent bonnes.
        </Text>
        {faites === undefined ? null : (
          <Text size="sm" fw={600} role="status">
            {faites === 0
              ? 'Tous ont déjà une feuille : rien n’est imprimé.'
              : `${pluriel(faites, 'feuille')} dans les téléchargements de ce poste.`}
          </Text>
        )}
        <ErreurFormulaire message={refus?.message} />
        <Group justify="flex-end">
          <Button variant="default" onClick={fermer}>
            Fermer
          </Button>
          <Button onClick={() => void faire(imprimer, setFaites)} loading={enCours} data-autofocus>
            Faire les feuilles
          </Button>
        </Group>
      </Stack>
    </Fenetre>
  );
};

/** [PT-9] The sheets of all homes of the list that have none; where the antenna chose it, with the network. */
export const FeuillesAntenne = (props: Props) => {
  const { choisi, enLigne } = usePointer();
  const [ouvert, setOuvert] = useState(false);
  if (!choisi || !enLigne || props.usagers.length === 0) return null;
  return (
    <>
      <Button size="xs" variant="default" className="usager__action" onClick={() => setOuvert(true)}>
        Feuilles pour pointer
      </Button>
      {ouvert ? <Demande {...props} fermer={() => setOuvert(false)} /> : null}
    </>
  );
};

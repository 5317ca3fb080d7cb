'use client';

import { Stack, Text } from '@mantine/core';
import { DESTINATIONS, type Destination, type MoisAttendu } from '#shared/contrats/financement/envoi';
import { nommerAttendu } from '#shared/domain/dases/attendus';
import { moisEnMots } from '#shared/mots/dates';
import type { Mois } from '#shared/temps/types';
import { envoyerMois } from '../../../_donnees/lecture/envois';
import { Fenetre } from '../../../_ui/fenetre';
import { ChampTexte, Formulaire, RefusFormulaire, useFormulaire } from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { direEnvoi } from './mots';

type Props = {
  mois: Mois;
  destination: Destination;
  depot: string;
  /** Months closed before that never left from here. */
  anciens: readonly MoisAttendu[];
  fermer: () => void;
  apres: () => void;
};

/** What sending does, in words; the month is written in full before it is done. */
export const Envoyer = ({ mois, destination, depot, anciens, fermer, apres }: Props) => {
  const f = useFormulaire({
    depart: () => ({ ecrit: '' }),
    lire: ({ ecrit }) => ({ ok: true, valeur: ecrit.trim() }),
    envoyer: async (ecrit) => {
      notifications.show(direEnvoi(await envoyerMois(mois, destination, ecrit)));
      apres();
      return undefined;
    },
    champs: { CONFIRMATION: 'ecrit' },
    sansPerte: true,
  });
  return (
    <Fenetre onClose={fermer} title={`Envoyer ${moisEnMots(mois)} : ${DESTINATIONS[destination]}`} centered>
      <Formulaire de={f}>
        <Stack gap="md">
          <Text size="sm">
            Les fichiers du mois partent ({depot}). Ce qui est parti ne change plus : une correction tardive part avec
            la clôture suivante. Les fichiers déjà partis ne repartent pas.
          </Text>
          {anciens.length > 0 ? (
            <Text size="sm" role="note">
              Pas parti d’ici, ou pas en entier : {anciens.map(nommerAttendu).join(', ')}. Si ce n’a pas été remis
              autrement, envoyez-le d’abord : ce mois-ci peut le rectifier.
            </Text>
          ) : null}
          <ChampTexte
            de={f}
            nom="ecrit"
            label={`Écrivez « ${moisEnMots(mois)} » pour confirmer`}
            autoComplete="off"
            data-autofocus
          />
          <RefusFormulaire de={f} />
          {f.enCours ? (
            <Text size="sm" c="dimmed" role="status">
              Préparation, contrôle, puis dépôt de chaque fichier : cela peut prendre quelques minutes.
            </Text>
          ) : null}
          <PiedFenetre faire="Envoyer" enCours={f.enCours} />
        </Stack>
      </Formulaire>
    </Fenetre>
  );
};
